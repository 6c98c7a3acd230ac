"""Arms and legs in their clothes, with what hands hold."""

from __future__ import annotations

from models.preview.panels.cast.people import holding
from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.limbs import (
    chain,
    clasp,
    drawn_limb,
    edged,
    fill_of,
    hand,
    ring,
    shoe,
)
from models.preview.panels.cast.people.poses import Hand
from models.preview.panels.cast.people.skeleton import Limb
from models.preview.panels.drawing import Dice, Point, shape
from models.preview.panels.stage import Stage

_SLEEVE = (4.5, 4.3, 3.7, 3.3, 2.9)
_ARM = (3.7, 3.2, 2.6, 2.5, 1.9)
_TROUSERS = (7.0, 6.4, 5.2, 4.5, 3.7)
_LEG = (6.2, 5.4, 3.9, 3.9, 2.5)
"""Half widths from the trunk outwards."""


def leg(s: Stage, person: Person, limb: Limb, scale: float, *, far: bool) -> str:
    """A leg in trousers, shorts, stockings or boots, and its shoe."""
    p, outfit = s.palette, person.outfit
    tone = 0.3 if far else 0.0
    cloth, skin = p.dark(p.paint(outfit.legs), tone), p.dark(p.skin(person.skin), tone)
    shoes = p.dark(p.paint(outfit.shoes), 0.12 + tone)
    size = scale * (person.girth * 0.5 + 0.5) * (0.5 + 0.5 * person.kind.broad)
    foot = scale * (0.88 if person.woman else 1.0)
    parts = [shoe(s, limb, shoes, foot, boot=outfit.boots and outfit.bare_legs)]
    if outfit.lower == "shorts":
        parts.append(drawn_limb(s, limb, [w * size for w in _LEG], skin))
        parts.append(_upper(s, limb, _TROUSERS, size, cloth, 0.42))
    elif outfit.bare_legs:
        parts.append(drawn_limb(s, limb, [w * size for w in _LEG], p.mixed(skin, cloth)))
    else:
        size *= outfit.bulk
        parts.append(drawn_limb(s, limb, [w * size for w in _TROUSERS], cloth, flat=True))
        parts.append(_boot(s, limb, shoes, size) if outfit.boots else "")
    return "".join(parts)


def arm(
    s: Stage, person: Person, limb: Limb, scale: float, *, kind: Hand, held: str, far: bool
) -> str:
    """An arm in its sleeve, and its hand over the thing it holds.

    Args:
        s: the stage.
        person: whose arm it is.
        limb: its joints.
        scale: of this body's bones against a grown one's.
        kind: what the hand does.
        held: the thing in the hand, drawn; empty for none.
        far: it is on the other side of the body, and so in its shade.
    """
    p, outfit = s.palette, person.outfit
    slim = scale * (0.5 + 0.5 * person.girth) * (0.88 if person.woman else 1.0)
    skin = p.dark(p.skin(person.skin), 0.16 if far else 0.0)
    cloth = p.dark(p.paint(outfit.trim if outfit.metal else outfit.colour), 0.26 if far else 0.06)
    glove = p.paint(outfit.gloves) if outfit.gloves else skin
    parts = [held, hand(s, limb, kind, glove, scale * (0.9 if person.woman else 1.0))]
    if outfit.sleeves == "long":
        parts.append(_sleeve(s, limb, [w * slim * outfit.bulk for w in _SLEEVE], cloth, far=far))
        parts.append(_cuff(s, person, limb, slim))
        return "".join(parts)
    parts.append(drawn_limb(s, limb, [w * slim for w in _ARM], skin))
    if outfit.sleeves == "short":
        parts.append(_upper(s, limb, _SLEEVE, slim, cloth, 0.3))
    return "".join(parts)


def forearm(s: Stage, person: Person, limb: Limb, kind: str, dice: Dice) -> tuple[str, float]:
    """An arm alone with what its hand holds, and the height of that, as an insert shows it."""
    p, outfit = s.palette, person.outfit
    size = 0.9 if person.woman else 1.0
    skin = p.skin(person.skin)
    glove = p.paint(outfit.gloves) if outfit.gloves else skin
    held = holding.in_hand(s, limb, kind, dice, person.kind.tall)
    parts = [drawn_limb(s, limb, [w * size for w in _ARM], glove)]
    if outfit.sleeves == "long":
        sleeve = Limb(limb.root, limb.at(0.42), limb.at(0.84), limb.angle)
        cloth = s.paints.slant(
            p.lit(p.paint(outfit.colour), 0.16), p.dark(p.paint(outfit.colour), 0.3)
        )
        parts.append(drawn_limb(s, sleeve, [w * size for w in _SLEEVE], "", cloth))
    parts += [held, clasp(s, limb, glove, size)]
    return "".join(parts), holding.height_of(kind, person.kind.tall)


def _boot(s: Stage, leg: Limb, colour: str, size: float) -> str:
    shaft = ring(leg, 0.78, 1.02, (4.9 * size, 4.1 * size))
    top = ring(leg, 0.77, 0.8, (5.1 * size, 5.1 * size))
    return shape(shaft, fill_of(s, leg, colour, 0.4)) + shape(top, s.palette.lit(colour, 0.14))


def _upper(
    s: Stage, limb: Limb, widths: tuple[float, ...], size: float, colour: str, end: float
) -> str:
    """The part of a limb that a short sleeve or shorts cover."""
    nodes: list[tuple[Point, float]] = []
    for i in range(3):
        share = end * i / 2
        nodes.append(
            (limb.at(share), size * (widths[0] + (widths[1] - widths[0]) * share * 4 * 0.6))
        )
    return shape(chain(nodes), fill_of(s, limb, colour))


def _sleeve(s: Stage, arm: Limb, widths: list[float], cloth: str, *, far: bool) -> str:
    """A sleeve, as bright at the shoulder as the trunk is there."""
    if far:
        return drawn_limb(s, arm, widths, cloth)
    p = s.palette
    tones = (p.lit(cloth, 0.18), cloth, p.dark(cloth, 0.2))
    if s.light_side > 0:
        tones = (p.dark(cloth, 0.12), p.dark(cloth, 0.06), cloth)
    hangs = arm.end[1] > arm.root[1] + 6
    fill = s.paints.down(*tones) if hangs else ""
    return edged(s, arm, widths, f"{p.dark(cloth, 0.42)}@0.8") + drawn_limb(
        s, arm, widths, cloth, fill
    )


def _cuff(s: Stage, person: Person, limb: Limb, slim: float) -> str:
    if "cuffs" not in person.outfit.parts:
        return ""
    gold = s.palette.lit(s.palette.paint(person.outfit.trim), 0.1)
    return shape(ring(limb, 0.88, 0.93, (3.3 * slim, 3.2 * slim)), gold)

"""A whole person: bones, clothes, head and hands, laid over one another from back to front.

Drawn 100 units tall with the feet at y = 0, facing right, and fit to be cropped at the waist or at
the shoulders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from media.shots import Figure
from models.preview.panels.cast.people import holding
from models.preview.panels.cast.people.heads import Head, head_of
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
from models.preview.panels.cast.people.outline import cornered, tight
from models.preview.panels.cast.people.poses import Stance, stance_of
from models.preview.panels.cast.people.seats import Seat, seat_under
from models.preview.panels.cast.people.skeleton import Limb, Rig, View, posed
from models.preview.panels.cast.people.trimmings import behind, trimmed, wrapped
from models.preview.panels.cast.people.trunk import Trunk
from models.preview.panels.cast.people.visage import AHEAD, Gaze
from models.preview.panels.cast.people.wardrobe import CUTS
from models.preview.panels.cast.people.worn import Worn
from models.preview.panels.drawing import Dice, Point, group, line, shape, turned
from models.preview.panels.stage import Stage

_SLEEVE = (4.5, 4.3, 3.7, 3.3, 2.9)
_ARM = (3.7, 3.2, 2.6, 2.5, 1.9)
_TROUSERS = (7.0, 6.4, 5.2, 4.5, 3.7)
_LEG = (6.2, 5.4, 3.9, 3.9, 2.5)
"""Half widths from the trunk outwards."""


@dataclass(frozen=True)
class Actor:
    """A person in one picture: what they do there and how they are seen."""

    person: Person
    figure: Figure
    stance: Stance
    view: View
    seat: Seat = ""
    gaze: Gaze = AHEAD

    @cached_property
    def rig(self) -> Rig:
        """The joints of the posed body."""
        kind = self.person.kind
        broad = kind.broad * self.person.girth
        return posed(
            self.stance, head=kind.head, broad=broad, view=self.view, legs=kind.legs, sunk=kind.sunk
        )

    @property
    def reach(self) -> tuple[float, float]:
        """How far limbs, head and seat extend, left and right of the foot."""
        rig = self.rig
        points = [rig.near_arm, rig.far_arm, rig.near_leg, rig.far_leg]
        across = [x for limb in points for x in (limb.bend[0], limb.end[0])] + [rig.crown[0]]
        return min(*across) - 7, max(*across) + 7


def acting(
    person: Person,
    figure: Figure,
    gestures: Dice,
    view: View,
    *,
    seat: Seat = "",
    gaze: Gaze | None = None,
) -> Actor:
    """A person in a pose."""
    seat = "wheelchair" if person.wheelchair else seat
    baby = person.kind.age == "baby"
    stance = stance_of(
        figure.pose,
        gestures,
        seated=bool(person.wheelchair or baby),
        grip=holding.grip_of(figure.holds),
        turned=view == "front",
    )
    if baby:
        stance = replace(stance, near_leg=(80, 88), far_leg=(74, 84), lean=4, lift=0)
        seat = ""
    return Actor(person, figure, stance, view, seat, gaze or AHEAD)


def drawn(s: Stage, actor: Actor, dice: Dice) -> str:
    """An actor's whole figure."""
    return "".join(sheets(s, actor, dice))


def sheets(s: Stage, actor: Actor, dice: Dice) -> tuple[str, str]:
    """A figure in two sheets: all but the near arm, and the near arm, which may embrace."""
    person, rig = actor.person, actor.rig
    trunk = Trunk(rig, actor.view, person)
    worn = Worn(s, trunk, person.outfit)
    talking = actor.figure.pose == "talk"
    head = head_of(s, person, actor.view, actor.gaze, talking=talking)
    size = rig.scale * (0.9 if person.woman else 1.0)
    parts = [
        seat_under(s, actor.seat, -rig.hip[1] - 5.4 * rig.scale),
        behind(worn),
        _placed(head.behind, rig),
        _arm(s, actor, rig.far_arm, dice, size, far=True),
        *_legs(s, actor),
        *_dressed(s, actor, trunk, worn, head),
        _stick(s, actor),
    ]
    near = _arm(s, actor, rig.near_arm, dice, size) + wrapped(worn)
    return _tall("".join(parts), person), _tall(near, person)


def _tall(content: str, person: Person) -> str:
    return group(tight(content), scale=person.stature)


def _placed(content: str, rig: Rig) -> str:
    """What is drawn in hundredths of a head, on the neck."""
    if not content:
        return ""
    moved = group(content, at=(rig.chin[0] + 1.0, rig.chin[1]), scale=rig.head / 100)
    return turned(moved, rig.nod, rig.chin)


def _dressed(s: Stage, actor: Actor, trunk: Trunk, worn: Worn, head: Head) -> list[str]:
    """Neck, garment, and the face over its collar."""
    outfit, p = actor.person.outfit, s.palette
    grow = 0.5 * outfit.bulk + (1.6 if outfit.bulk > 1.2 else 0)
    parts = [_placed(head.neck, actor.rig)]
    if outfit.lower == "skirt" and actor.person.outfit.cut not in ("dress", "gown", "tutu"):
        parts.append(cornered(trunk.skirt(CUTS["dress"]), s.shaded(p.paint(outfit.legs), 0.36)))
    outline = trunk.garment(outfit.shape, grow)
    thin = 0.55 if actor.view == "side" else 0.32
    rim = [(x + s.light_side * thin, y - 0.15) for x, y in outline]
    parts.append(cornered(rim, f"{p.lit(p.light, 0.4)}@0.8"))
    parts.append(cornered(outline, s.shaded(worn.coat, 0.4)))
    parts.append(_folds(s, actor, worn))
    parts.append(trimmed(worn))
    parts.append(_placed(head.front, actor.rig))
    return parts


def _folds(s: Stage, actor: Actor, worn: Worn) -> str:
    """Pleats of what hangs long."""
    hem = actor.person.outfit.shape.hem
    if hem < 0.4:
        return ""
    rig = actor.rig
    lines = ""
    for start, share in ((-3.4, 0.25), (0.6, 0.55), (3.6, 0.8)):
        near, far = rig.near_leg.at(hem * 0.92), rig.far_leg.at(hem * 0.92)
        end = (near[0] - 3 + (far[0] - near[0] + 6) * share, near[1] + (far[1] - near[1]) * share)
        lines += f"M{rig.hip[0] + start:.1f} {rig.hip[1] - 1:.1f}L{end[0]:.1f} {end[1]:.1f}"
    return line(lines, f"{worn.fold}@0.4", 0.55)


def _legs(s: Stage, actor: Actor) -> list[str]:
    person, rig, p = actor.person, actor.rig, s.palette
    outfit = person.outfit
    cloth = p.paint(outfit.legs)
    skin = p.skin(person.skin)
    size = rig.scale * (person.girth * 0.5 + 0.5) * (0.5 + 0.5 * person.kind.broad)
    shoes = p.dark(p.paint(outfit.shoes), 0.12)
    parts: list[str] = []
    for leg, tone in ((rig.far_leg, 0.3), (rig.near_leg, 0.0)):

        def shade(colour: str, tone: float = tone) -> str:
            return p.dark(colour, tone) if tone else colour

        parts.append(
            shoe(
                s,
                leg,
                shade(shoes),
                rig.scale * (0.88 if person.woman else 1),
                boot=outfit.boots and outfit.bare_legs,
            )
        )
        if outfit.lower == "shorts":
            parts.append(drawn_limb(s, leg, [w * size for w in _LEG], shade(skin)))
            parts.append(_upper(s, leg, _TROUSERS, size, shade(cloth), 0.42))
        else:
            widths = _LEG if outfit.bare_legs else _TROUSERS
            colour = p.mixed(skin, cloth) if outfit.bare_legs else cloth
            bulk = outfit.bulk
            wide = [w * size * bulk for w in widths]
            parts.append(drawn_limb(s, leg, wide, shade(colour), flat=not outfit.bare_legs))
            if outfit.boots and not outfit.bare_legs:
                parts.append(_boot(s, leg, shade(shoes), size * bulk))
    return parts


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


def _arm(s: Stage, actor: Actor, arm: Limb, dice: Dice, size: float, *, far: bool = False) -> str:
    """An arm with its sleeve, its hand, and what is in it."""
    person, p = actor.person, s.palette
    outfit, rig = person.outfit, actor.rig
    slim = rig.scale * (0.5 + 0.5 * person.girth) * (0.88 if person.woman else 1.0)
    skin = p.skin(person.skin)
    cloth = p.paint(outfit.trim if outfit.metal else outfit.colour)
    skin, cloth = (p.dark(skin, 0.16), p.dark(cloth, 0.26)) if far else (skin, p.dark(cloth, 0.06))
    glove = p.paint(outfit.gloves) if outfit.gloves else skin
    arms = actor.stance.arms
    kind = arms.far_hand if far else arms.near_hand
    held = actor.figure.holds if far == actor.stance.holds_far else ""
    parts = [holding.in_hand(s, arm, held, dice, person.kind.tall)] if held else []
    parts.append(hand(s, arm, kind, glove, size))
    if outfit.sleeves == "long":
        parts.append(_sleeve(s, arm, [w * slim * outfit.bulk for w in _SLEEVE], cloth, far=far))
        return "".join(parts) + _cuff(s, actor, arm, slim)
    parts.append(drawn_limb(s, arm, [w * slim for w in _ARM], skin))
    if outfit.sleeves == "short":
        parts.append(_upper(s, arm, _SLEEVE, slim, cloth, 0.3))
    return "".join(parts)


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


def _cuff(s: Stage, actor: Actor, arm: Limb, slim: float) -> str:
    if "cuffs" not in actor.person.outfit.parts:
        return ""
    gold = s.palette.lit(s.palette.paint(actor.person.outfit.trim), 0.1)
    return shape(ring(arm, 0.88, 0.93, (3.3 * slim, 3.2 * slim)), gold)


def _stick(s: Stage, actor: Actor) -> str:
    """A walking stick for old people who are on their feet, in the far hand."""
    rig = actor.rig
    on_foot = actor.figure.pose in ("stand", "walk") and not actor.seat
    if not actor.person.stick or not on_foot:
        return ""
    x, y = rig.far_arm.end
    wood = s.palette.paint("#5a4232")
    return line(
        f"M{x - 2.6:.1f} {y + 1:.1f}Q{x + 1:.1f} {y - 3:.1f} {x + 2:.1f} {y + 3:.1f}L{x + 4:.1f} 0",
        wood,
        1.4,
    )


def forearm(s: Stage, person: Person, arm: Limb, kind: str, dice: Dice) -> tuple[str, float]:
    """An arm alone with what its hand holds, and the height of that, as an insert shows it."""
    p, outfit = s.palette, person.outfit
    size = 0.9 if person.woman else 1.0
    skin = p.skin(person.skin)
    glove = p.paint(outfit.gloves) if outfit.gloves else skin
    held = holding.in_hand(s, arm, kind, dice, person.kind.tall)
    parts = [drawn_limb(s, arm, [w * size for w in _ARM], glove)]
    if outfit.sleeves == "long":
        sleeve = Limb(arm.root, arm.at(0.42), arm.at(0.84), arm.angle)
        cloth = s.paints.slant(
            p.lit(p.paint(outfit.colour), 0.16), p.dark(p.paint(outfit.colour), 0.3)
        )
        parts.append(drawn_limb(s, sleeve, [w * size for w in _SLEEVE], "", cloth))
    parts += [held, clasp(s, arm, glove, size)]
    return "".join(parts), holding.height_of(kind, person.kind.tall)

"""People: standing figures of seven heads and a half, in coats and dresses, never stick men.

Drawn 100 units tall with the feet at y = 0, facing right, and fit to be cropped at the waist or at
the shoulders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.preview.panels.cast.head import Face, Hair, head
from models.preview.panels.cast.registry import subject
from models.preview.panels.drawing import Dice, Point, blob, disc, group, line, polygon, shape
from models.preview.panels.stage import Stage

_SKINS = ("#f0c9a8", "#e3b088", "#c98d62", "#9c6644", "#6f4630")
_HAIRS = ("#2b211d", "#4a3325", "#7a5230", "#b98a4e", "#8c3f28")
_COATS = ("#35506b", "#7a3b3b", "#c08a3e", "#4f6b58", "#6d5a7d", "#b9694a", "#8c8f94", "#2f3e46")
_LEGS = ("#2e3440", "#4a4038", "#3b4a5a", "#5b4a3f")

Dress = Literal["coat", "jacket", "dress", "skirt"]


@dataclass(frozen=True, slots=True)
class Body:
    """A figure's build and clothes; colours are painted ones."""

    face: Face
    dress: Dress
    coat: str
    legs: str
    scarf: str | None
    head_tall: float = 13.4
    slim: float = 1.0
    stoop: float = 0.0
    stick: bool = False
    walking: bool = False


def _face(s: Stage, dice: Dice, hairs: tuple[Hair, ...], *, old: bool = False) -> Face:
    p = s.palette
    hair = "#d5d2cb" if old else dice.pick(_HAIRS)
    return Face(
        skin=p.skin(dice.pick(_SKINS[:4] if old else _SKINS)),
        hair=dice.pick(hairs),
        hair_colour=p.paint(hair),
        cloth=p.paint(dice.pick(_COATS)),
        old=old,
    )


def _body(s: Stage, dice: Dice, face: Face, dress: Dress, **more: float | bool) -> Body:
    p = s.palette
    coat = dice.pick(_COATS)
    scarf = dice.pick(tuple(c for c in _COATS if c != coat)) if dice.chance(0.6) else None
    return Body(
        face=face,
        dress=dress,
        coat=p.paint(coat),
        legs=p.paint(dice.pick(_LEGS)),
        scarf=p.paint(scarf) if scarf else None,
        walking=dice.chance(0.4) and dress in ("coat", "jacket"),
        **more,  # pyright: ignore[reportArgumentType]
    )


@subject("man", where="ground", tall=1.0, wide=0.3, person=True)
def man(s: Stage, dice: Dice) -> str:
    """A grown man in a coat or a jacket."""
    face = _face(s, dice, ("short", "short", "curls", "cap"))
    if dice.chance(0.3):
        face = Face(face.skin, face.hair, face.hair_colour, face.cloth, beard=True)
    return figure(s, _body(s, dice, face, dice.pick(("coat", "jacket", "jacket"))))


@subject("woman", where="ground", tall=0.95, wide=0.3, person=True)
def woman(s: Stage, dice: Dice) -> str:
    """A grown woman in a coat, a dress or a skirt."""
    face = _face(s, dice, ("long", "bob", "bun", "ponytail", "curls"))
    return figure(s, _body(s, dice, face, dice.pick(("dress", "skirt", "coat")), slim=0.9))


@subject("child", where="ground", tall=0.64, wide=0.36, person=True)
def child(s: Stage, dice: Dice) -> str:
    """A child: a larger head on a smaller body."""
    face = _face(s, dice, ("short", "bob", "ponytail", "curls"))
    dress = dice.pick(("jacket", "jacket", "dress"))
    return figure(s, _body(s, dice, face, dress, head_tall=20.0, slim=1.12))


@subject("old_man", where="ground", tall=0.95, wide=0.34, person=True)
def old_man(s: Stage, dice: Dice) -> str:
    """An old man, a little bent, bearded or bald, with a stick."""
    face = _face(s, dice, ("bald", "cap"), old=True)
    face = Face(face.skin, face.hair, face.hair_colour, face.cloth, dice.chance(0.7), old=True)
    return figure(s, _body(s, dice, face, "coat", stoop=3.5, stick=True))


@subject("old_woman", where="ground", tall=0.88, wide=0.34, person=True)
def old_woman(s: Stage, dice: Dice) -> str:
    """An old woman with a bun and a shawl."""
    face = _face(s, dice, ("bun",), old=True)
    return figure(s, _body(s, dice, face, "skirt", stoop=3.0, slim=1.05))


@subject("crowd", where="ground", tall=1.0, wide=1.7, person=True)
def crowd(s: Stage, dice: Dice) -> str:
    """Many people, the near ones larger."""
    sketches = (man, woman, man, woman, child, old_man)
    parts: list[str] = []
    for row, (count, scale, lift) in enumerate(((6, 0.8, -9), (5, 0.9, -4), (4, 1.0, 0))):
        for i in range(count):
            x = (i - (count - 1) / 2) * 36 + dice.between(-8, 8) + 9 * (row % 2)
            size = scale * dice.between(0.9, 1.04)
            sketch = dice.pick(sketches)
            if sketch is child:
                size *= 0.66
            parts.append(group(sketch(s, dice), at=(x, lift), scale=size, flip=dice.chance(0.35)))
    return "".join(parts)


def figure(s: Stage, body: Body) -> str:
    """A whole figure, 100 units tall."""
    top = -100 + body.head_tall
    k = body.slim
    lean = body.stoop
    neck: Point = (1.0 + lean, top)
    parts = [_limb(s, _back_arm(top, k, lean), 6.0 * k, s.palette.dark(body.coat, 0.42))]
    parts += _legs(s, body, top)
    if body.stick:
        parts.append(
            line(f"M{12 + lean} {top * 0.5 - 1:.1f}L{14 + lean} 0", s.palette.paint("#5a4232"), 1.3)
        )
    collar = _collar(s, body, neck) if body.scarf is None else ""
    size = body.head_tall
    the_head = group(head(s, body.face), at=neck, scale=size)
    if lean:
        the_head = (
            f'<g transform="rotate({lean * 1.6:.1f} {neck[0]:.1f} {neck[1]:.1f})">{the_head}</g>'
        )
    under = body.face.hair in ("long",)
    torso = _torso(s, body, top)
    parts += [torso, the_head] if under else [the_head, torso]
    parts += [collar, _scarf(s, body, neck), _near_arm(s, body, top)]
    return "".join(parts)


def _rim(s: Stage, points: tuple[Point, ...]) -> str:
    """The light that catches the edge of a body, as the same body a little towards the light."""
    moved = [(x + s.light_side * 0.55, y - 0.15) for x, y in points]
    return blob(moved, s.palette.lit(s.palette.light, 0.4))


def _torso(s: Stage, body: Body, top: float) -> str:
    k, lean, p = body.slim, body.stoop, s.palette
    shoulder = top + 4.6
    waist = top * 0.62
    hem = {"coat": top * 0.33, "jacket": top * 0.49, "dress": top * 0.3, "skirt": top * 0.26}[
        body.dress
    ]
    pinch = {"coat": 8.6, "jacket": 8.4, "dress": 6.6, "skirt": 7.0}[body.dress]
    flare = {"coat": 10.6, "jacket": 9.2, "dress": 13.5, "skirt": 12.5}[body.dress]
    outline: tuple[Point, ...] = (
        (-4.0 + lean, top + 1.4),
        (4.6 + lean, top + 1.6),
        (9.0 * k + lean, shoulder + 2.2),
        (9.6 * k + lean * 0.8, top * 0.79),
        (pinch * k + lean * 0.4, waist),
        (flare * k, hem - 2),
        (flare * k, hem),
        (flare * k, hem),
        (0, hem + 1.2),
        (-flare * k, hem),
        (-flare * k, hem),
        (-flare * k * 0.97, hem - 2),
        (-pinch * k, waist),
        (-9.8 * k + lean * 0.6, top * 0.78),
        (-9.4 * k + lean, shoulder + 2.0),
    )
    parts = [_rim(s, outline), blob(outline, s.shaded(body.coat, 0.4))]
    fold = p.dark(body.coat, 0.38)
    if body.dress in ("coat", "jacket"):
        opening = (
            f"M{3.4 + lean:.1f} {top + 4:.1f}C{4.4 + lean * 0.6:.1f}"
            f" {waist:.1f} 4.4 {waist:.1f} 4 {hem:.1f}"
        )
        parts.append(line(opening, f"{fold}@0.8", 0.5))
        lapel = [
            (4.2 + lean, top + 2),
            (7.4 * k + lean, top + 7),
            (4.4 + lean * 0.8, top + 15),
            (2.8 + lean, top + 6),
        ]
        parts.append(polygon(lapel, p.lit(body.coat, 0.16)))
    else:
        belt = p.dark(body.coat, 0.5)
        parts.append(
            line(
                f"M{-pinch * k + 0.5:.1f} {waist:.1f}Q0 "
                f"{waist + 1.6:.1f} {pinch * k - 0.4:.1f} {waist:.1f}",
                belt,
                1.5,
            )
        )
        for x in (-5.0, -0.5, 4.0):
            parts.append(
                line(
                    f"M{x * 0.7:.1f} {waist + 3:.1f}L{x * 1.6:.1f} {hem - 1:.1f}",
                    f"{fold}@0.5",
                    0.5,
                )
            )
    return "".join(parts)


def _back_arm(top: float, k: float, lean: float) -> tuple[Point, ...]:
    return ((5.5 * k + lean, top + 8), (8.6 * k + lean * 0.6, top * 0.68), (10.4 * k, top * 0.54))


def _limb(s: Stage, joints: tuple[Point, ...], width: float, colour: str) -> str:
    data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in joints)
    return line(data, colour, width)


def _near_arm(s: Stage, body: Body, top: float) -> str:
    k, lean, p = body.slim, body.stoop, s.palette
    shoulder = (-3.6 * k + lean, top + 8.2)
    elbow = (-6.6 * k + lean * 0.6, top * 0.68)
    hand: Point = (12 + lean, top * 0.52) if body.stick else (-3.0 * k, top * 0.525)
    sleeve = p.dark(body.coat, 0.12)
    edge = p.lit(body.coat, 0.34) if s.light_side < 0 else sleeve
    joints = (shoulder, elbow, hand)
    moved = tuple((x - 0.5, y) for x, y in joints)
    return (
        _limb(s, moved, 6.0 * k, edge)
        + disc(hand[0] + 0.5, hand[1] + 4.2, 2.0, p.dark(body.face.skin, 0.1), 1.7)
        + _limb(s, joints, 5.9 * k, sleeve)
    )


def _legs(s: Stage, body: Body, top: float) -> list[str]:
    p = s.palette
    hip = top * 0.5
    shoe = p.dark(p.paint("#3a2c26"), 0.2)
    bare = body.dress in ("dress", "skirt")
    colour = (
        p.dark(body.legs, 0.15) if not bare else p.dark(p.mixed(body.face.skin, body.legs), 0.1)
    )
    wide = 4.4 if bare else 6.6 * body.slim
    stride = 6.5 if body.walking else 1.6
    parts: list[str] = []
    for x, knee, tone in ((-stride - 1, -2.2, p.dark(colour, 0.3)), (stride + 0.6, 3.4, colour)):
        start = -2.0 if x < 0 else 2.0
        joints = ((start, hip), (start + knee * 0.5 + x * 0.3, hip * 0.5), (x, -4.0))
        parts.append(_limb(s, joints, wide, tone))
        foot = (
            f"M{x - 2.9:.1f} 0L{x - 2.7:.1f} -4.6L{x + 2.0:.1f}"
            f" -4.4Q{x + 6.8:.1f} -2.6 {x + 7.0:.1f} 0Z"
        )
        parts.append(shape(foot, shoe))
    return parts


def _collar(s: Stage, body: Body, neck: Point) -> str:
    x, y = neck
    tone = s.palette.lit(body.coat, 0.1)
    outline = [
        (x - 5.4, y + 0.4),
        (x - 3, y - 0.6),
        (x + 2.4, y + 2.4),
        (x + 4.4, y + 1.6),
        (x + 3.6, y + 4.6),
        (x - 1, y + 4.0),
    ]
    return blob(outline, tone)


def _scarf(s: Stage, body: Body, neck: Point) -> str:
    if body.scarf is None:
        return ""
    x, y = neck
    k = body.head_tall / 13.4
    wrap = [
        (x - 5.2 * k, y + 0.2),
        (x, y + 0.6),
        (x + 4.4 * k, y + 1.0),
        (x + 4.8 * k, y + 3.8),
        (x, y + 5.6),
        (x - 5.6 * k, y + 4.0),
    ]
    tail = [(x + 1.2, y + 3), (x + 4.6, y + 3.4), (x + 5.2, y + 13), (x + 2.0, y + 13.4)]
    return polygon(tail, s.palette.dark(body.scarf, 0.25)) + blob(wrap, s.shaded(body.scarf, 0.34))

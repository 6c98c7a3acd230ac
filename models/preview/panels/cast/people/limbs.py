"""Arms, legs, hands and feet: tapered, round at the joints, in one path each.

A limb is the union of discs along its bones and of what lies between them, all wound one way, so
that it bends without a seam.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from models.preview.panels.cast.people.poses import Hand
from models.preview.panels.cast.people.skeleton import Limb, foot_pitch
from models.preview.panels.drawing import Point, disc, group, line, shape, straight, turned
from models.preview.panels.stage import Stage

Node = tuple[Point, float]
"""A place on a limb and its half width there."""

_HANDS: dict[Hand, tuple[str, str]] = {
    "relaxed": (
        "M-1.7-1C-2.4 1-2.5 3.4-1.8 5.6C-1.2 7.2 .6 7.4 1.1 5.8C1.6 4.4 1.9 2.6 1.8 .6"
        "C2.4 1.4 2.5 2.6 2.3 3.6C2.3 4.5 3.2 4.4 3.4 3.5C3.8 1.8 3.3 .2 2.1-1.5Z",
        "M-.6 3.4L-.5 6M.4 3.4L.4 6",
    ),
    "open": (
        "M-1.7-1C-2.6 .6-2.9 2.2-2.6 3.6L-3.3 6.4C-3.4 7.2-2.5 7.4-2.2 6.7L-1.4 4.4L-1.5 7.6"
        "C-1.5 8.5-.4 8.5-.3 7.7L0 4.7L.5 7.4C.7 8.2 1.7 8 1.6 7.1L1.3 4.2L2.3 6.1"
        "C2.7 6.8 3.5 6.3 3.2 5.5L2.3 2.8L3.7 2.4C4.5 2.1 4.4 1.1 3.5 1.1L2.2 .6L1.6-1.4Z",
        "M-1.4 3.6Q0 4.4 1.2 3.6",
    ),
    "fist": (
        "M-1.8-1C-2.8 .6-2.9 2.8-2 4.2C-1 5.4 1.2 5.4 2.2 4.2C3.2 3 3 .8 1.7-1.2Z",
        "M-1.2 2.2L-1.1 4.3M.1 2.2L.2 4.5M1.3 2.1L1.4 4.2",
    ),
    "point": (
        "M-1.7-1C-2.7 .6-2.8 2.6-2 3.8C-1.6 4.6-.4 4.8 .1 4.4L.4 8.4C.5 9.5 1.9 9.4 1.9 8.3L2 3.6"
        "C2.6 2.4 2.6 .6 1.7-1.3Z",
        "M-1.1 2.4L-1 4.2M.1 2.6L.1 4.4",
    ),
}
"""Hands that hang from the wrist at (0, 0), the thumb ahead: an outline, and lines of fingers."""


def chain(nodes: Sequence[Node], *, flat: bool = False) -> str:
    """Path data of a limb through its nodes, cut `flat` or round at its end."""
    parts = [_round(place, radius) for place, radius in (nodes[:-1] if flat else nodes)]
    for (one, r), (other, q) in pairwise(nodes):
        parts.append(_between(one, other, (r, q)))
    return "".join(parts)


def _round(place: Point, radius: float) -> str:
    x, y = place
    arc = f"a{radius:.2f} {radius:.2f} 0 1 1"
    return f"M{x - radius:.2f} {y:.2f}{arc} {2 * radius:.2f} 0{arc} {-2 * radius:.2f} 0Z"


def ring(limb: Limb, start: float, end: float, wide: tuple[float, float]) -> str:
    """Path data of a cuff around a limb, with straight edges."""
    return _between(limb.at(start), limb.at(end), wide)


def _between(one: Point, other: Point, wide: tuple[float, float]) -> str:
    """Path data of a stretch between two joints."""
    run, rise = other[0] - one[0], other[1] - one[1]
    length = math.hypot(run, rise) or 1.0
    nx, ny = rise / length, -run / length
    near, far = wide
    corners = (
        (one[0] + nx * near, one[1] + ny * near),
        (other[0] + nx * far, other[1] + ny * far),
        (other[0] - nx * far, other[1] - ny * far),
        (one[0] - nx * near, one[1] - ny * near),
    )
    return straight(corners) + "Z"


def fill_of(s: Stage, limb: Limb, colour: str, depth: float = 0.34) -> str:
    """Light across a limb that hangs, down one that lies."""
    run = abs(limb.end[0] - limb.root[0])
    if run <= abs(limb.end[1] - limb.root[1]):
        return s.shaded(colour, depth)
    p = s.palette
    return s.paints.down(p.lit(colour, 0.16), colour, p.dark(colour, depth))


def drawn_limb(
    s: Stage,
    limb: Limb,
    widths: Sequence[float],
    colour: str,
    fill: str = "",
    *,
    flat: bool = False,
) -> str:
    """A limb whose half widths are given at equal steps."""
    last = len(widths) - 1
    data = chain([(limb.at(i / last), width) for i, width in enumerate(widths)], flat=flat)
    return shape(data, fill or fill_of(s, limb, colour))


def edged(s: Stage, limb: Limb, widths: Sequence[float], colour: str) -> str:
    """What sets a limb off from the trunk behind it, but for the shoulder, where they are one."""
    last = len(widths) - 1
    nodes = [(limb.at(max(0.3, i / last)), width) for i, width in enumerate(widths) if i]
    return group(shape(chain(nodes), colour), at=(0.55, 0.1))


def hand(s: Stage, limb: Limb, kind: Hand, skin: str, size: float) -> str:
    """A hand at the end of an arm."""
    outline, fingers = _HANDS[kind]
    parts = shape(outline, skin) + line(fingers, f"{s.palette.dark(skin, 0.45)}@0.6", 0.3)
    placed = turned(group(parts, scale=size), -limb.angle)
    return group(placed, at=limb.end)


def clasp(s: Stage, limb: Limb, skin: str, size: float) -> str:
    """A hand closed around what it holds, seen near: four fingers over it and the thumb."""
    p = s.palette
    edge = f"{p.dark(skin, 0.4)}@0.7"
    back = "M-5.4 1.6C-5.2-2.4 -3.6-4 -1.6-3.8L-.4 3.8C-1.6 4.8 -4.6 4.6 -5.4 1.6Z"
    parts = [shape(back, skin)]
    for i, reach in enumerate((2.9, 3.3, 3.1, 2.5)):
        y = -3.7 + 1.85 * i
        finger = f"M-2.6 {y:.2f}H{reach - 0.9:.2f}a.9.9 0 0 1 0 1.8H-2.6Z"
        nail = f"M{reach - 1.1:.2f} {y + 0.45:.2f}h.7a.45.45 0 0 1 0 .9h-.7Z"
        fill = s.paints.down(p.lit(skin, 0.14), p.dark(skin, 0.08))
        parts += [shape(finger, fill), line(f"M-2.2 {y + 1.82:.2f}H{reach - 0.7:.2f}", edge, 0.2)]
        parts.append(shape(nail, f"{p.lit(skin, 0.45)}@0.7"))
    return group(*parts, at=limb.end, scale=size)


def shoe(s: Stage, leg: Limb, colour: str, size: float, *, boot: bool = False) -> str:
    """A shoe or a boot on a foot, flat where the leg allows."""
    p = s.palette
    upper = "M-3.9-1L-3.5-2.6C-1.6 -4 1.8-3.6 3 -1.8C5 .2 8 .6 9 2.6L9.1 4L-4 4Z"
    parts = [
        shape(upper, s.shaded(colour, 0.4)),
        shape("M-4.1 3.1L9.2 3.1L9.1 4.2L-4 4.2Z", p.dark(colour, 0.5)),
    ]
    if boot:
        parts.append(shape("M-3.4-10L3.6-10L3 -1L-2.9 0Z", s.shaded(colour, 0.4)))
        parts.append(disc(0.1, -10, 3.5, p.lit(colour, 0.14), 0.22))
    placed = turned(group(*parts, scale=size), foot_pitch(leg))
    return group(placed, at=leg.end)

"""Where things stand: furniture is drawn in centimetres and placed on the floor by its foot.

The eye is 79 cm above the floor, so the nearer a foot is to the lower edge, the larger the thing.
"""

from __future__ import annotations

from itertools import pairwise

from models.preview.panels.drawing import Layer, Point, disc, group, polygon, shape
from models.preview.panels.stage import Stage

BACK_WALL = 15.0
"""How far below the horizon a room's back wall meets the floor, in stage units."""

_UNITS_PER_CM = 0.0126
"""Stage units that a centimetre takes, for each unit that it stands below the horizon."""


def scale_at(s: Stage, down: float) -> float:
    """Panel units to a centimetre for what stands `down` units below the horizon."""
    return _UNITS_PER_CM * down * s.unit


def place(s: Stage, x: float, down: float) -> Point:
    """A place on the floor, in units from the middle and below the horizon."""
    return s.across(0.5) + x * s.unit, s.horizon + down * s.unit


def stand(s: Stage, layer: Layer, x: float, down: float, *sketch: str, shadow: float = 0.0) -> None:
    """Put a sketch in centimetres on the floor; `shadow` is the width of its shadow."""
    at, scale = place(s, x, down), scale_at(s, down)
    if shadow:
        dim = s.paints.round(f"{s.palette.shade}@0.55", f"{s.palette.shade}@0.3", "#000000@0")
        layer.add(disc(at[0], at[1], shadow * 0.58 * scale, dim, 0.13))
    layer.add(group(*sketch, at=at, scale=scale))


def hang(s: Stage, x: float, *sketch: str, layer: Layer | None = None) -> None:
    """Put a sketch on the back wall, in centimetres above its foot."""
    stand(s, layer or s.back, x, BACK_WALL, *sketch)


def rug(
    s: Stage, x: float, down: float, wide: float, deep: float, colours: tuple[str, str]
) -> None:
    """A rectangular rug with a border, lying away from us."""
    p = s.palette
    tone, edge = (p.paint(colour) for colour in colours)
    for inset, fill in ((0.0, edge), (1.6, tone), (3.2, edge), (3.8, p.lit(tone, 0.12))):
        points: list[Point] = []
        for y, sides in ((down + inset * 0.4, (-1, 1)), (down + deep - inset * 0.5, (1, -1))):
            half = (wide / 2 - inset) * y / (down + deep)
            points += [place(s, x * y / (down + deep) + side * half, y) for side in sides]
        s.mid.add(polygon(points, fill))


def tiles(s: Stage, colour: str, *, size: float = 11) -> None:
    """The dark tiles of a chequered floor; `size` is a tile's width at the back wall."""
    rows = [BACK_WALL]
    nearness = 1.0
    while s.horizon + rows[-1] * s.unit < s.bottom:
        nearness = max(0.72 * nearness, nearness - 0.09)
        rows.append(BACK_WALL / nearness)
    reach = int(s.span / s.unit / size / 2) + 2
    data = ""
    for number, (far, near) in enumerate(pairwise(rows)):
        for left in range(-reach + (number + reach) % 2, reach, 2):
            corners = ((left, far), (left + 1, far), (left + 1, near), (left, near))
            points = [place(s, x * size * y / BACK_WALL, y) for x, y in corners]
            data += "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"
    s.mid.add(shape(data, colour))

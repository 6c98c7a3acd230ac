"""Spaces that lead away from us: a box in perspective with its own eye, walls and floor.

Places are given by how far right of the eye, how far above it, and how far off they are; a thing
at distance 1 has its size in stage units, at distance 2 half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.preview.panels.drawing import Layer, Point, box, group, line, polygon, shape, straight
from models.preview.panels.stage import Stage

NEAR = 0.12
"""Distance of the nearest wall and floor that are drawn: beyond the edge of every frame."""

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Hall:
    """A long space: where its walls, its floor and its end are."""

    s: Stage
    x: float
    """Panel position of the vanishing point."""
    half: float
    """Half the width between the walls."""
    high: float
    """The ceiling above the eye."""
    deep: float
    """The floor below the eye."""
    end: float
    """Distance of the end wall."""

    def at(self, x: float, y: float, far: float) -> Point:
        """A place on the panel."""
        unit = self.s.unit / far
        return self.x + x * unit, self.s.horizon - y * unit

    def plane(self, layer: Layer, places: Sequence[Place], fill: str) -> None:
        """A flat polygon through places."""
        layer.add(polygon([self.at(*place) for place in places], fill))

    def wall(
        self,
        layer: Layer,
        side: int,
        span: tuple[float, float],
        rise: tuple[float, float],
        fill: str,
    ) -> None:
        """A patch of a side wall: -1 left or 1 right, between two distances and two heights."""
        x = side * self.half
        (near, far), (low, high) = span, rise
        corners = ((x, low, near), (x, low, far), (x, high, far), (x, high, near))
        self.plane(layer, corners, fill)

    def flat(
        self,
        layer: Layer,
        y: float,
        across: tuple[float, float],
        span: tuple[float, float],
        fill: str,
    ) -> None:
        """A level patch at height `y`: of the floor, a ceiling, a table."""
        (left, right), (near, far) = across, span
        corners = ((left, y, near), (left, y, far), (right, y, far), (right, y, near))
        self.plane(layer, corners, fill)

    def strokes(
        self, layer: Layer, lines: Sequence[Sequence[Place]], colour: str, width: float
    ) -> None:
        """Lines through places, all of one width in panel units."""
        data = "".join(straight([self.at(*place) for place in stroke]) for stroke in lines)
        layer.add(line(data, colour, width))

    def stand(
        self, layer: Layer, x: float, far: float, *sketch: str, y: float | None = None
    ) -> None:
        """Put a sketch in centimetres on the floor, or at a height."""
        at = self.at(x, -self.deep if y is None else y, far)
        layer.add(group(*sketch, at=at, scale=self.cm / far))

    def patches(self, layer: Layer, places: Sequence[Sequence[Place]], fill: str) -> None:
        """Many polygons of one colour as one path."""
        data = ""
        for patch in places:
            points = (self.at(*place) for place in patch)
            data += "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"
        layer.add(shape(data, fill))

    def dots(self, layer: Layer, places: Sequence[Place], colour: str, size: float) -> None:
        """Round spots, the smaller the farther, those at one distance as one path."""
        by_distance: dict[float, str] = {}
        for place in places:
            x, y = self.at(*place)
            by_distance[place[2]] = by_distance.get(place[2], "") + f"M{x:.1f} {y:.1f}h.1"
        for far, data in by_distance.items():
            layer.add(line(data, colour, size * self.s.unit / far))

    @property
    def cm(self) -> float:
        """Panel units to a centimetre at distance 1: the eye is 79 cm above the floor."""
        return self.deep * self.s.unit * 0.0126


def hall(
    s: Stage,
    colours: tuple[str, str, str],
    *,
    half: float = 62,
    high: float = 62,
    deep: float = 40,
    end: float = 5,
    wander: float = 9,
) -> Hall:
    """An empty hall; `colours` are those of its walls, its floor and its ceiling."""
    p = s.palette
    x = s.across(0.5) + s.dice("hall").between(-wander, wander) * s.unit
    h = Hall(s, x, half, high, deep, end)
    wall, floor, lid = (p.paint(colour) for colour in colours)
    s.back.add(box(s.left, s.top, s.span, s.bottom - s.top, p.dark(wall, 0.3)))
    left, top = h.at(-half, high, end)
    right, foot = h.at(half, -deep, end)
    tones = (p.lit(wall, 0.25), p.dark(wall, 0.1))
    fill = s.paints.across(*(tones if s.light_side < 0 else tones[::-1]))
    far_lid = s.paints.down(p.dark(lid, 0.3), lid, p.lit(lid, 0.15))
    h.flat(s.back, high, (-half, half), (NEAR, end), far_lid)
    s.back.add(box(left, top, right - left, foot - top, fill))
    for side in (-1, 1):
        lit = p.lit(wall, 0.14) if side != s.light_side else p.dark(wall, 0.16)
        run = (p.dark(lit, 0.3), lit, p.lit(lit, 0.1))
        fill = s.paints.across(*(run if side < 0 else run[::-1]))
        # Down past the floor, which lies nearer and slides over it.
        h.wall(s.far, side, (NEAR, end), (-1.1 * deep, high), fill)
    ground = s.paints.down(p.lit(floor, 0.1), floor, p.dark(floor, 0.4))
    h.flat(s.mid, -deep, (-half, half), (NEAR, end), ground)
    return h

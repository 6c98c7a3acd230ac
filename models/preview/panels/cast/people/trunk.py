"""The trunk and what it is wrapped in: outlines that lean and sit with the body."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from models.preview.panels.cast.people.identity import Person
from models.preview.panels.cast.people.skeleton import Limb, Rig, View
from models.preview.panels.cast.people.wardrobe import Cut
from models.preview.panels.drawing import Point

_RIGHT: dict[View, tuple[Point, ...]] = {
    "front": ((4.2, 1.9), (9.0, 4.9), (11.5, 9.4), (10.4, 17), (8.5, 27), (9.3, 36)),
    "side": ((4.2, 2.3), (6.9, 6.2), (8.7, 13.5), (8.2, 19), (7.4, 26), (7.9, 36)),
}
_LEFT: dict[View, tuple[Point, ...]] = {
    "front": ((-4.4, 1.7), (-9.4, 4.8), (-12.3, 9.4), (-11, 17), (-8.8, 27), (-9.6, 36)),
    "side": ((-4.0, 1.9), (-7.6, 5.6), (-9.2, 12.5), (-8.7, 19), (-7.4, 26), (-8.6, 36)),
}
"""A grown man's trunk, from the neck down: x from the spine, y from the height of the chin."""

_CENTRE: dict[View, float] = {"front": 1.4, "side": 4.0}
_WAIST, _HIPS = 26.5, 37.6
_SEATED = 45.0
"""From this angle of the thighs on, in degrees, what is short ends on the seat."""


@dataclass(frozen=True, slots=True)
class Trunk:
    """The trunk of one figure in one picture."""

    rig: Rig
    view: View
    person: Person

    @property
    def centre(self) -> float:
        """Where buttons and ties run: what is in front, as far as it is turned to us."""
        return _CENTRE[self.view]

    def side(self, right: bool, pinch: float = 1.0, grow: float = 0.0) -> tuple[Point, ...]:
        """One side of the trunk, from the neck to the hips, in its own coordinates."""
        wide = self.person.girth * self.person.kind.broad
        soft = self.person.woman and self.person.kind.age in ("grown", "old", "teen")
        points: list[Point] = []
        for x, y in (_RIGHT if right else _LEFT)[self.view]:
            more = grow if y > 4 else 0.0
            if y == 17 or (y in (13.5, 19) and right):
                more += 0.5 if soft else 0.0
            if 19 <= y <= 30:
                x *= pinch
                more += self.person.belly if right or self.view == "front" else 0.0
            if y > 30:
                more += (0.9 if soft else 0.0) + 0.4 * self.person.belly
            x *= wide if y > 2.5 else 1.0
            points.append((x + more if right else x - more, y))
        return tuple(points)

    def edge(self, y: float, right: bool, pinch: float = 1.0, grow: float = 0.0) -> float:
        """The trunk's half width at a height."""
        points = self.side(right, pinch, grow)
        for (x1, y1), (x2, y2) in pairwise(points):
            if y1 <= y <= y2:
                return x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        return points[-1][0]

    @property
    def stretch(self) -> float:
        """Height of the trunk against a grown one's: the young have long trunks on short legs."""
        return self.rig.trunk / _HIPS

    def world(self, place: Point) -> Point:
        """A point of the trunk in the figure's coordinates."""
        x, y = place[0] * self.rig.scale, place[1] * self.stretch
        turn = math.radians(self.rig.lean)
        return (
            self.rig.neck[0] + x * math.cos(turn) - y * math.sin(turn),
            self.rig.neck[1] + x * math.sin(turn) + y * math.cos(turn),
        )

    def worn(self, *shapes: str) -> str:
        """Shapes drawn in the trunk's own coordinates, set onto it."""
        x, y = self.rig.neck
        move = (
            f"translate({x:.2f} {y:.2f}) rotate({self.rig.lean:.1f}) "
            f"scale({self.rig.scale:.4f} {self.stretch:.4f})"
        )
        return f'<g transform="{move}">{"".join(shapes)}</g>'

    def turned(self, *shapes: str) -> str:
        """Shapes of the front, as narrow as a trunk seen from the side makes them."""
        if self.view == "front":
            return "".join(shapes)
        return (
            f'<g transform="translate({self.centre} 0) scale(.6 1) translate({-self.centre} 0)">'
            f"{''.join(shapes)}</g>"
        )

    def garment(self, cut: Cut, grow: float = 0.0) -> tuple[Point, ...]:
        """The outline of something that hangs from the shoulders."""
        return self._closed(
            self.side(True, cut.pinch, grow), self.side(False, cut.pinch, grow), cut, grow
        )

    def skirt(self, cut: Cut, top: float = _WAIST, share: float = 1.0) -> tuple[Point, ...]:
        """The outline of something that hangs from the waist or, as an apron, in front."""
        sides: list[tuple[Point, ...]] = []
        for right in (True, False):
            low = tuple(point for point in self.side(right, cut.pinch, 0.3) if point[1] > top + 1)
            sides.append(((self.edge(top, right, cut.pinch, 0.2), top), *low))
        right, left = sides
        if share < 1:
            left = tuple((x * share + (1 - share) * self.centre, y) for x, y in left)
        return self._closed(right, left, cut, 0.3)

    def _closed(
        self, right: tuple[Point, ...], left: tuple[Point, ...], cut: Cut, grow: float
    ) -> tuple[Point, ...]:
        front, back = self._hem(cut, grow)
        down = [self.world(point) for point in right]
        up = [self.world(point) for point in reversed(left)]
        return (*down, *front, front[-1], back[-1], back[-1], *reversed(back[:-1]), *up)

    def _hem(self, cut: Cut, grow: float) -> tuple[list[Point], list[Point]]:
        """What hangs below the hips, along the foremost leg and along the hindmost."""
        legs = sorted((self.rig.near_leg, self.rig.far_leg), key=_reach)
        steps = [cut.hem] if cut.hem < 0.35 else [cut.hem * 0.5, cut.hem]
        front: list[Point] = []
        back: list[Point] = []
        for share in steps:
            wide = (6.6 - 1.6 * share) * self.person.girth * self.rig.scale
            wide += grow + cut.flare * share / max(cut.hem, 0.05)
            front.append(_beside(legs[1], share, wide))
            sits = cut.hem < 0.3 and _thigh(legs[0]) > _SEATED
            back.append(self.world((-8.6, 38.5)) if sits else _beside(legs[0], share, -wide))
        return front, back


def _thigh(leg: Limb) -> float:
    """The angle of a thigh, in degrees from straight down."""
    return math.degrees(math.atan2(leg.bend[0] - leg.root[0], leg.bend[1] - leg.root[1]))


def _reach(leg: Limb) -> float:
    return leg.bend[0] - leg.root[0] + 0.4 * (leg.end[0] - leg.bend[0])


def _beside(leg: Limb, share: float, offset: float) -> Point:
    """A point in front of a leg, or behind it."""
    start, end = (leg.root, leg.bend) if share <= 0.5 else (leg.bend, leg.end)
    x, y = leg.at(share)
    angle = math.atan2(end[0] - start[0], end[1] - start[1])
    return x + offset * math.cos(angle), y - offset * math.sin(angle)

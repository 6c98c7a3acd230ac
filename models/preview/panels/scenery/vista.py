"""A flat ground in one-point perspective, and the walls and rows that stand along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.preview.panels.colour import mix
from models.preview.panels.drawing import Layer, Point, box, line, polygon
from models.preview.panels.stage import Stage


@dataclass(frozen=True, slots=True)
class Vista:
    """Places on the ground and above it.

    `near` runs from 0 at the vanishing point to 1 at the picture's lower edge. Across and up are
    scenery units there, and shrink with `near`.
    """

    stage: Stage
    away: float
    """Where across the picture the vanishing point lies."""

    def at(self, across: float, near: float, up: float = 0.0) -> Point:
        """A place in the picture."""
        s = self.stage
        deep = s.bottom - s.horizon
        return self.away + across * s.unit * near, s.horizon + (deep - up * s.unit) * near

    @property
    def aisle(self) -> float:
        """Half a width that leaves the lines of thirds free where people stand."""
        s = self.stage
        return max(45.0, (0.15 * s.width / s.unit + 7) / 0.44)

    def floor(self, left: float, right: float, nears: tuple[float, float], fill: str) -> str:
        """A quadrilateral that lies on the ground."""
        one, other = nears
        corners = [self.at(left, one), self.at(right, one), self.at(right, other)]
        return polygon([*corners, self.at(left, other)], fill)

    def wall(
        self, across: float, nears: tuple[float, float], ups: tuple[float, float], fill: str
    ) -> str:
        """A quadrilateral upright along the line of sight."""
        (one, other), (low, high) = nears, ups
        corners = [self.at(across, one, low), self.at(across, one, high)]
        return polygon([*corners, self.at(across, other, high), self.at(across, other, low)], fill)

    def front(
        self, left: float, right: float, near: float, ups: tuple[float, float], fill: str
    ) -> str:
        """A rectangle upright that faces us."""
        low, high = ups
        corners = [self.at(left, near, low), self.at(left, near, high)]
        return polygon([*corners, self.at(right, near, high), self.at(right, near, low)], fill)


def receding(first: float, last: float, ratio: float) -> Iterator[tuple[float, float]]:
    """Stretches of `near` that follow each other into the distance, each as long as the next."""
    near = first
    while near > last:
        yield near, near * ratio
        near *= ratio


def paving(vista: Vista, layer: Layer, colour: str, *, top: float, step: float) -> None:
    """Joints between slabs: lines that run away from us and lines across."""
    s = vista.stage
    joint = f"{s.palette.dark(colour, 0.5)}@0.3"
    fan = ""
    for i in range(-24, 25):
        # A joint ends where it leaves the picture: what is drawn outside takes time all the same.
        room = (s.right if i > 0 else s.left) - vista.away
        leaves = min(1.0, abs(room / (i * step * s.unit))) if i else 1.0
        if leaves > top:
            (x0, y0), (x1, y1) = vista.at(i * step, top), vista.at(i * step, leaves)
            fan += f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    layer.add(line(fan, joint, 1.5))
    for near, _ in receding(1.0, top, 0.8):
        thick = 0.8 + 2.2 * near
        layer.add(box(s.left, vista.at(0, near)[1], s.span, thick, joint))


def plane(s: Stage, layer: Layer, colour: str, top: float) -> None:
    """Flat ground in a painted colour from `top` down: paler far off, dark at our feet."""
    p = s.palette
    far = mix(colour, p.haze, min(0.6, p.thickness * 0.45))
    fill = s.paints.down(far, colour, p.dark(colour, 0.36))
    corners = [(s.left, top), (s.right, top), (s.right, s.bottom), (s.left, s.bottom)]
    layer.add(polygon(corners, fill))

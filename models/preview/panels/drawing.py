"""A panel on the drawing board: shapes as SVG text, gathered in layers of depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

Point = tuple[float, float]
T = TypeVar("T")


class Dice:
    """Free choices, drawn from a seed and a name, the same in every process."""

    def __init__(self, seed: int, name: str) -> None:
        entropy = [seed & 0xFFFFFFFF, *name.encode()]
        self._generator = np.random.Generator(np.random.PCG64(entropy))

    def between(self, low: float, high: float) -> float:
        """A number, all equally likely."""
        return low + (high - low) * float(self._generator.random())

    def count(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(self._generator.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        """True in `share` of all cases."""
        return float(self._generator.random()) < share

    def pick(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.count(0, len(choices) - 1)]


@dataclass(slots=True)
class Layer:
    """Shapes that lie at one depth, far ones first."""

    depth: float
    blur: float = 0.0
    shapes: list[str] = field(default_factory=list)

    def add(self, *shapes: str) -> None:
        """Lay shapes over those already there."""
        self.shapes.extend(shapes)


class Paints:
    """Gradients of one document, each defined once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def _named(self, body: str) -> str:
        name = self._names.setdefault(body, f"p{len(self._names)}")
        return f"url(#{name})"

    def down(self, *colours: str) -> str:
        """From top to bottom."""
        return self._linear("0", "0", "0", "1", colours)

    def across(self, *colours: str) -> str:
        """From left to right."""
        return self._linear("0", "0", "1", "0", colours)

    def slant(self, *colours: str, rising: bool = False) -> str:
        """From corner to corner."""
        return self._linear("0", "1" if rising else "0", "1", "0" if rising else "1", colours)

    def _linear(self, x1: str, y1: str, x2: str, y2: str, colours: tuple[str, ...]) -> str:
        head = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
        return self._named(f"linearGradient|{head}|{_stops(colours)}")

    def round(self, *colours: str) -> str:
        """From the middle outwards."""
        return self._named(f'radialGradient|cx="0.5" cy="0.5" r="0.5"|{_stops(colours)}')

    def defs(self) -> str:
        """The definitions as SVG."""
        parts: list[str] = []
        for body, name in self._names.items():
            tag, head, stops = body.split("|")
            parts.append(f'<{tag} id="{name}" {head}>{stops}</{tag}>')
        return f"<defs>{''.join(parts)}</defs>"


def _stops(colours: tuple[str, ...]) -> str:
    """Stops at equal distances; `#rrggbb@0.5` is a colour at half opacity."""
    parts: list[str] = []
    for number, colour in enumerate(colours):
        plain, _, opacity = colour.partition("@")
        offset = number / max(1, len(colours) - 1)
        parts.append(
            f'<stop offset="{offset:.3f}" stop-color="{plain}" stop-opacity="{opacity or 1}"/>'
        )
    return "".join(parts)


def _fill(fill: str) -> str:
    plain, _, opacity = fill.partition("@")
    return f'fill="{plain}"' + (f' fill-opacity="{opacity}"' if opacity else "")


def shape(data: str, fill: str) -> str:
    """A filled path."""
    return f'<path d="{data}" {_fill(fill)}/>'


def line(data: str, colour: str, width: float) -> str:
    """A stroked path with round ends."""
    plain, _, opacity = colour.partition("@")
    more = f' stroke-opacity="{opacity}"' if opacity else ""
    return (
        f'<path d="{data}" fill="none" stroke="{plain}"{more} stroke-width="{width:.2f}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def box(x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> str:
    """A rectangle."""
    corner = f' rx="{radius:.1f}"' if radius else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" '
        f'height="{max(height, 0):.1f}"{corner} {_fill(fill)}/>'
    )


def disc(x: float, y: float, radius: float, fill: str, squash: float = 1.0) -> str:
    """A circle, or an ellipse whose height is `squash` of its width."""
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{radius:.2f}" ry="{radius * squash:.2f}" '
        f"{_fill(fill)}/>"
    )


def polygon(points: Sequence[Point], fill: str) -> str:
    """A filled polygon."""
    return shape(straight(points) + "Z", fill)


def blob(points: Sequence[Point], fill: str) -> str:
    """A filled closed curve through points; a point given twice is a corner."""
    return shape(curve(points, closed=True), fill)


def group(*shapes: str, at: Point = (0, 0), scale: float = 1.0, flip: bool = False) -> str:
    """Shapes moved, scaled and mirrored together."""
    across = -scale if flip else scale
    move = f"translate({at[0]:.2f} {at[1]:.2f}) scale({across:.4f} {scale:.4f})"
    return f'<g transform="{move}">{"".join(shapes)}</g>'


def turned(content: str, degrees: float, at: Point = (0, 0)) -> str:
    """Shapes turned about a point."""
    return f'<g transform="rotate({degrees:.2f} {at[0]:.2f} {at[1]:.2f})">{content}</g>'


def straight(points: Sequence[Point]) -> str:
    """Path data of straight lines through points."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def curve(points: Sequence[Point], *, closed: bool = False) -> str:
    """Path data of a smooth curve through points (Catmull-Rom as cubic Béziers)."""
    count = len(points)
    parts = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for i in range(count if closed else count - 1):
        before, start, end, after = (_at(points, i + step, closed) for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append("C" + " ".join(f"{x:.2f} {y:.2f}" for x, y in (first, second, end)))
    return "".join(parts) + ("Z" if closed else "")


def _at(points: Sequence[Point], index: int, closed: bool) -> Point:
    if closed:
        return points[index % len(points)]
    return points[min(max(index, 0), len(points) - 1)]

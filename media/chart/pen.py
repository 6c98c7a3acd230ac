"""Drawing for print: a page's measures and greys, and letters, rules and shapes as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from media.chart.table import Design
from media.colour.hexes import from_bgr, to_bgr
from media.contrast import contrast, luminance
from media.text.font import shape
from media.text.layout import ellipsis, wrap
from media.types import Size

Anchor = Literal["start", "middle", "end"]

PALETTE = ("#1f5f99", "#d1495b", "#e0a030", "#2f9486", "#7a5195", "#6b7783", "#a8623a", "#5aa3d8")
"""Told apart in daylight, in print and by most who see few colours: they differ in lightness."""
READABLE = 4.0
"""Contrast of coloured letters with the page."""
DARK = 0.3
"""Luminance of a page below which letters are light."""
REFERENCE = 960.0
"""The geometric mean of the sides of 1280 by 720, for which sizes are given."""


@dataclass(frozen=True)
class Box:
    """A part of the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Pen:
    """Draws on a page of one size and one background."""

    def __init__(self, size: Size, design: Design) -> None:
        self.size, self.design = size, design
        self.u = (size.width * size.height) ** 0.5 / REFERENCE
        """One pixel on a page of 1280 by 720."""
        self.palette = design.palette or tuple(self._seen(colour) for colour in PALETTE)

    def _seen(self, colour: str) -> str:
        """A colour of the palette, lighter on a dark page."""
        return colour if luminance(self.design.background) > DARK else mixed(colour, "#ffffff", 0.3)

    @cached_property
    def ink(self) -> str:
        """For what is read first."""
        dark, light = "#1b1f24", "#f4f5f6"
        return dark if luminance(self.design.background) > DARK else light

    @cached_property
    def quiet(self) -> str:
        """For what is read second: a grey of the ink and the page."""
        return mixed(self.ink, self.design.background, 0.36)

    @cached_property
    def rule(self) -> str:
        """For lines that only guide the eye."""
        return mixed(self.ink, self.design.background, 0.84)

    @cached_property
    def pale(self) -> str:
        """For what is not the point, where one thing is."""
        return mixed(self.ink, self.design.background, 0.68)

    def colour(self, index: int, name: str) -> str:
        """Of a series or a part; grey where another one is the point."""
        if self.design.highlight and name != self.design.highlight:
            return self.pale
        return self.palette[0 if self.design.highlight else index % len(self.palette)]

    def lettering(self, colour: str) -> str:
        """A colour in which letters can be read on the page."""
        for share in (0.0, 0.15, 0.3, 0.45, 0.6):
            found = mixed(colour, self.ink, share)
            if contrast(found, self.design.background) >= READABLE:
                return found
        return self.ink

    def wide(self, text: str, size: float, weight: int = 400) -> float:
        """How wide a line is; sizes are those of a page of 1280 by 720."""
        return shape(text, size * self.u, weight=weight).width

    def cut(self, text: str, size: float, width: float, weight: int = 400) -> str:
        """A line that is no wider than it may be."""
        return ellipsis(text, size * self.u, width, weight=weight)

    def lines(self, text: str, size: float, width: float, weight: int, most: int) -> Sequence[str]:
        """A text in lines, the last of them cut where there would be more."""
        found = wrap(text, size * self.u, width, weight=weight) if text else ()
        if len(found) <= most:
            return found
        return (*found[: most - 1], self.cut(" ".join(found[most - 1 :]), size, width, weight))

    def text(
        self, text: str, x: float, y: float, size: float, colour: str,
        *, weight: int = 400, anchor: Anchor = "start", opacity: float = 1.0,
    ) -> str:  # fmt: skip
        """A line of letters on its baseline."""
        run = shape(text, size * self.u, weight=weight)
        if not run.glyphs or opacity <= 0:
            return ""
        left = x - {"start": 0.0, "middle": run.width / 2, "end": run.width}[anchor]
        veil = f' fill-opacity="{opacity:.3f}"' if opacity < 1 else ""
        at = f"translate({left:.2f} {y:.2f})"
        return f'<path transform="{at}" fill="{colour}"{veil} d="{run.path}"/>'

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
        """A straight rule."""
        return (
            f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="{colour}" '
            f'stroke-width="{width * self.u:.2f}" fill="none"/>'
        )

    def rect(self, left: float, top: float, width: float, height: float, colour: str) -> str:
        """A filled box; none where there is no area."""
        if width <= 0 or height <= 0:
            return ""
        return (
            f'<rect x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" '
            f'fill="{colour}"/>'
        )

    def dot(self, x: float, y: float, radius: float, colour: str) -> str:
        """A disc with a rim of the page's colour."""
        return (
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius * self.u:.2f}" fill="{colour}" '
            f'stroke="{self.design.background}" '
            f'stroke-width="{1.5 * self.u:.2f}"/>'
        )


def mixed(one: str, other: str, share: float) -> str:
    """A colour on the way from one to the other."""
    pairs = zip(to_bgr(one), to_bgr(other), strict=True)
    return from_bgr([first + (second - first) * share for first, second in pairs])


def path_of(points: Sequence[tuple[float, float]]) -> str:
    """SVG path data of straight lines through points."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def eased(share: float) -> float:
    """0 to 1, fast and then slow."""
    share = min(1.0, max(0.0, share))
    return 1 - (1 - share) ** 3


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted, each at least `gap` from the next, within bounds if there is room.

    Labels at the ends of lines stay readable where lines end close together.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[float, int]] = []
    for index in order:
        middle, count = wanted[index], 1
        while groups and groups[-1][0] + groups[-1][1] * gap / 2 > middle - count * gap / 2:
            before, many = groups.pop()
            middle = (before * many + middle * count) / (many + count)
            count += many
            middle = min(max(middle, low + (count - 1) * gap / 2), high - (count - 1) * gap / 2)
        groups.append((middle, count))
    places: list[float] = []
    for middle, count in groups:
        places += [middle + (number - (count - 1) / 2) * gap for number in range(count)]
    found = [0.0] * len(wanted)
    for index, place in zip(order, places, strict=True):
        found[index] = min(max(place, low), high) if len(wanted) == 1 else place
    return found

"""A ring of shares, each with its name and its part beside it."""

from __future__ import annotations

import math

from media.chart.page import LABEL
from media.chart.pen import Box, Pen, apart, eased
from media.chart.plot import Plot
from media.chart.scale import written
from media.chart.table import Table
from media.errors import InputError

HOLE = 0.58
MOST = 12
"""Slices; more cannot be told apart."""
GAP_WIDTH = 2.5
TALL = 1.15
"""On a page that is so much taller than wide names stand below the ring."""
WIDEST = 0.26
"""Part of the width that names beside the ring may take."""


class Pie(Plot):
    """Of the first series, clockwise from the top."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        values = table.series[0].values
        rows = [
            (label, value)
            for label, value in zip(table.labels, values, strict=True)
            if value is not None and value != 0
        ]
        if any(value < 0 for _, value in rows) or not rows:
            raise InputError(
                "a pie has no share that is negative or nothing", "draw bars instead", "kind"
            )
        if len(rows) > MOST:
            raise InputError(
                f"a pie of {len(rows)} slices cannot be read", "draw bars instead", "kind"
            )
        self._pen, self._rows, self._box = pen, rows, box
        self._total = sum(value for _, value in rows)
        self._below = box.height > TALL * box.width
        self._x = (box.left + box.right) / 2
        if self._below:
            self._radius = min(0.44 * box.width, 0.28 * box.height)
            self._y = box.top + self._radius * 1.08
        else:
            widest = max(pen.wide(label, LABEL) for label, _ in rows)
            beside = min(widest, WIDEST * box.width) + 34 * pen.u
            self._radius = min(0.47 * box.height, (box.width / 2 - beside) / 1.13)
            self._y = (box.top + box.bottom) / 2
        self.still = ""

    def moving(self, progress: float) -> str:
        """The ring as far round as it has come; names when it is nearly closed."""
        whole = eased(progress) * 2 * math.pi
        parts: list[str] = []
        begin = 0.0
        for index, (label, value) in enumerate(self._rows):
            end = begin + value / self._total * 2 * math.pi
            colour = self._pen.colour(index, label)
            parts.append(self._slice(begin, min(end, whole), colour))
            begin = end
        return "".join(parts) + self._named(min(1.0, max(0.0, (progress - 0.6) / 0.4)))

    def _slice(self, begin: float, end: float, colour: str) -> str:
        if end - begin < 1e-4:
            return ""
        # A full circle has no two ends for an arc to join.
        steps = max(2, math.ceil((end - begin) / 0.03))
        angles = [begin + (end - begin) * step / steps for step in range(steps + 1)]
        outer = [self._at(angle, self._radius) for angle in angles]
        inner = [self._at(angle, HOLE * self._radius) for angle in reversed(angles)]
        points = "L".join(f"{x:.2f} {y:.2f}" for x, y in (*outer, *inner))
        return (
            f'<path d="M{points}Z" fill="{colour}" stroke="{self._pen.design.background}" '
            f'stroke-width="{GAP_WIDTH * self._pen.u:.2f}" stroke-linejoin="round"/>'
        )

    def _at(self, angle: float, radius: float) -> tuple[float, float]:
        return self._x + radius * math.sin(angle), self._y - radius * math.cos(angle)

    def _listed(self, opacity: float) -> str:
        """Names below the ring, one a row, in its order."""
        pen, u, box = self._pen, self._pen.u, self._box
        top = self._y + self._radius * 1.16
        tall = min(2.1 * LABEL * u, (box.bottom - top) / len(self._rows))
        size = min(1.15 * LABEL, 0.6 * tall / u)
        parts: list[str] = []
        for index, (label, value) in enumerate(self._rows):
            y = top + (index + 0.7) * tall
            colour = pen.colour(index, label)
            side = 0.8 * size * u
            parts.append(pen.rect(box.left, y - side, opacity * side, side, colour))
            share = written(100 * value / self._total, "%")
            name = pen.cut(label, size, 0.7 * box.width)
            parts.append(pen.text(name, box.left + 2 * side, y, size, pen.ink, opacity=opacity))
            parts.append(
                pen.text(
                    share, box.right, y, size, pen.lettering(colour), weight=700, anchor="end",
                    opacity=opacity,
                )
            )  # fmt: skip
        return "".join(parts)

    def _named(self, opacity: float) -> str:
        """To the right of slices on the right, to the left of those on the left."""
        if self._below:
            return self._listed(opacity)
        middles: list[float] = []
        begin = 0.0
        for _, value in self._rows:
            middles.append((begin + value / self._total / 2) * 2 * math.pi)
            begin += value / self._total
        right = [index for index, angle in enumerate(middles) if angle < math.pi]
        left = [index for index, angle in enumerate(middles) if angle >= math.pi]
        return self._side(right, middles, opacity, 1) + self._side(left, middles, opacity, -1)

    def _side(self, rows: list[int], middles: list[float], opacity: float, way: int) -> str:
        pen, parts = self._pen, list[str]()
        reach = self._radius * 1.05
        tall = 2.5 * LABEL * pen.u
        wanted = [self._at(middles[index], reach)[1] for index in rows]
        places = apart(wanted, tall, self._box.top + tall / 2, self._box.bottom - tall / 2)
        for index, y in zip(rows, places, strict=True):
            parts.append(self._label(index, middles[index], y, opacity, way))
        return "".join(parts)

    def _label(self, index: int, angle: float, y: float, opacity: float, way: int) -> str:
        pen, u = self._pen, self._pen.u
        label, value = self._rows[index]
        x1, y1 = self._at(angle, self._radius * 1.02)
        x2, y2 = self._at(angle, self._radius * 1.09)
        x3 = self._x + way * (self._radius * 1.13 + 10 * u)
        edge = self._box.right if way > 0 else self._box.left
        x4 = x3 + way * 8 * u
        room = abs(edge - x4)
        share = written(100 * value / self._total, "%")
        colour = pen.colour(index, label)
        leader = (
            f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}L{x3:.2f} {y:.2f}" fill="none" '
            f'stroke="{pen.quiet}" stroke-opacity="{opacity:.3f}" stroke-width="{1.2 * u:.2f}"/>'
        )
        anchor = "start" if way > 0 else "end"
        name = pen.cut(label, LABEL, room)
        return (
            leader
            + pen.text(
                share, x4, y - 0.08 * LABEL * u, 1.15 * LABEL, pen.lettering(colour),
                weight=700, anchor=anchor, opacity=opacity,
            )
            + pen.text(
                name, x4, y + 1.05 * LABEL * u, LABEL, pen.ink, anchor=anchor, opacity=opacity
            )
        )  # fmt: skip

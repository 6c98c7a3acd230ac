"""Line and area charts: series over an axis that runs from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from media.chart.axes import along, ticks_along, upright
from media.chart.page import LABEL
from media.chart.pen import Box, Pen, apart, eased, path_of
from media.chart.plot import Plot
from media.chart.reading import number
from media.chart.scale import Scale, nice, written
from media.chart.table import Table

WIDTH = 4.2
DOT = 6.5
WIDEST_NAME = 0.26
"""Part of the page that names at the ends of lines may take."""
LEADING = 1.28

Point = tuple[float, float]


def placed(table: Table, left: float, right: float) -> list[float]:
    """Where each row stands: by its figure where labels are figures that rise, else evenly."""
    figures = [number(label) for label in table.labels]
    rising = [value for value in figures if value is not None]
    even = len(rising) < len(figures) or any(np.diff(rising) <= 0)
    at = np.arange(len(figures), dtype=float) if even else np.array(rising)
    if len(at) == 1:
        return [(left + right) / 2]
    shares = (at - at[0]) / (at[-1] - at[0])
    return [float(left + share * (right - left)) for share in shares]


class Lines(Plot):
    """One line a series, named where it ends."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        self._pen, self._table = pen, table
        values = [value for series in table.series for value in series.values if value is not None]
        self._scale = nice(values, zero=False)
        self._names = self._ends()
        widest = max((pen.wide(name, LABEL, 600) for name in self._names), default=0.0)
        room = Box(
            box.left, box.top + 0.4 * LABEL * pen.u, box.right - widest - 1.1 * LABEL * pen.u,
            box.bottom - 1.85 * LABEL * pen.u,
        )  # fmt: skip
        grid, self._box = upright(pen, self._scale, room)
        self._x = placed(table, self._box.left + 4 * pen.u, self._box.right)
        marks = ticks_along(pen, self._x, self._box) if len(self._x) <= 40 else ""
        self.still = grid + marks + along(pen, table.labels, self._x, self._box)

    def _ends(self) -> list[str]:
        """A series by its name; a single one, which the title names, by its last figure."""
        if len(self._table.series) == 1:
            last = [value for value in self._table.series[0].values if value is not None][-1]
            return [written(last, self._pen.design.unit)]
        widest = WIDEST_NAME * self._pen.size.width
        return [self._pen.cut(each.name, LABEL, widest, 600) for each in self._table.series]

    def moving(self, progress: float) -> str:
        """The lines up to where they have come; the one that is the point lies above the others."""
        edge = self._box.left + eased(progress) * (self._box.right - self._box.left) + 1e-6
        pen, below, above = self._pen, list[str](), list[str]()
        tips: list[Point | None] = []
        for index, series in enumerate(self._table.series):
            runs = [clipped(run, edge) for run in self._runs(series.values)]
            runs = [run for run in runs if run]
            tips.append(runs[-1][-1] if runs else None)
            colour = pen.colour(index, series.name)
            layer = above if series.name == pen.design.highlight else below
            layer += [self._stroke(run, colour) for run in runs]
        parts = below + above
        parts += [
            pen.dot(*tip, DOT, pen.colour(index, self._table.series[index].name))
            for index, tip in enumerate(tips)
            if tip is not None
        ]
        return "".join(parts) + self._named(tips, progress)

    def _stroke(self, run: Sequence[Point], colour: str) -> str:
        """A line through points; one alone is a dot."""
        data = path_of(run if len(run) > 1 else [*run, *run])
        return (
            f'<path d="{data}" fill="none" stroke="{colour}" '
            f'stroke-width="{WIDTH * self._pen.u:.2f}" stroke-linejoin="round" '
            'stroke-linecap="round"/>'
        )

    def _named(self, tips: Sequence[Point | None], progress: float) -> str:
        """Names come when their lines have nearly arrived, and stand clear of one another."""
        pen = self._pen
        shown = [(index, tip) for index, tip in enumerate(tips) if tip is not None]
        gap = LEADING * LABEL * pen.u
        heights = apart([tip[1] for _, tip in shown], gap, self._box.top, self._box.bottom)
        opacity = min(1.0, max(0.0, (progress - 0.75) / 0.25))
        return "".join(
            pen.text(
                self._names[index],
                tip[0] + 0.8 * LABEL * pen.u,
                height + 0.35 * LABEL * pen.u,
                LABEL,
                pen.lettering(pen.colour(index, self._table.series[index].name)),
                weight=600,
                opacity=opacity,
            )
            for (index, tip), height in zip(shown, heights, strict=True)
        )

    def _runs(self, values: Sequence[float | None]) -> list[list[Point]]:
        """A series as places, parted where a figure is missing."""
        runs: list[list[Point]] = [[]]
        for x, value in zip(self._x, values, strict=True):
            if value is None:
                runs.append([])
                continue
            runs[-1].append((x, self._box.bottom - self._scale.share(value) * self._box.height))
        return [run for run in runs if run]


def clipped(points: Sequence[Point], edge: float) -> list[Point]:
    """Points up to an edge, the last of them on the way to the next."""
    kept = [point for point in points if point[0] <= edge]
    if kept and len(kept) < len(points):
        (x1, y1), (x2, y2) = kept[-1], points[len(kept)]
        kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept


class Areas(Plot):
    """Series on top of one another; a missing figure counts as nothing."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        self._pen, self._table = pen, table
        rows = np.array([[value or 0.0 for value in series.values] for series in table.series])
        self._tops = np.concatenate((np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0)))
        self._scale: Scale = nice(self._tops.ravel().tolist(), zero=True)
        several = len(table.series) > 1
        widest = WIDEST_NAME * pen.size.width
        self._names = [pen.cut(each.name, LABEL, widest, 600) for each in table.series]
        named = max(pen.wide(name, LABEL, 600) for name in self._names) if several else 0.0
        room = Box(
            box.left, box.top + 0.4 * LABEL * pen.u,
            box.right - named - (0.8 if several else 0.3) * LABEL * pen.u,
            box.bottom - 1.85 * LABEL * pen.u,
        )  # fmt: skip
        self._grid, self._box = upright(pen, self._scale, room)
        self._x = placed(table, self._box.left, self._box.right)
        self.still = self._grid + along(pen, table.labels, self._x, self._box)

    def moving(self, progress: float) -> str:
        """The areas up to where they have come."""
        pen = self._pen
        edge = self._box.left + eased(progress) * (self._box.right - self._box.left) + 1e-6
        parts: list[str] = []
        for index, series in enumerate(self._table.series):
            lower, upper = (clipped(self._line(self._tops[index + step]), edge) for step in (0, 1))
            if len(upper) > 1:
                shape = path_of([*upper, *reversed(lower)]) + "Z"
                parts.append(
                    f'<path d="{shape}" fill="{pen.colour(index, series.name)}" '
                    f'stroke="{pen.design.background}" stroke-width="{1.2 * pen.u:.2f}" '
                    'stroke-linejoin="round"/>'
                )
        return "".join(parts) + (self._named(progress) if len(self._table.series) > 1 else "")

    def _line(self, values: np.ndarray) -> list[Point]:
        box = self._box
        return [
            (x, box.bottom - self._scale.share(float(value)) * box.height)
            for x, value in zip(self._x, values, strict=True)
        ]

    def _named(self, progress: float) -> str:
        pen, box = self._pen, self._box
        ends = self._tops[:, -1]
        middles = [
            box.bottom - self._scale.share(float(low + high) / 2) * box.height
            for low, high in pairwise(ends)
        ]
        heights = apart(middles, LEADING * LABEL * pen.u, box.top, box.bottom)
        return "".join(
            pen.text(
                self._names[index],
                box.right + 0.6 * LABEL * pen.u,
                height + 0.35 * LABEL * pen.u,
                LABEL,
                pen.lettering(pen.colour(index, self._table.series[index].name)),
                weight=600,
                opacity=min(1.0, max(0.0, (progress - 0.75) / 0.25)),
            )
            for index, height in enumerate(heights)
        )

"""A table as readers of newspapers know it: rules between rows, figures in columns."""

from __future__ import annotations

from media.chart.page import LABEL
from media.chart.pen import Box, Pen, eased
from media.chart.plot import Plot
from media.chart.scale import in_column
from media.chart.table import Table
from media.errors import InputError

TALLEST, LOWEST = 2.6, 1.25
"""Height of a row in sizes of its letters."""
LABELS = 0.4
"""Part of the width that labels may take."""
STAGGER = 0.7


class Grid(Plot):
    """Labels to the left, figures to the right of their columns."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        self._pen, self._table = pen, table
        rows = len(table.labels) + 1
        tall = min(TALLEST * LABEL * pen.u, box.height / rows)
        if tall < LOWEST * LABEL * pen.u * 0.6:
            raise InputError(
                f"a picture of {pen.size} has no room for {rows} rows", "show fewer", "table"
            )
        self._letters = min(LABEL * 1.1, tall / pen.u / LOWEST)
        self._tall, self._box = tall, box
        self._texts = [_column(series.values, pen.design.unit) for series in table.series]
        widest = max(pen.wide(label, self._letters, 600) for label in (*table.labels, table.corner))
        first = min(widest, LABELS * box.width) + 1.2 * LABEL * pen.u
        column = (box.width - first) / len(table.series)
        self._first = first
        self._rights = [
            box.left + first + column * (index + 1) for index in range(len(table.series))
        ]
        self._column = column
        self.still = self._header()

    def _header(self) -> str:
        pen, box = self._pen, self._box
        y = box.top + 0.68 * self._tall
        size = self._letters
        parts = [pen.text(self._table.corner, box.left, y, size, pen.quiet, weight=600)]
        room = self._column - 0.8 * LABEL * pen.u
        for right, series in zip(self._rights, self._table.series, strict=True):
            name = pen.cut(series.name, size, room, 600)
            parts.append(pen.text(name, right, y, size, pen.quiet, weight=600, anchor="end"))
        y = box.top + self._tall
        return "".join(parts) + pen.line(box.left, y, box.right, y, pen.ink, 1.8)

    def moving(self, progress: float) -> str:
        """Rows, one after the other from the top."""
        count = max(1, len(self._table.labels) - 1)
        return "".join(
            self._row(row, eased((progress - STAGGER * row / count) / (1 - STAGGER)))
            for row in range(len(self._table.labels))
        )

    def _row(self, row: int, shown: float) -> str:
        if shown <= 0:
            return ""
        pen, box, size = self._pen, self._box, self._letters
        top = box.top + (row + 1) * self._tall
        y = top + 0.66 * self._tall
        label = self._table.labels[row]
        strong = label == pen.design.highlight
        weight, colour = (700, pen.lettering(pen.palette[0])) if strong else (400, pen.ink)
        name = pen.cut(label, size, self._first - 0.6 * LABEL * pen.u, 600)
        parts = [pen.text(name, box.left, y, size, colour, weight=max(500, weight), opacity=shown)]
        for right, column in zip(self._rights, self._texts, strict=True):
            parts.append(
                pen.text(column[row], right, y, size, colour, weight=weight, anchor="end",
                         opacity=shown)
            )  # fmt: skip
        bottom = top + self._tall
        return "".join(parts) + pen.line(box.left, bottom, box.right, bottom, pen.rule, 1.1)


def _column(values: tuple[float | None, ...], unit: str) -> list[str]:
    texts = iter(in_column([value for value in values if value is not None], unit))
    return ["–" if value is None else next(texts) for value in values]

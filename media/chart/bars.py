"""Columns that stand and bars that lie: figures as lengths from zero."""

from __future__ import annotations

from dataclasses import dataclass

from media.chart.axes import GAP, along, upright
from media.chart.page import LABEL, legend
from media.chart.pen import Box, Pen, eased
from media.chart.plot import Plot
from media.chart.scale import Scale, in_column, nice, on_axis
from media.chart.table import Table

BAND = 0.7
"""Part of a row's room that its bars take."""
THICKEST = 96
LABELLED = 14
"""Up to so many bars of one series bear their figures, and need no axis."""
STAGGER = 0.45
"""Part of the time by which the last bar starts after the first."""


@dataclass(frozen=True)
class _Bar:
    row: int
    place: float
    """Its near edge across the rows."""
    value: float
    text: str
    colour: str
    strong: bool


class _Bars(Plot):
    """What columns and bars share."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        self._pen, self._table = pen, table
        self.still = ""
        if len(table.series) > 1:
            names = [series.name for series in table.series]
            colours = [pen.colour(index, name) for index, name in enumerate(names)]
            self.still, box = legend(pen, names, colours, box)
        values = [value for series in table.series for value in series.values if value is not None]
        self._scale: Scale = nice(values, zero=True)
        self._figures = len(table.series) == 1 and len(table.labels) <= LABELLED
        self._texts = in_column(values, pen.design.unit)
        self._room = box

    def _laid(self, start: float, end: float) -> list[_Bar]:
        """Bars side by side in the middle of each row's room."""
        pen, table = self._pen, self._table
        room = (end - start) / len(table.labels)
        thick = min(BAND * room / len(table.series), THICKEST * pen.u)
        found: list[_Bar] = []
        texts = self._by_place()
        for row, label in enumerate(table.labels):
            near = start + (row + 0.5) * room - thick * len(table.series) / 2
            for index, series in enumerate(table.series):
                value = series.values[row]
                name = label if len(table.series) == 1 else series.name
                colour = pen.colour(index, name)
                if value is not None:
                    strong = name == pen.design.highlight
                    text = texts[index, row]
                    found.append(_Bar(row, near + index * thick, value, text, colour, strong))
        self._thick = thick * (0.94 if len(table.series) > 1 else 1.0)
        return found

    def _by_place(self) -> dict[tuple[int, int], str]:
        """The written figures by series and row."""
        places = [
            (index, row)
            for index, series in enumerate(self._table.series)
            for row, value in enumerate(series.values)
            if value is not None
        ]
        return dict(zip(places, self._texts, strict=True))

    def _grown(self, row: int, progress: float) -> float:
        count = max(1, len(self._table.labels) - 1)
        begin = STAGGER * row / count
        return eased((progress - begin) / (1 - STAGGER))


class Columns(_Bars):
    """From the foot upwards, one after the other from the left."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        super().__init__(pen, table, box)
        room, u = self._room, pen.u
        above = 1.5 * LABEL * u if self._figures else 0.4 * LABEL * u
        room = Box(room.left, room.top + above, room.right, room.bottom - 1.85 * LABEL * u)
        if self._figures:
            self._box = room
        else:
            grid, self._box = upright(pen, self._scale, room)
            self.still += grid
        self._all = self._laid(self._box.left, self._box.right)
        rows = len(table.labels)
        centres = [self._box.left + (row + 0.5) * self._box.width / rows for row in range(rows)]
        self.still += along(pen, table.labels, centres, self._box)

    def moving(self, progress: float) -> str:
        """The columns as high as they have come, and their figures above them."""
        pen, box = self._pen, self._box
        foot = box.bottom - self._scale.share(0) * box.height
        parts: list[str] = []
        for bar in self._all:
            grown = self._grown(bar.row, progress)
            tip = box.bottom - self._scale.share(bar.value * grown) * box.height
            parts.append(
                pen.rect(bar.place, min(tip, foot), self._thick, abs(foot - tip), bar.colour)
            )
            if self._figures:
                below = bar.value < 0
                y = tip + (1.1 if below else -0.42) * LABEL * pen.u
                parts.append(self._figure(bar, bar.place + self._thick / 2, y, grown))
        return "".join(parts) + pen.line(box.left, foot, box.right, foot, pen.quiet, 1.6)

    def _figure(self, bar: _Bar, x: float, y: float, grown: float) -> str:
        weight = 700 if bar.strong else 500
        shown = min(1.0, max(0.0, (grown - 0.6) / 0.4))
        return self._pen.text(
            bar.text, x, y, LABEL, self._pen.ink, weight=weight, anchor="middle", opacity=shown
        )


class Lying(_Bars):
    """From the side, one below the other, their labels before them."""

    WIDEST = 0.36
    """Part of the page that labels may take."""

    def __init__(self, pen: Pen, table: Table, box: Box) -> None:
        super().__init__(pen, table, box)
        room, u = self._room, pen.u
        widest = self.WIDEST * pen.size.width
        labels = [pen.cut(label, LABEL, widest) for label in table.labels]
        inset = max(pen.wide(label, LABEL) for label in labels) + GAP * u
        beyond = max(pen.wide(text, LABEL, 500) for text in self._texts) + GAP * u
        right = room.right - (beyond if self._figures else 0.5 * LABEL * u)
        bottom = room.bottom if self._figures else room.bottom - 1.85 * LABEL * u
        left = room.left + inset + (beyond if self._scale.low < 0 and self._figures else 0.0)
        self._box = Box(left, room.top, right, bottom)
        self._all = self._laid(self._box.top, self._box.bottom)
        step = self._box.height / len(labels)
        self.still += "" if self._figures else self._grid()
        self.still += "".join(
            pen.text(label, room.left + inset - GAP * u, self._box.top + (row + 0.5) * step
                     + 0.36 * LABEL * u, LABEL, pen.ink, anchor="end")
            for row, label in enumerate(labels)
        )  # fmt: skip

    def _grid(self) -> str:
        pen, box, parts = self._pen, self._box, list[str]()
        texts = on_axis(self._scale, pen.design.unit)
        for tick, text in zip(self._scale.ticks, texts, strict=True):
            x = box.left + self._scale.share(tick) * box.width
            parts.append(pen.line(x, box.top, x, box.bottom, pen.rule, 1.1))
            y = box.bottom + 1.5 * LABEL * pen.u
            parts.append(pen.text(text, x, y, LABEL, pen.quiet, anchor="middle"))
        return "".join(parts)

    def moving(self, progress: float) -> str:
        """The bars as long as they have come, and their figures behind them."""
        pen, box = self._pen, self._box
        foot = box.left + self._scale.share(0) * box.width
        parts: list[str] = []
        for bar in self._all:
            grown = self._grown(bar.row, progress)
            tip = box.left + self._scale.share(bar.value * grown) * box.width
            parts.append(
                pen.rect(min(tip, foot), bar.place, abs(tip - foot), self._thick, bar.colour)
            )
            if self._figures:
                parts.append(self._figure(bar, tip, grown))
        return "".join(parts) + pen.line(foot, box.top, foot, box.bottom, pen.quiet, 1.6)

    def _figure(self, bar: _Bar, tip: float, grown: float) -> str:
        pen = self._pen
        aside = -0.5 * GAP * pen.u if bar.value < 0 else 0.5 * GAP * pen.u
        return pen.text(
            bar.text, tip + aside,
            bar.place + self._thick / 2 + 0.36 * LABEL * pen.u, LABEL, pen.ink,
            weight=700 if bar.strong else 500, anchor="end" if bar.value < 0 else "start",
            opacity=min(1.0, max(0.0, (grown - 0.6) / 0.4)),
        )  # fmt: skip

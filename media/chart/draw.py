"""A table drawn as a chart, as a picture or as a clip in which it comes up."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from media.chart.bars import Columns, Lying
from media.chart.grid import Grid
from media.chart.lines import Areas, Lines
from media.chart.page import furniture
from media.chart.pen import Pen
from media.chart.pie import Pie
from media.chart.plot import Plot
from media.chart.scatter import Scatter
from media.chart.table import Design, Kind, Moving, Picture, Table
from media.clock import FrameRate
from media.codec.clips import Frame, save_clip
from media.errors import InputError
from media.picture.vector import rasterise
from media.still.files import save
from media.text.font import require
from media.types import Size
from media.workspace import Workspace

PLOTS: dict[Kind, type[Columns | Lying | Grid | Areas | Lines | Pie | Scatter]] = {
    "line": Lines,
    "area": Areas,
    "column": Columns,
    "bar": Lying,
    "pie": Pie,
    "scatter": Scatter,
    "table": Grid,
}
MOST_ROWS = {"column": 80, "bar": 40, "scatter": 2000, "line": 5000, "area": 5000}
LEAST_ROOM = 4
"""Of the plot's height, in parts of the page: below it the words leave no room for figures."""

Pixels = NDArray[np.uint8]


def draw(work: Workspace, *, table: Table, design: Design, size: Size) -> Picture:
    """Draw a chart.

    Raises:
        InputError: the figures cannot be drawn as that kind of chart.
    """
    chart = _Chart(table, design, size)
    return Picture(image=save(work, chart.frame(1.0)))


def animate(
    work: Workspace,
    *,
    table: Table,
    design: Design,
    size: Size,
    rate: FrameRate,
    frames: int,
    coming_frames: int,
) -> Moving:
    """Draw a chart whose figures come up in its first frames and then stand.

    Raises:
        InputError: the figures cannot be drawn as that kind of chart.
    """
    chart = _Chart(table, design, size)

    def moving() -> Iterator[Frame]:
        last = chart.frame(1.0)
        for index in range(frames):
            yield chart.frame(index / coming_frames) if index < coming_frames else last
            if index % 24 == 0:
                work.progress(index / frames)

    return Moving(clip=save_clip(work, moving(), size=size, rate=rate))


class _Chart:
    """A chart whose page is drawn once."""

    def __init__(self, table: Table, design: Design, size: Size) -> None:
        _check(table, design)
        self._size = size
        pen = Pen(size, design)
        page, room = furniture(pen)
        if room.height < size.height / LEAST_ROOM:
            raise InputError("the words leave no room for the chart", "say less", "title")
        self._plot: Plot = PLOTS[design.kind](pen, table, room)
        self._page = self._drawn(page + self._plot.still)

    def frame(self, progress: float) -> Frame:
        """The whole page, BGR."""
        above = self._drawn(self._plot.moving(progress))
        veil = cv2.bitwise_not(np.ascontiguousarray(above[:, :, 3]))
        below = cv2.multiply(self._page, cv2.merge([veil] * 4), scale=1 / 255)
        return np.asarray(cv2.cvtColor(cv2.add(below, above), cv2.COLOR_RGBA2BGR), np.uint8)

    def _drawn(self, body: str) -> Pixels:
        width, height = self._size.width, self._size.height
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{body}</svg>'
        return rasterise(svg.encode(), width, height)


def _check(table: Table, design: Design) -> None:
    """Refuse what has no figures, too many, or letters that cannot be drawn."""
    if not table.labels or not table.series:
        raise InputError("there are no figures to draw", "give a row and a column", "table")
    if any(len(series.values) != len(table.labels) for series in table.series):
        raise InputError("the columns are not as long as the labels", "fill them up", "table")
    if all(value is None for series in table.series for value in series.values):
        raise InputError("there are no figures to draw", "give one or more", "table")
    most = MOST_ROWS.get(design.kind)
    if most is not None and len(table.labels) > most:
        raise InputError(
            f"{len(table.labels)} rows are too many for {design.kind}",
            f"show up to {most}",
            "table",
        )
    words = (design.title, design.subtitle, design.source, table.corner, *table.labels)
    for text in (*words, *(series.name for series in table.series)):
        require(text, "table")

"""A film on one page: each shot's picture with its number, its time and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import cv2
import numpy as np
from numpy.typing import NDArray

from media.clock import FrameRate
from media.overview import Overview, ShownShot, time_text
from media.picture.thumbnail import thumbnail
from media.picture.vector import rasterise
from media.text.bidi import reads_right_to_left
from media.text.font import missing, shape
from media.text.layout import ellipsis, wrap
from media.types import Image, Size
from media.workspace import Workspace

_WIDTH = 1920
_MARGIN, _GAP = 48, 24
_HEADER = 118
_WORDS_ROWS = 2
_SMALL, _LEADING = 17.0, 22.0
_LEGEND = 34 + _WORDS_ROWS * _LEADING + 16
_PAPER, _INK, _QUIET, _ACCENT = "#14161b", "#e9e6df", "#8d9199", "#e6b36a"


def contact_sheet(work: Workspace, *, overview: Overview) -> Image:
    """Draw the sheet of a film as PNG.

    Args:
        work: where panels come from and the sheet goes.
        overview: the film.
    """
    cv2.setNumThreads(1)
    grid = _Grid.of(overview)
    sheet = np.empty((grid.height, _WIDTH, 3), np.uint8)
    sheet[:] = [int(_PAPER[at : at + 2], 16) for at in (5, 3, 1)]
    sheet[:_HEADER] = _header(overview)
    shots = overview.shown
    for first in range(0, len(shots), grid.columns):
        row = shots[first : first + grid.columns]
        cells = [_Cell(*grid.at(first + column), shot) for column, shot in enumerate(row)]
        sheet[grid.strip(first)] = _legends(grid.strip(first), cells, grid, overview.rate)
        for x, y, shot in cells:
            picture = thumbnail(work, shot.clip, grid.thumb, overview.rate)
            sheet[y : y + grid.thumb.height, x : x + grid.thumb.width] = picture
        work.progress((first + len(row)) / len(shots))
    path = work.scratch("contact-sheet.png")
    cv2.imwrite(str(path), sheet, [cv2.IMWRITE_PNG_COMPRESSION, 2])
    return work.save(path, Image, format="png", width=_WIDTH, height=grid.height)


class _Cell(NamedTuple):
    """Where a shot's thumbnail stands."""

    x: int
    y: int
    shot: ShownShot


def _header(overview: Overview) -> NDArray[np.uint8]:
    head = _Lettering(0, _HEADER)
    head.header(overview)
    return head.drawn()


def _legends(strip: slice, cells: list[_Cell], grid: _Grid, rate: FrameRate) -> NDArray[np.uint8]:
    """A row of the page with what stands beneath its thumbnails."""
    legends = _Lettering(strip.start, strip.stop - strip.start)
    for x, y, shot in cells:
        legends.legend(x, y + grid.thumb.height, grid.thumb.width, shot, rate)
    return legends.drawn()


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the thumbnails stand."""

    columns: int
    thumb: Size
    height: int

    @classmethod
    def of(cls, overview: Overview) -> _Grid:
        columns = 5 if overview.size.width > overview.size.height else 6
        width = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) // columns // 2 * 2
        tall = round(width * overview.size.height / overview.size.width / 2) * 2
        rows = -(-len(overview.shown) // columns)
        height = round(_HEADER + rows * (tall + _LEGEND + _GAP) + _MARGIN)
        return cls(columns, Size(width=width, height=tall), height)

    def at(self, place: int) -> tuple[int, int]:
        row, column = divmod(place, self.columns)
        down = self.thumb.height + _LEGEND + _GAP
        return _MARGIN + column * (self.thumb.width + _GAP), round(_HEADER + row * down)

    def strip(self, first: int) -> slice:
        """The rows of pixels from the row that begins with a place to the next one."""
        return slice(self.at(first)[1], self.at(first + self.columns)[1])


class _Lettering:
    """A strip of the page, paper and what is written on it; a whole page takes 100 MB to draw."""

    def __init__(self, top: int, height: int) -> None:
        self._top = top
        self._height = height
        self._parts: list[str] = []

    def _write(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        weight: int = 400,
        *,
        flush: float = 0.0,
    ) -> float:
        """Write a line from `x` on or, where a right edge `flush` is given, up to that."""
        run = shape(text, size, weight=weight, rtl=True if flush else None)
        x = flush - run.width if flush else x
        self._parts.append(
            f'<path transform="translate({x:.1f} {y:.1f})" fill="{colour}" '
            f"d={quoteattr(run.path)}/>"
        )
        return run.width

    def header(self, overview: Overview) -> None:
        """The film's title and facts."""
        title = overview.title if not missing(overview.title) else ""
        room = _WIDTH - 2 * _MARGIN - 640
        self._write(ellipsis(title, 38, room, weight=300), _MARGIN, 76, 38, _INK, 300)
        shots = overview.num_shots
        facts = (
            f"{shots} {'shot' if shots == 1 else 'shots'}   "
            f"{time_text(overview.frames, overview.rate)}   {overview.size}   "
            f"{float(overview.rate):.5g} fps"
        )
        wide = shape(facts, 20, weight=400).width
        self._write(facts, _WIDTH - _MARGIN - wide, 76, 20, _QUIET)

    def legend(self, x: float, y: float, width: float, shot: ShownShot, rate: FrameRate) -> None:
        """What stands beneath a thumbnail."""
        along = self._write(str(shot.number), x, y + 26, _SMALL, _ACCENT, 600)
        self._write(time_text(shot.clip.start, rate), x + along + 12, y + 26, _SMALL, _QUIET)
        words = shot.words
        if missing(words):
            return
        lines = wrap(words, _SMALL, width, weight=400)
        if len(lines) > _WORDS_ROWS:
            rest = " ".join(lines[_WORDS_ROWS - 1 :])
            lines = (*lines[: _WORDS_ROWS - 1], ellipsis(rest + " ", _SMALL, width))
        flush = x + width if reads_right_to_left(words) else 0.0
        for row, text in enumerate(lines):
            self._write(text, x, y + 26 + (row + 1) * _LEADING + 4, _SMALL, _INK, flush=flush)

    def drawn(self) -> NDArray[np.uint8]:
        """The strip as BGR."""
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 {self._top} {_WIDTH} {self._height}">'
            f'<rect y="{self._top}" width="{_WIDTH}" height="{self._height}" fill="{_PAPER}"/>'
            f"{''.join(self._parts)}</svg>"
        )
        rgba = rasterise(svg.encode(), _WIDTH, self._height)
        return np.asarray(cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR), np.uint8)

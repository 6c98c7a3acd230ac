"""A film on one page: each shot's picture with its number, its time and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

import cv2
import numpy as np
from numpy.typing import NDArray

from media.clock import FrameRate
from media.ids import ShotId
from media.picture.scene import Scene
from media.picture.vector import rasterise
from media.picture.yuv import Planes, to_bgr
from media.segments.spec import Picture
from media.shots import Plan
from media.text.font import missing, shape
from media.text.layout import ellipsis, wrap
from media.timeline import Clip, Timeline
from media.types import Image, Size
from media.workspace import Workspace

MOST_SHOTS = 120
"""Longer films are sampled evenly: a page of more is not read."""

_WIDTH = 1920
_MARGIN, _GAP = 48, 24
_HEADER = 118
_WORDS_ROWS = 2
_SMALL, _LEADING = 17.0, 22.0
_LEGEND = 34 + _WORDS_ROWS * _LEADING + 16
_PAPER, _INK, _QUIET, _ACCENT = "#14161b", "#e9e6df", "#8d9199", "#e6b36a"


def contact_sheet(work: Workspace, *, timeline: Timeline, plan: Plan) -> Image:
    """Draw the sheet of a film as PNG.

    Args:
        work: where panels come from and the sheet goes.
        timeline: the film.
        plan: says what each shot says.
    """
    cv2.setNumThreads(1)
    grid = _Grid.of(timeline)
    sheet = np.empty((grid.height, _WIDTH, 3), np.uint8)
    sheet[:] = [int(_PAPER[at : at + 2], 16) for at in (5, 3, 1)]
    sheet[:_HEADER] = _header(timeline)
    texts = {shot.id: shot.text or shot.title for shot in plan.shots}
    shown = _sampled(len(timeline.clips))
    for first in range(0, len(shown), grid.columns):
        places = range(first, min(first + grid.columns, len(shown)))
        cells = [_Cell(*grid.at(place), shown[place]) for place in places]
        sheet[grid.strip(first)] = _legends(grid.strip(first), cells, grid, timeline, texts)
        for cell in cells:
            picture = _thumbnail(work, timeline.clips[cell.number], grid.thumb, timeline.rate)
            sheet[cell.y : cell.y + grid.thumb.height, cell.x : cell.x + grid.thumb.width] = picture
        work.progress((first + len(cells)) / len(shown))
    path = work.scratch("contact-sheet.png")
    cv2.imwrite(str(path), sheet, [cv2.IMWRITE_PNG_COMPRESSION, 2])
    return work.save(path, Image, format="png", width=_WIDTH, height=grid.height)


def _sampled(count: int) -> list[int]:
    """Numbers of the shots shown: all, or as many as fit, evenly spread from first to last."""
    if count <= MOST_SHOTS:
        return list(range(count))
    return [i * (count - 1) // (MOST_SHOTS - 1) for i in range(MOST_SHOTS)]


class _Cell(NamedTuple):
    """Where a shot's thumbnail stands, and the shot's number."""

    x: int
    y: int
    number: int


def _header(timeline: Timeline) -> NDArray[np.uint8]:
    head = _Lettering(0, _HEADER)
    head.header(timeline)
    return head.drawn()


def _legends(
    strip: slice, cells: list[_Cell], grid: _Grid, timeline: Timeline, texts: dict[ShotId, str]
) -> NDArray[np.uint8]:
    """A row of the page with what stands beneath its thumbnails."""
    legends = _Lettering(strip.start, strip.stop - strip.start)
    for cell in cells:
        clip = timeline.clips[cell.number]
        under, words = cell.y + grid.thumb.height, texts.get(clip.shot_id, "")
        legends.legend(cell.x, under, grid.thumb.width, cell.number, clip, words, timeline.rate)
    return legends.drawn()


def _thumbnail(work: Workspace, clip: Clip, size: Size, rate: FrameRate) -> NDArray[np.uint8]:
    """The clip's middle frame."""
    picture = Picture(
        panel=clip.panel,
        move=clip.move,
        energy=clip.energy,
        seed=clip.seed,
        clip_frames=clip.frames,
        first=0,
    )
    planes = Planes.blank(size.width, size.height)
    Scene(work, picture, size, float(rate)).paint(planes, clip.frames // 2)
    return to_bgr(planes)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the thumbnails stand."""

    columns: int
    thumb: Size
    height: int

    @classmethod
    def of(cls, timeline: Timeline) -> _Grid:
        columns = 5 if timeline.size.width > timeline.size.height else 6
        width = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) // columns // 2 * 2
        tall = round(width * timeline.size.height / timeline.size.width / 2) * 2
        rows = -(-min(len(timeline.clips), MOST_SHOTS) // columns)
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
        self, text: str, x: float, y: float, size: float, colour: str, weight: int = 400
    ) -> float:
        run = shape(text, size, weight=weight)
        self._parts.append(
            f'<path transform="translate({x:.1f} {y:.1f})" fill="{colour}" '
            f"d={quoteattr(run.path)}/>"
        )
        return run.width

    def header(self, timeline: Timeline) -> None:
        """The film's title and facts."""
        title = timeline.title if not missing(timeline.title) else ""
        room = _WIDTH - 2 * _MARGIN - 640
        self._write(ellipsis(title, 38, room, weight=300), _MARGIN, 76, 38, _INK, 300)
        shots = len(timeline.clips)
        facts = (
            f"{shots} {'shot' if shots == 1 else 'shots'}   "
            f"{_time(timeline.frames, timeline.rate)}   {timeline.size}   "
            f"{float(timeline.rate):.5g} fps"
        )
        wide = shape(facts, 20, weight=400).width
        self._write(facts, _WIDTH - _MARGIN - wide, 76, 20, _QUIET)

    def legend(
        self, x: float, y: float, width: float, number: int, clip: Clip, words: str, rate: FrameRate
    ) -> None:
        """What stands beneath a thumbnail."""
        along = self._write(str(number + 1), x, y + 26, _SMALL, _ACCENT, 600)
        self._write(_time(clip.start, rate), x + along + 12, y + 26, _SMALL, _QUIET)
        if missing(words):
            return
        lines = wrap(words, _SMALL, width, weight=400)
        if len(lines) > _WORDS_ROWS:
            rest = " ".join(lines[_WORDS_ROWS - 1 :])
            lines = (*lines[: _WORDS_ROWS - 1], ellipsis(rest + " ", _SMALL, width))
        for row, text in enumerate(lines):
            self._write(text, x, y + 26 + (row + 1) * _LEADING + 4, _SMALL, _INK)

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


def _time(frame: int, rate: FrameRate) -> str:
    """A place in the film as minutes and seconds, with hours where there are any."""
    total = frame * rate.den // rate.num
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minute:02}:{second:02}"
    return f"{minute}:{second:02}"

"""A film on one page: each shot's picture with its number, its time and its words."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import cv2
import numpy as np
from numpy.typing import NDArray

from media.clock import FrameRate
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
    texts = {shot.id: shot.text or shot.title for shot in plan.shots}
    grid = _Grid.of(timeline)
    page = _Lettering(grid.height)
    page.header(timeline)
    sheet = np.zeros((grid.height, _WIDTH, 3), np.uint8)
    thumbnails: list[tuple[int, int, NDArray[np.uint8]]] = []
    shown = _sampled(len(timeline.clips))
    for place, number in enumerate(shown):
        clip = timeline.clips[number]
        x, y = grid.at(place)
        thumbnails.append((x, y, _thumbnail(work, clip, grid.thumb, timeline.rate)))
        words = texts.get(clip.shot_id, "")
        page.legend(x, y + grid.thumb.height, grid.thumb.width, number, clip, words, timeline.rate)
        work.progress((place + 1) / len(shown))
    sheet[:] = page.drawn()
    for x, y, picture in thumbnails:
        sheet[y : y + grid.thumb.height, x : x + grid.thumb.width] = picture
    path = work.scratch("contact-sheet.png")
    _, encoded = cv2.imencode(".png", sheet, [cv2.IMWRITE_PNG_COMPRESSION, 2])
    path.write_bytes(encoded.tobytes())
    return work.save(path, Image, format="png", width=_WIDTH, height=grid.height)


def _sampled(count: int) -> list[int]:
    """Numbers of the shots shown: all, or as many as fit, evenly spread from first to last."""
    if count <= MOST_SHOTS:
        return list(range(count))
    return [i * (count - 1) // (MOST_SHOTS - 1) for i in range(MOST_SHOTS)]


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


class _Lettering:
    """The page's paper and all that is written on it."""

    def __init__(self, height: int) -> None:
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
        """The page as BGR."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {self._height}">'
            f'<rect width="{_WIDTH}" height="{self._height}" fill="{_PAPER}"/>'
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

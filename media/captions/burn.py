"""Captions in the picture: white words on a soft dark plate, lit word by word as they are spoken.

A cue is drawn twice, before and after its words are spoken, and the two are mixed by columns into
one overlay; only the overlay's box is composited per frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.vector import rasterise
from media.picture.yuv import Plane, Planes, from_rgba
from media.text.font import ASCENT, DESCENT, require, shape
from media.timeline import CaptionWord, Cue
from media.types import Size

_WEIGHT = 600
_LINE = 1.3
"""Distance of baselines, in sizes."""
_PLATE = 'fill="#0b0d12" fill-opacity="0.72"'
"""Over a white picture the plate is #4f5054: white on it has a contrast of 8, the unspoken grey
4.6 (WCAG 2.2 asks for 4.5)."""
_UNSPOKEN = "#c3c7ce"
_SPOKEN = "#ffffff"
_SIDE, _BOTTOM = 0.05, 0.1
"""The safe area's margins, in parts of the frame."""


def text_height(size: Size) -> float:
    """Em size of captions in pixels: 4.6 % of the height of 16:9, less in narrow frames."""
    return min(0.046 * size.height, 0.055 * size.width)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word and the columns it takes in the overlay."""

    word: CaptionWord
    line: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Overlay:
    """A drawing to lay over frames: premultiplied planes and what they let through."""

    planes: Planes
    veil_y: Plane
    veil_c: Plane

    @classmethod
    def of(cls, rgba: NDArray[np.uint8]) -> _Overlay:
        veil = np.asarray(cv2.bitwise_not(np.ascontiguousarray(rgba[:, :, 3])), np.uint8)
        half = cv2.resize(veil, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        return cls(from_rgba(rgba), veil, np.asarray(half, np.uint8))

    def take(self, other: _Overlay, rows: slice, columns: slice) -> None:
        """Copy a rectangle, given in even luma pixels, from another overlay."""
        fine = (rows, columns)
        coarse = (
            slice(rows.start // 2, rows.stop // 2),
            slice(columns.start // 2, columns.stop // 2),
        )
        self.planes.y[fine] = other.planes.y[fine]
        self.veil_y[fine] = other.veil_y[fine]
        self.planes.u[coarse] = other.planes.u[coarse]
        self.planes.v[coarse] = other.planes.v[coarse]
        self.veil_c[coarse] = other.veil_c[coarse]


class BurnedCue:
    """A cue, drawn once, ready to be laid over the frames it shows on."""

    def __init__(self, cue: Cue, size: Size, style: Literal["karaoke", "lines"]) -> None:
        require(cue.text, "captions")
        self.cue = cue
        self._sized = _Setting(cue, size)
        colour = _UNSPOKEN if style == "karaoke" else _SPOKEN
        self._shown = _Overlay.of(self._sized.draw(colour))
        self._spoken = _Overlay.of(self._sized.draw(_SPOKEN)) if style == "karaoke" else None
        self._lit: dict[_Placed, int] = {}

    def draw(self, target: Planes, frame: int) -> None:
        """Lay the cue over a frame of the segment's clock."""
        if self._spoken is not None:
            for placed in self._sized.words:
                self._light(placed, frame - self.cue.start, self._spoken)
        x, y = self._sized.x, self._sized.y
        height, width = self._shown.veil_y.shape
        fine = (slice(y, y + height), slice(x, x + width))
        coarse = (slice(y // 2, (y + height) // 2), slice(x // 2, (x + width) // 2))
        planes = self._shown.planes
        _over(target.y[fine], planes.y, self._shown.veil_y)
        _over(target.u[coarse], planes.u, self._shown.veil_c)
        _over(target.v[coarse], planes.v, self._shown.veil_c)

    def _light(self, placed: _Placed, frame: int, spoken: _Overlay) -> None:
        """Move the bright part of a word up to where its speech is."""
        word = placed.word
        length = max(1, word.end - word.start)
        said = min(1.0, max(0.0, (frame - word.start + 1) / length))
        left = _even(placed.left)
        edge = _even(placed.left + said * (placed.right - placed.left))
        done = self._lit.get(placed, left)
        if edge > done:
            self._shown.take(spoken, self._sized.rows(placed.line), slice(done, edge))
            self._lit[placed] = edge


class _Setting:
    """Where a cue's plate and words go, for one size of frame."""

    def __init__(self, cue: Cue, size: Size) -> None:
        self.lines = tuple(" ".join(word.text for word in line) for line in cue.lines)
        em = text_height(size)
        room = size.width * (1 - 2 * _SIDE) - 1.3 * em
        widest = max(shape(line, em, weight=_WEIGHT).width for line in self.lines)
        self.em = em * min(1.0, room / widest) if widest > 0 else em
        self.pad = 0.62 * self.em
        self.runs = tuple(shape(line, self.em, weight=_WEIGHT) for line in self.lines)
        content = max(run.width for run in self.runs) + 2 * self.pad
        self.width = _even(content) + 2
        tall = ASCENT + DESCENT + _LINE * (len(self.lines) - 1)
        self.height = _even(tall * self.em + 1.1 * self.pad) + 2
        self.x = _even((size.width - self.width) / 2)
        self.y = _even(size.height * (1 - _BOTTOM) - self.height)
        self.words = tuple(self._place(cue))

    def _left(self, line: int) -> float:
        return (self.width - self.runs[line].width) / 2

    def _baseline(self, line: int) -> float:
        return 0.5 * self.pad + (ASCENT + _LINE * line) * self.em

    def rows(self, line: int) -> slice:
        """The rows of the overlay that hold a line."""
        top = self._baseline(line) - 0.98 * self.em
        return slice(max(0, _even(top)), min(self.height, _even(top + _LINE * self.em)))

    def _place(self, cue: Cue) -> list[_Placed]:
        placed: list[_Placed] = []
        for number, line in enumerate(cue.lines):
            said = ""
            for word in line:
                before = f"{said} " if said else ""
                said = before + word.text
                left = self._left(number) + shape(before, self.em, weight=_WEIGHT).width
                right = self._left(number) + shape(said, self.em, weight=_WEIGHT).width
                placed.append(_Placed(word, number, left, right + 2))
        return placed

    def draw(self, colour: str) -> NDArray[np.uint8]:
        """The plate with its words in one colour, as premultiplied RGBA."""
        text = "".join(
            f'<path transform="translate({self._left(n):.2f} {self._baseline(n):.2f})" '
            f'fill="{colour}" d="{run.path}"/>'
            for n, run in enumerate(self.runs)
        )
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f'<rect width="{self.width}" height="{self.height}" rx="{0.36 * self.em:.1f}" '
            f"{_PLATE}/>"
            f"{text}</svg>"
        )
        return rasterise(svg.encode(), self.width, self.height)


class BurnedCaptions:
    """All cues of a segment, drawn as their time comes."""

    def __init__(
        self, cues: tuple[Cue, ...], size: Size, style: Literal["karaoke", "lines"]
    ) -> None:
        self._cues = tuple(cue for cue in cues if cue.text.strip())
        self._size = size
        self._style: Literal["karaoke", "lines"] = style
        self._open: dict[int, BurnedCue] = {}

    def draw(self, target: Planes, frame: int) -> None:
        """Lay over a frame what is captioned there; frames come in order."""
        for number, cue in enumerate(self._cues):
            if cue.start <= frame < cue.end:
                if number not in self._open:
                    self._open[number] = BurnedCue(cue, self._size, self._style)
                self._open[number].draw(target, frame)
            elif frame >= cue.end:
                self._open.pop(number, None)


def _even(value: float) -> int:
    return 2 * round(value / 2)


def _over(target: Plane, source: Plane, veil: Plane) -> None:
    cv2.multiply(target, veil, dst=target, scale=1 / 255)
    cv2.add(target, source, dst=target)

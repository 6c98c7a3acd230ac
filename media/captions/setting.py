"""Where a cue's lines and words go, for one size of frame and one look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.captions.looks import ACCENT, BOTTOM, DARK, SIDE, Manner, drawn, lettered
from media.captions.rules import LINES
from media.picture.overlay import even
from media.text.bidi import reads_right_to_left
from media.text.family import Family
from media.text.font import ASCENT, DESCENT, Run, Span, clean, shape
from media.timeline import CaptionWord, Cue, line_text
from media.types import Size

_LINE = 1.3
"""Distance of baselines, in sizes, for letters as tall as those of Latin."""
_LEAD = _LINE - ASCENT - DESCENT
_INTO_SPACE = 0.1
"""How far a word's light reaches into the spaces beside it, in sizes: swashes hang over there."""


def text_height(size: Size) -> float:
    """Em size of captions in pixels: 4.6 % of the height of 16:9, less in narrow frames."""
    return min(0.046 * size.height, 0.055 * size.width)


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and the columns it takes in the overlay, in the order in which they are read."""

    word: CaptionWord
    line: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's text, and its words with where each begins and ends in it."""

    text: str
    words: tuple[tuple[CaptionWord, int, int], ...]

    @classmethod
    def of(cls, words: tuple[CaptionWord, ...]) -> Line:
        """Without what cannot be drawn."""
        texts = [clean(word.text) for word in words]
        kept = [(word, text) for word, text in zip(words, texts, strict=True) if text.strip()]
        found: list[tuple[CaptionWord, int, int]] = []
        at = 0
        for place, (word, text) in enumerate(kept):
            start = at if word.glued or not place else at + 1
            at = start + len(text)
            found.append((word, start, at))
        shown = line_text([word for word, _ in kept], [text for _, text in kept])
        return cls(shown, tuple(found))


class Setting:
    """A cue set in lines on its ground."""

    def __init__(self, cue: Cue, size: Size, manner: Manner, family: Family) -> None:
        self._manner, self._family = manner, family
        self.rtl = reads_right_to_left(cue.text)
        self._lines = [Line.of(line) for line in cue.lines]
        em = text_height(size)
        self._margin = size.width * SIDE
        room = size.width - 2 * self._margin - 1.3 * em
        widest = max(self._run(line.text, em).width for line in self._lines)
        self.em = em * min(1.0, room / widest) if widest > 0 else em
        self.runs = tuple(self._run(line.text, self.em) for line in self._lines)
        self._rise = max(run.rise for run in self.runs)
        self._leading = round(max(_LINE, self._tall + _LEAD), 4)
        self._pad = 0.62 * self.em
        self._measure(size)
        self.words = tuple(self._placed())

    @property
    def _tall(self) -> float:
        return self._rise + max(run.depth for run in self.runs)

    def _run(self, text: str, em: float) -> Run:
        weight = self._manner.weight
        return shape(text, em, weight=weight, family=self._family, rtl=self.rtl)

    def _measure(self, size: Size) -> None:
        # A bar is as high for one line as for two, so that it does not jump from cue to cue.
        lines = LINES if self._manner.spans else len(self.runs)
        tall = self._tall + self._leading * (max(lines, len(self.runs)) - 1)
        self._first = 0.5 * self._pad + self._rise * self.em
        self._first += 0.5 * self._leading * self.em * max(0, lines - len(self.runs))
        content = max(run.width for run in self.runs) + 2 * self._pad
        self.width = size.width if self._manner.spans else even(content) + 2
        self.height = even(tall * self.em + 1.1 * self._pad) + 2
        self.x = even((size.width - self.width) / 2)
        self.y = even(size.height * (1 - BOTTOM) - self.height)

    def _left(self, line: int) -> float:
        over = self.width - self.runs[line].width
        if not self._manner.spans:
            return over / 2
        inset = self._margin + 0.6 * self.em
        return over - inset if self.rtl else inset

    def _baseline(self, line: int) -> float:
        return self._first + self._leading * line * self.em

    def rows(self, line: int) -> slice:
        """The rows of the overlay that hold a line."""
        top = self._baseline(line) - (self._rise + 0.21) * self.em
        bottom = min(self.height, even(top + self._leading * self.em))
        return slice(max(0, even(top)), bottom)

    def _placed(self) -> list[Placed]:
        found: list[Placed] = []
        for number, (line, run) in enumerate(zip(self._lines, self.runs, strict=True)):
            left = self._left(number)
            for place, (word, start, end) in enumerate(line.words):
                tight = word.glued or (
                    line.words[place + 1 : place + 2] and (line.words[place + 1][0].glued)
                )
                reach = 0.0 if tight else _INTO_SPACE * self.em
                spans = tuple(
                    Span(left + span.left - reach, left + span.right + reach, span.rtl)
                    for span in run.spans(start, end)
                )
                found.append(Placed(word, number, spans))
        return found

    def draw(self, colour: str) -> NDArray[np.uint8]:
        """The ground with its words in one colour, as premultiplied RGBA."""
        outlined = not self._manner.backed
        letters = [
            lettered(
                run.path,
                colour,
                self.em,
                outlined=outlined,
                at=f"translate({self._left(number):.2f} {self._baseline(number):.2f})",
            )
            for number, run in enumerate(self.runs)
        ]
        body = "".join(line for line, _ in letters) + "".join(inside for _, inside in letters)
        shadow = self.em if outlined else 0.0
        return drawn(self._ground() + body, self.width, self.height, shadow=shadow)

    def _ground(self) -> str:
        if not self._manner.backed:
            return ""
        corner = 0.0 if self._manner.spans else 0.36 * self.em
        ground = (
            f'<rect width="{self.width}" height="{self.height}" rx="{corner:.1f}" '
            f'fill="{DARK}" fill-opacity="{self._manner.backed}"/>'
        )
        return ground + (self._mark() if self._manner.spans else "")

    def _mark(self) -> str:
        """The short stroke of colour at which a bar's lines begin."""
        wide = 0.16 * self.em
        x = self.width - self._margin - wide if self.rtl else self._margin
        tall = self.height - self._pad
        return (
            f'<rect x="{x:.1f}" y="{0.5 * self._pad:.1f}" width="{wide:.1f}" '
            f'height="{tall:.1f}" fill="{ACCENT}"/>'
        )

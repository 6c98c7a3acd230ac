"""Captions for social films: a few big words at a time, the spoken one larger and in colour."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media.captions.looks import BOTTOM, MANNERS, SIDE, drawn, lettered
from media.captions.setting import Line
from media.picture.overlay import Overlay, even
from media.picture.yuv import Planes
from media.text.bidi import reads_right_to_left
from media.text.family import Family
from media.text.font import Run, shape
from media.timeline import CaptionWord, Cue
from media.types import Size

_MANNER = MANNERS["pop"]
_WORDS = 3
"""Most words that show at once."""
_GAP = 0.34
"""Between words, in sizes: room for one to grow."""
_GROWN, _OVER = 1.1, 0.12
"""A word grows by a tenth, and by no more than this on either side, in sizes."""
_GROWTH = (0.45, 0.85, 1.0)
"""How far a word has grown in its first frames."""
_MIDDLE = 0.76
"""Where the words stand, as part of the height: in the lower third."""
_ENDS_CLAUSE = re.compile(r"[^\w\s]$")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, where it stands in its group, and when it is said."""

    said: CaptionWord
    run: Run
    left: float


class _Group:
    """Words that show together, `read` in order, `words` as they stand."""

    def __init__(
        self, words: tuple[CaptionWord, ...], size: Size, rtl: bool, fonts: Family
    ) -> None:
        self.read = words
        self._fonts, self._rtl = fonts, rtl
        em = big(size)
        # Outline and growth take room beside the letters.
        room = size.width * (1 - 2 * SIDE) - em
        self.em = em * min(1.0, room / max(1.0, self.breadth(words, em)))
        self.pad = 0.42 * self.em
        self.words = tuple(self._place(words, self.em))
        across = self.breadth(words, self.em)
        rise = max(word.run.rise for word in self.words)
        tall = rise + max(word.run.depth for word in self.words)
        self.width = even(across + 2 * self.pad) + 2
        self.height = even(tall * self.em + 2 * self.pad) + 2
        self.baseline = self.pad + rise * self.em
        self.x = even((size.width - self.width) / 2)
        lowest = size.height * (1 - BOTTOM) - self.height
        self.y = even(min(size.height * _MIDDLE - self.height / 2, lowest))

    def breadth(self, words: tuple[CaptionWord, ...], em: float) -> float:
        """How wide words are at a size."""
        placed = self._place(words, em)
        return max((word.left + word.run.width for word in placed), default=0.0)

    def _place(self, words: tuple[CaptionWord, ...], em: float) -> list[_Word]:
        """Words in the order in which they stand, wider apart than a line sets them."""
        line = Line.of(words)
        whole = self._run(line.text, em)
        spans = [whole.spans(start, end) for _, start, end in line.words]
        # A mark that stands alone has joined the space before it and has no place of its own.
        left = [min((span.left for span in each), default=0.0) for each in spans]
        standing = sorted(range(len(spans)), key=left.__getitem__)
        found: list[_Word] = []
        at = 0.0
        for place, number in enumerate(standing):
            word, start, end = line.words[number]
            if place:
                later = line.words[max(number, standing[place - 1])][0]
                at += 0.0 if later.glued else _GAP * em
            run = self._run(line.text[start:end], em)
            found.append(_Word(word, run, at))
            at += run.width
        return found

    def _run(self, text: str, em: float) -> Run:
        return shape(text, em, weight=_MANNER.weight, family=self._fonts, rtl=self._rtl)

    def draw(self, spoken: CaptionWord | None, grown: float) -> Overlay:
        """The words, one of them grown and lit."""
        # The lit word comes last, over its neighbours.
        ordered = sorted(self.words, key=lambda word: word.said is spoken)
        letters = [self._lettered(word, grown if word.said is spoken else 0.0) for word in ordered]
        *_, (line, inside) = letters
        body = "".join(part for part, _ in letters[:-1]) + "".join(p for _, p in letters[:-1])
        return Overlay.of(drawn(body + line + inside, self.width, self.height, shadow=self.em))

    def _lettered(self, word: _Word, grown: float) -> tuple[str, str]:
        most = min(_GROWN - 1, 2 * _OVER * self.em / max(1.0, word.run.width))
        scale = 1 + most * grown
        x = self.pad + word.left - word.run.width * (scale - 1) / 2
        y = self.baseline + 0.36 * self.em * (scale - 1)
        return lettered(
            word.run.path,
            _MANNER.spoken if grown else _MANNER.unspoken,
            self.em,
            outlined=True,
            at=f"translate({x:.2f} {y:.2f}) scale({scale:.3f})",
        )


class PoppedCue:
    """A cue in groups of a few words, each drawn as its words are spoken."""

    def __init__(self, cue: Cue, size: Size, karaoke: bool, family: Family) -> None:
        self.cue = cue
        self._karaoke = karaoke
        self._rtl = reads_right_to_left(cue.text)
        words = tuple(_upper(word, family.language) for line in cue.lines for word in _spoken(line))
        self._groups = [
            _Group(group, size, self._rtl, family)
            for group in _grouped(words, size, self._rtl, family)
        ]
        self._drawn: tuple[tuple[int, int, float], Overlay] | None = None

    def draw(self, target: Planes, frame: int) -> None:
        """Lay over a frame of the segment's clock the words that are said there."""
        if not self._groups:
            return
        at = frame - self.cue.start
        begun = [n for n, group in enumerate(self._groups) if group.read[0].start <= at]
        number = begun[-1] if begun else 0
        group = self._groups[number]
        place = _said(group, at) if self._karaoke else -1
        spoken = group.read[place] if place >= 0 else None
        grown = _grown(spoken, at) if spoken else 0.0
        state = (number, place, grown)
        if self._drawn is None or self._drawn[0] != state:
            self._drawn = (state, group.draw(spoken, grown))
        self._drawn[1].lay(target, group.x, group.y)


def big(size: Size) -> float:
    """Em size in pixels: twice that of other captions, less in narrow frames."""
    return min(0.105 * size.height, 0.125 * size.width)


def _spoken(line: tuple[CaptionWord, ...]) -> tuple[CaptionWord, ...]:
    return tuple(word for word, _, _ in Line.of(line).words)


def _upper(word: CaptionWord, language: str) -> CaptionWord:
    """A word in capitals, where its script has them."""
    turkic = language.split("-")[0] in ("tr", "az")
    text = word.text.replace("i", "İ") if turkic else word.text
    return CaptionWord(text=text.upper(), start=word.start, end=word.end, glued=word.glued)


def _grouped(
    words: tuple[CaptionWord, ...], size: Size, rtl: bool, family: Family
) -> list[tuple[CaptionWord, ...]]:
    """Words in groups that fit at full size, each within a clause."""
    groups: list[tuple[CaptionWord, ...]] = []
    for word in words:
        longer = (*groups[-1], word) if groups else ()
        if longer and _holds(longer) and _Group(longer, size, rtl, family).em >= big(size):
            groups[-1] = longer
        else:
            groups.append((word,))
    return groups


def _holds(words: tuple[CaptionWord, ...]) -> bool:
    # A word of Chinese has two letters, more or less.
    tight = [False, *(word.glued for word in words[1:]), False]
    counted = sum(0.5 if any(tight[n : n + 2]) else 1.0 for n in range(len(words)))
    return counted <= _WORDS and not any(_ENDS_CLAUSE.search(word.text) for word in words[:-1])


def _said(group: _Group, at: int) -> int:
    """The number of the word that is being said, or was last; -1 before the first."""
    return max((n for n, word in enumerate(group.read) if word.start <= at), default=-1)


def _grown(word: CaptionWord, at: int) -> float:
    # A word that ended before the segment began has no start of its own there.
    since = at - word.start if word.end > 0 else len(_GROWTH)
    return _GROWTH[min(since, len(_GROWTH) - 1)]

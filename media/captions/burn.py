"""Captions in the picture, lit word by word as they are spoken.

A cue is drawn twice, before and after its words are spoken, and the two are mixed by columns into
one overlay: from the left for words that run so, from the right for Arabic and Hebrew ones. Only
the overlay's box is composited per frame.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from media.captions.looks import MANNERS
from media.captions.pop import PoppedCue
from media.captions.rules import GAP_FRAMES
from media.captions.setting import Placed, Setting
from media.picture.overlay import Overlay, even
from media.picture.yuv import Planes
from media.text.family import CORE, Family
from media.text.font import Span, clean, require
from media.timeline import CaptionLook, Cue
from media.types import Size

CaptionStyle = Literal["karaoke", "lines"]


class BurnedCue:
    """A cue, drawn once, ready to be laid over the frames it shows on."""

    def __init__(
        self, cue: Cue, size: Size, style: CaptionStyle, look: CaptionLook, family: Family
    ) -> None:
        manner = MANNERS[look]
        self.cue = cue
        self._set = _set = Setting(cue, size, manner, family)
        if style == "lines":
            self._shown = Overlay.of(_set.draw("#ffffff"))
            self._lights = None
            return
        self._shown = Overlay.of(_set.draw(manner.unspoken))
        self._lights = _Lights(self._shown, Overlay.of(_set.draw(manner.spoken)), _set)
        self._lights.trail = manner.trails

    def draw(self, target: Planes, frame: int) -> None:
        """Lay the cue over a frame of the segment's clock."""
        if self._lights is not None:
            self._lights.move(frame - self.cue.start)
        self._shown.lay(target, self._set.x, self._set.y)


class _Lights:
    """Moves the lit part of each word up to where its speech is."""

    def __init__(self, shown: Overlay, spoken: Overlay, setting: Setting) -> None:
        self._shown, self._spoken, self._set = shown, spoken, setting
        self._plain = shown.copy()
        self._said: dict[int, float] = {}
        self.trail = True
        """Whether words stay lit when others are spoken."""

    def move(self, frame: int) -> None:
        """Light what is said by a frame of the cue's clock."""
        words = self._set.words
        if self.trail:
            lit = range(len(words))
        else:
            now = max((n for n, each in enumerate(words) if each.word.start <= frame), default=-1)
            lit = (now,)
        for number, placed in enumerate(words):
            word = placed.word
            said = (frame - word.start + 1) / max(1, word.end - word.start)
            self._light(number, placed, min(1.0, max(0.0, said)) if number in lit else 0.0)

    def _light(self, number: int, placed: Placed, said: float) -> None:
        before = self._said.get(number, 0.0)
        if said == before:
            return
        self._said[number] = said
        rows = self._set.rows(placed.line)
        source = self._spoken if said > before else self._plain
        total = sum(span.right - span.left for span in placed.spans)
        lit = said * total if said > before else total
        for span in placed.spans:
            part = min(lit, span.right - span.left)
            lit -= part
            self._shown.take(source, rows, self._columns(span, part))

    def _columns(self, span: Span, part: float) -> slice:
        """The first part of a span, from the side at which it is begun to be read."""
        start, end = (span.right - part, span.right) if span.rtl else (span.left, span.left + part)
        return slice(max(0, even(start)), min(self._set.width, even(end)))


class BurnedCaptions:
    """All cues of a segment, drawn as their time comes."""

    def __init__(
        self,
        cues: tuple[Cue, ...],
        size: Size,
        style: CaptionStyle,
        look: CaptionLook = "plate",
        family: Family = CORE,
    ) -> None:
        # Of emoji alone nothing is drawn, and no plate for it either.
        shown = [cue for cue in cues if clean(cue.text).strip()]
        self._cues = _bridged(shown) if MANNERS[look].spans else shown
        self._style: CaptionStyle = style
        self._look: CaptionLook = look
        self._size, self._family = size, family
        self._open: dict[int, BurnedCue | PoppedCue] = {}

    def draw(self, target: Planes, frame: int) -> None:
        """Lay over a frame what is captioned there; frames come in order.

        Raises:
            InputError: no font draws some of the letters.
        """
        for number, cue in enumerate(self._cues):
            if cue.start <= frame < cue.end:
                if number not in self._open:
                    self._open[number] = self._opened(cue)
                self._open[number].draw(target, frame)
            elif frame >= cue.end:
                self._open.pop(number, None)

    def _opened(self, cue: Cue) -> BurnedCue | PoppedCue:
        require(cue.text, "captions", self._family)
        if self._look == "pop":
            return PoppedCue(cue, self._size, self._style == "karaoke", self._family)
        return BurnedCue(cue, self._size, self._style, self._look, self._family)


def _bridged(cues: list[Cue]) -> list[Cue]:
    """Cues that last until the next where only a gap parts them: a bar must not blink."""
    bridged = [
        cue.model_copy(update={"end": after.start})
        if 0 < after.start - cue.end <= GAP_FRAMES
        else cue
        for cue, after in pairwise(cues)
    ]
    return bridged + cues[-1:]

"""What Whisper says of a recording as a transcript: offsets exact, times within the recording."""

from __future__ import annotations

import math
from typing import NamedTuple

from media.clock import SAMPLE_RATE
from media.shots import Word
from models.protocols.listening import HeardWord, Passage, Transcript


class Spoken(NamedTuple):
    """A word as Whisper writes it: the space before it is part of it."""

    text: str
    start_s: float
    end_s: float
    confidence: float


class Drafting:
    """A transcript that grows passage by passage."""

    def __init__(self, num_samples: int) -> None:
        """Begin one.

        Args:
            num_samples: the recording's length at 48 kHz.
        """
        self._num_samples = num_samples
        self._text = ""
        self._until = 0
        self._words: list[HeardWord] = []
        self._passages: list[Passage] = []

    def add(self, words: list[Spoken], log_probability: float) -> None:
        """Add what was said in one breath; a passage without words is none."""
        began, first = len(self._text), len(self._words)
        for word in words:
            self._add_word(word)
        added = self._words[first:]
        if not added:
            return
        self._passages.append(
            Passage(
                text=self._text[began:].strip(),
                start=added[0].word.start,
                end=added[-1].word.end,
                confidence=_share(math.exp(min(log_probability, 0.0))),
            )
        )

    def _add_word(self, word: Spoken) -> None:
        bare = word.text.strip()
        if not bare:
            return
        if self._text and word.text[0].isspace():
            self._text += " "
        start = min(max(round(word.start_s * SAMPLE_RATE), self._until), self._num_samples)
        end = min(max(round(word.end_s * SAMPLE_RATE), start), self._num_samples)
        placed = Word(text=bare, start=start, end=end, offset=len(self._text))
        self._words.append(HeardWord(word=placed, confidence=_share(word.confidence)))
        self._text += bare
        self._until = end

    def finished(self, language: str, confidence: float) -> Transcript:
        """The whole of it."""
        return Transcript(
            text=self._text,
            language=language,
            confidence=_share(confidence),
            words=tuple(self._words),
            passages=tuple(self._passages),
        )


def _share(number: float) -> float:
    return min(max(float(number), 0.0), 1.0)

"""Recordings to words with their times."""

from __future__ import annotations

from typing import Protocol

from pydantic import Field

from media.model import Model
from media.shots import Word
from media.types import Audio
from media.workspace import Workspace


class HeardWord(Model):
    """A word that was heard."""

    word: Word
    """Its text, its samples at 48 kHz, and where it stands in the transcript's text."""
    confidence: float = Field(ge=0, le=1)


class Passage(Model):
    """What was heard in one breath: a line of a transcript."""

    text: str
    start: int
    """In samples at 48 kHz, as is the end."""
    end: int
    confidence: float = Field(ge=0, le=1)


class Transcript(Model):
    """All that was heard."""

    text: str
    language: str
    """A BCP 47 tag: the one that was given, or the one that was heard."""
    confidence: float = Field(ge=0, le=1)
    """That it is this language."""
    words: tuple[HeardWord, ...]
    passages: tuple[Passage, ...]


class TranscriptionEngine(Protocol):
    """Recording to words."""

    def transcribe(
        self, work: Workspace, *, audio: Audio, language: str = "", prompt: str = ""
    ) -> Transcript:
        """Write down what is spoken.

        Args:
            work: where bytes are.
            audio: the recording, of any length.
            language: a BCP 47 tag; empty: it is to be heard.
            prompt: words that are likely, such as names.
        """
        ...


class AlignmentEngine(Protocol):
    """Recording and its known words to their times."""

    def align(
        self, work: Workspace, *, audio: Audio, text: str, language: str = ""
    ) -> tuple[Word, ...]:
        """Place each word of `text` in the recording; offsets are into `text`.

        Raises:
            InputError: the text is not what is spoken.
        """
        ...

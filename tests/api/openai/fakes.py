"""Engines that pretend: they have heard a sentence, repeat a voice, and paint a picture red."""

from collections.abc import Mapping

import cv2
import numpy as np

from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.shots import Mood, Word
from media.still.files import load_opaque, save
from media.types import Audio, Image
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.protocols.listening import HeardWord, Passage, Transcript

TEXT = "The light is on. Nobody lives here & never did."


class FakeHearing:
    def transcribe(
        self, work: Workspace, *, audio: Audio, language: str = "", prompt: str = ""
    ) -> Transcript:
        words, offset = [], 0
        for number, text in enumerate(TEXT.split()):
            offset = TEXT.index(text, offset)
            start = number * SAMPLE_RATE // 4
            word = Word(text=text, start=start, end=start + SAMPLE_RATE // 5, offset=offset)
            words.append(HeardWord(word=word, confidence=0.9))
        passages = (
            Passage(text="The light is on.", start=0, end=SAMPLE_RATE, confidence=0.9),
            Passage(
                text="Nobody lives here & never did.", start=SAMPLE_RATE,
                end=SAMPLE_RATE * 10 // 4, confidence=0.5,
            ),
        )  # fmt: skip
        return Transcript(
            text=TEXT, language=language or "en", confidence=0.8, words=tuple(words),
            passages=passages,
        )  # fmt: skip


class FakeCloner:
    """Repeats the sample, whatever it is to say."""

    def clone(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        sample: Audio,
        sample_text: str,
        pace: float,
        mood: Mood,
        energy: float,
        pronunciations: Mapping[str, str],
        seed: int,
    ) -> Speech:
        if sample_text == "wrong":
            raise InputError("that is not what is spoken", "", "sample_text", "SAMPLE_TEXT_MISSING")
        return Speech(audio=sample, words=())


class FakeEditor:
    def edit(
        self,
        work: Workspace,
        *,
        image: Image,
        prompt: str,
        references: list[Image],
        strength: float = 0.6,
        seed: int,
    ) -> Image:
        frame = load_opaque(work, image)
        red = np.full_like(frame, (0, 0, 255))
        mixed = cv2.addWeighted(frame, 1 - strength, red, strength, len(references))
        return save(work, np.asarray(mixed, np.uint8))

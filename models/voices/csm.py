"""Speaks in a sample's voice by CSM: the sample and its words are a conversation's first turn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from transformers import CsmForConditionalGeneration, CsmProcessor

from media.errors import InputError
from media.shots import Mood
from media.types import Audio
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.setup import Setup
from models.voices.cloning import AS_WRITTEN, Cloner, prepared
from models.voices.samples import listened

LONGEST = 240
"""Letters: with half a minute of sample they fit well into the time that it was taught."""
FRAMES_PER_S = 12.5
SLOWEST_LETTERS_PER_S = 7.0
"""Half of what people read: who needs longer is not reading."""
ENDING_S = 3.0


class CsmVoices:
    """A `CloneEngine`. Mood and energy are heard as far as the sample has them."""

    def __init__(self, setup: Setup) -> None:
        """Load the model; its codec is a part of it.

        Raises:
            EngineUnavailable: it is not there, or another.
            InputError: an option is wrong.
            OutOfMemory: the card cannot hold it.
        """
        self._speaker = Cloner(setup, CsmForConditionalGeneration)
        self._device = setup.device
        self._processor: Any = prepared(
            setup,
            lambda: CsmProcessor.from_pretrained(str(setup.folder), local_files_only=True),
        )
        self._rate: int = self._processor.feature_extractor.sampling_rate

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever taken here; 0 without a card."""
        return self._speaker.net.measured_peak_gb()

    def clone(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        sample: Audio,
        sample_text: str = "",
        pace: float = 1.0,
        mood: Mood = "calm",
        energy: float = 0.5,
        pronunciations: Mapping[str, str] = AS_WRITTEN,
        seed: int = 0,
    ) -> Speech:
        """Speak `text`; the sample is at most half a minute long, and its text is needed.

        Raises:
            InputError: the sample, its text, the language or the text is refused.
            OutOfMemory: the card cannot hold it.
        """
        self._speaker.check_language(language)
        if not sample_text.strip():
            raise InputError(
                "this model has to be told what is spoken in the sample",
                "give its text, or use a model that needs none, as pocket-tts",
                "sample_text",
                "SAMPLE_TEXT_MISSING",
            )
        heard = listened(work, sample, self._rate, sample_text)
        return self._speaker.read(
            work,
            lambda sentence: self._spoken(heard, sample_text.strip(), sentence.strip()),
            rate=self._rate,
            text=text,
            pace=pace,
            pronunciations=pronunciations,
            seed=seed,
            longest=LONGEST,
        )

    def _spoken(self, heard: Any, sample_text: str, sentence: str) -> torch.Tensor:
        first = [{"type": "text", "text": sample_text}, {"type": "audio"}]
        prompt = self._processor.apply_chat_template(
            [
                {"role": "0", "content": first},
                {"role": "0", "content": [{"type": "text", "text": sentence}]},
            ],
            tokenize=False,
        )
        asked = self._processor(text=prompt, audio=[heard])
        seconds = ENDING_S + len(sentence) / SLOWEST_LETTERS_PER_S
        made = self._speaker.net.model.generate(
            **asked.to(self._device),
            output_audio=True,
            max_new_tokens=math.ceil(seconds * FRAMES_PER_S),
        )
        return (made if isinstance(made, list) else made.audio)[0]

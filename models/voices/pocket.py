"""Speaks in a sample's voice by Pocket TTS: a hundred million parameters, made for CPUs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import torch
from transformers import (
    AutoTokenizer,
    PocketTTSAudioTokenizerModel,
    PocketTTSFeatureExtractor,
    PocketTTSForConditionalGeneration,
    PocketTTSProcessor,
)

from media.shots import Mood
from media.types import Audio
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.setup import Setup
from models.torched import Torched
from models.voices.cloning import AS_WRITTEN, Cloner, prepared
from models.voices.samples import listened

CODEC = "audio_tokenizer"
"""The folder of the model that turns sound into latents and back, below the weights."""
LONGEST = 180
"""Letters: about the fifty tokens beyond which its makers cut a text."""
OF_THE_PROCESSOR = (
    "short_text_max_words", "frames_after_eos_short_text", "frames_after_eos", "fade_in_duration",
)  # fmt: skip


class PocketVoices:
    """A `CloneEngine` that needs no text of the sample. Mood and energy are not heard."""

    def __init__(self, setup: Setup) -> None:
        """Load both models.

        Raises:
            EngineUnavailable: they are not there, or others.
            InputError: an option is wrong.
            OutOfMemory: the card cannot hold them.
        """
        self._speaker = Cloner(setup, PocketTTSForConditionalGeneration)
        self._codec = Torched(setup, PocketTTSAudioTokenizerModel, setup.folder / CODEC)
        self._device = setup.device
        self._processor: Any = prepared(setup, lambda: _processor(setup, self._codec.model))
        self._rate: int = self._codec.model.config.sampling_rate

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever taken here; 0 without a card."""
        return self._codec.measured_peak_gb()

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
        """Speak `text`; of the sample its first half minute is listened to.

        Raises:
            InputError: the sample, the language or the text is refused.
            OutOfMemory: the card cannot hold it.
        """
        self._speaker.check_language(language)
        heard = listened(work, sample, self._rate)
        voice = self._codec.guarded(lambda: self._voice(torch.from_numpy(heard)))
        return self._speaker.read(
            work,
            lambda sentence: self._spoken(voice, sentence),
            rate=self._rate,
            text=text,
            pace=pace,
            pronunciations=pronunciations,
            seed=seed,
            longest=LONGEST,
        )

    def _voice(self, heard: torch.Tensor) -> torch.Tensor:
        found = self._processor.feature_extractor(heard, sampling_rate=self._rate)
        found = found.to(self._device)
        encoded = self._codec.model.encode(found["input_values"], found["padding_mask"])
        return encoded.latents[0][encoded.latents_mask[0].bool()].cpu()

    def _spoken(self, voice: torch.Tensor, sentence: str) -> torch.Tensor:
        said = [{"type": "audio"}, {"type": "text", "text": sentence.strip()}]
        prompt = self._processor.apply_chat_template(
            [{"role": "user", "content": said}], tokenize=False
        )
        asked = self._processor(text=prompt, audio_prompt_latents=[voice], return_tensors="pt")
        made = self._speaker.net.model.generate(
            **asked.to(self._device), return_dict_in_generate=True
        )
        return self._processor.decode(made.audio_latents[0])


def _processor(setup: Setup, codec: Any) -> PocketTTSProcessor:
    """What its makers put before and behind it, with the codec that lies beside it.

    Transformers would look for the codec where it was first published.
    """
    folder = setup.folder
    path = folder / "processor_config.json"
    written: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    extractor: Any = PocketTTSFeatureExtractor.from_pretrained(str(folder), local_files_only=True)
    return PocketTTSProcessor(
        extractor,
        tokenizer,
        audio_tokenizer=codec,
        chat_template=tokenizer.chat_template,
        **{name: written[name] for name in OF_THE_PROCESSOR if name in written},
    )

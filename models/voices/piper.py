"""Speaks by Piper: one small model a voice, or a model of many speakers.

The noise by which Piper varies how it says a sentence is drawn inside the model, by no seed that
anybody could give; it is left out, so that a request always gives the same sound.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np

from media.audio.pcm import Block
from media.errors import EngineUnavailable, InputError
from media.shots import Mood
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.setup import Setup
from models.voices.casting import Voice, cast
from models.voices.reading import read_aloud
from models.voices.sessions import only_file, session_of

AS_WRITTEN: Mapping[str, str] = MappingProxyType({})


class PiperEngine:
    """A `SpeechEngine`. Mood is not heard; energy is, as a little of the pace.

    A model with one voice speaks everybody's lines with it; nobody knows the sexes of the rest.
    """

    def __init__(self, setup: Setup) -> None:
        """Load the model and what is written of it.

        Raises:
            EngineUnavailable: a file is missing, or cannot be run.
        """
        from piper import PiperVoice
        from piper.config import PiperConfig

        path = only_file(setup, "*.onnx")
        about = only_file(setup, "*.onnx.json")
        try:
            config: Any = PiperConfig.from_dict(json.loads(about.read_text("utf-8")))
        except (KeyError, ValueError) as error:
            raise EngineUnavailable(
                f"{setup.row.id}: {about.name} describes no voice of Piper",
                f"pull {setup.row.id} again",
            ) from error
        self._model: Any = PiperVoice(config=config, session=session_of(setup, path))
        self._language: str = config.espeak_voice.partition("-")[0].lower()
        self._speakers: dict[str, int] = dict(config.speaker_id_map) or {path.stem: 0}
        self._many = config.num_speakers > 1

    def say(
        self,
        work: Workspace,
        *,
        text: str,
        language: str,
        voice: str,
        pace: float,
        speaker: str = "",
        mood: Mood = "calm",
        energy: float = 0.5,
        pronunciations: Mapping[str, str] = AS_WRITTEN,
    ) -> Speech:
        """Speak `text`: see `models.voices.reading` for its words' times.

        Raises:
            InputError: the voice or the language is not the model's, or the text cannot be spoken.
        """
        if language.strip().lower().replace("_", "-").partition("-")[0] != self._language:
            raise InputError(
                f"this voice speaks {self._language}, and no {language}",
                "use a voice of that language, or another engine",
                "language",
                "LANGUAGE_UNKNOWN",
            )
        known = [Voice(name) for name in sorted(self._speakers, key=self._speakers.__getitem__)]
        spoken = cast(known, language, voice, speaker)
        return read_aloud(
            work,
            partial(self._read, self._speakers[spoken.name] if self._many else None),
            text=text,
            pace=pace,
            energy=energy,
            pronunciations=pronunciations,
        )

    def _read(self, speaker: int | None, sentence: str, pace: float) -> tuple[Block, int]:
        from piper.config import SynthesisConfig

        usual: float = self._model.config.length_scale
        how = SynthesisConfig(
            speaker_id=speaker, length_scale=usual / pace, noise_scale=0.0, noise_w_scale=0.0
        )
        chunks = [chunk.audio_float_array for chunk in self._model.synthesize(sentence, how)]
        sound = np.concatenate([*chunks, np.zeros(0, np.float32)]).astype(np.float32)
        return sound.reshape(-1, 1), self._model.config.sample_rate

"""Speaks by Kokoro: a model of 82 million parameters with half a hundred voices, at 24 kHz."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from media.audio.pcm import Block
from media.errors import EngineUnavailable, InputError
from media.shots import Mood
from media.workspace import Workspace
from models.protocols.animatic import Speech
from models.setup import Setup
from models.voices.casting import Sex, Voice, cast
from models.voices.reading import read_aloud
from models.voices.sessions import only_file, session_of

STYLE = 256
"""Numbers of a voice, for each length of a text in phonemes."""
LANGUAGES = MappingProxyType(
    {"en": "a", "en-gb": "b", "es": "e", "fr": "f", "hi": "h", "it": "i", "pt": "p"}
)
"""The first letter of its voices. Chinese and Japanese are left out: eSpeak NG, which turns letters
into phonemes here, does not write theirs as the model learnt them."""
PHONEMES = MappingProxyType(
    {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}
)
SEXES: Mapping[str, Sex] = MappingProxyType({"f": "woman", "m": "man"})
USUAL = ("af_heart", "bf_emma")
"""Go before others of their language, as its authors grade them."""
AS_WRITTEN: Mapping[str, str] = MappingProxyType({})


class KokoroEngine:
    """A `SpeechEngine`. Mood is not heard; energy is, as a little of the pace."""

    def __init__(self, setup: Setup) -> None:
        """Load the model and its voices.

        Raises:
            EngineUnavailable: a file is missing, or cannot be run.
        """
        from kokoro_onnx import Kokoro

        session = session_of(setup, only_file(setup, "*.onnx"))
        with tempfile.TemporaryDirectory() as folder:
            voices = Path(folder) / "voices.npz"
            np.savez(voices, allow_pickle=False, **_styles(setup))
            # The library keeps an archive open, and reads of it again at each sentence.
            self._model: Any = Kokoro.from_session(session, str(voices))
            self._model.voices = dict(self._model.voices)
        names = sorted(self._model.voices, key=lambda name: (name not in USUAL, name))
        self._voices = [Voice(name, SEXES.get(name[1:2], "")) for name in names]

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
            InputError: the voice or the language is unknown, or the text cannot be spoken.
        """
        known = self._of(language)
        spoken = cast(known, language, voice, speaker)
        return read_aloud(
            work,
            partial(self._read, spoken.name),
            text=text,
            pace=pace,
            energy=energy,
            pronunciations=pronunciations,
        )

    def _of(self, language: str) -> list[Voice]:
        tag = language.strip().lower().replace("_", "-")
        letter = LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0], "")
        found = [voice for voice in self._voices if letter and voice.name.startswith(letter)]
        if not found:
            raise InputError(
                f"Kokoro has no voice for {language}",
                f"use {', '.join(LANGUAGES)}, or another engine",
                "language",
                "LANGUAGE_UNKNOWN",
            )
        return found

    def _read(self, voice: str, sentence: str, pace: float) -> tuple[Block, int]:
        try:
            sound, rate = self._model.create(
                sentence, voice, speed=pace, lang=PHONEMES[voice[0]], trim=False
            )
        except ValueError:  # what it says of a sentence without a phoneme, such as "§"
            return np.zeros((0, 1), np.float32), 24_000
        return np.asarray(sound, np.float32).reshape(-1, 1), rate


def _styles(setup: Setup) -> dict[str, Any]:
    """The voices by name: of one archive, or of a file for each."""
    loose = sorted(setup.folder.glob("voices/*.bin"))
    if loose:
        return {path.stem: np.fromfile(path, "<f4").reshape(-1, 1, STYLE) for path in loose}
    archive = only_file(setup, "voices*.bin")
    try:
        with np.load(archive) as voices:
            return dict(voices)
    except (OSError, ValueError) as error:
        raise EngineUnavailable(
            f"{setup.row.id}: {archive.name} holds no voices", f"pull {setup.row.id} again"
        ) from error

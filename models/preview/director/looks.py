"""Draws what a shot looks like, from its own words and a seed alone."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

import numpy as np

from media.ids import digest_of
from media.shots import Look, Mood
from models.preview.director.lexicon import hits, rules, words_in

MAX_SUBJECTS = 2
PLAIN = "abstract"

T = TypeVar("T")


def normalised(text: str) -> str:
    """A sentence without case, punctuation and accents' spelling: what counts as the same words."""
    return " ".join(words_in(unicodedata.normalize("NFKC", text)))


class Looks:
    """The looks of one section's shots."""

    def __init__(self, *, seed: int, section: str, heading: str, language: str) -> None:
        self._seed = seed
        self._section = section
        self._language = language
        self._setting = _first(hits(heading, "settings", language), PLAIN)
        self.mood: Mood = self._mood(heading, "calm")
        self.energy: float = rules()["energy"][self.mood]

    def of(self, text: str, occurrence: int) -> Look:
        """The look of a spoken shot; `occurrence` tells the same words in one section apart."""
        draw = self._draw("shot", normalised(text), str(occurrence))
        mood = self._mood(text, self.mood)
        setting = _first(hits(text, "settings", self._language), self._setting)
        return self._look(draw, text, setting=setting, mood=mood, sizes=rules()["sizes"][mood])

    def opening(self, title: str) -> Look:
        """The look of a section's wordless opening: a wide of its setting."""
        draw = self._draw("opening", title)
        return self._look(
            draw,
            title,
            setting=self._setting,
            mood=self.mood,
            sizes={"extreme_wide": 2, "wide": 1},
        )

    def _look(
        self, draw: np.random.Generator, text: str, *, setting: str, mood: Mood, sizes: Any
    ) -> Look:
        subjects = hits(text, "subjects", self._language)[:MAX_SUBJECTS]
        return Look.model_validate(
            {
                "setting": setting,
                "subjects": subjects,
                "time_of_day": _first(hits(text, "time_of_day", self._language), "day"),
                "weather": _first(hits(text, "weather", self._language), "clear"),
                "mood": mood,
                "energy": rules()["energy"][mood],
                "size": _weighted(draw, sizes),
                "angle": _weighted(draw, rules()["angles"][mood]),
                "move": _weighted(draw, rules()["moves"][mood]),
                "flip": bool(draw.integers(2)),
                "seed": int(draw.integers(2**32)),
            }
        )

    def _mood(self, text: str, otherwise: Mood) -> Mood:
        return _first(hits(text, "moods", self._language), otherwise)

    def _draw(self, *parts: str) -> np.random.Generator:
        name = "\x1f".join((str(self._seed), self._section, *parts))
        return np.random.Generator(np.random.PCG64(int(digest_of(name.encode())[:16], 16)))


def _first(found: list[Any], otherwise: T) -> T:
    return found[0] if found else otherwise


def _weighted(draw: np.random.Generator, weights: dict[str, float]) -> str:
    names = list(weights)
    shares = np.array(list(weights.values()), dtype=float)
    return names[int(draw.choice(len(names), p=shares / shares.sum()))]

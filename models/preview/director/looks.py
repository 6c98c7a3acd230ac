"""Draws what a shot looks like, from its own words and a seed alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from media.ids import digest_of
from media.shots import Look, Mood
from models.preview.director.context import Context
from models.preview.director.figures import figures
from models.preview.director.grammar import LEAVES_SECTION, PLAIN, SURE_PLACE, grammar
from models.preview.director.lexicon.tokens import tokens
from models.preview.director.sense import Sense, sense


def normalised(text: str) -> str:
    """A sentence without case, punctuation and spelling of accents: what counts as the same."""
    return " ".join(token.text for token in tokens(text))


class Looks:
    """The looks of one section's shots."""

    def __init__(
        self,
        *,
        seed: int,
        section: str,
        heading: str,
        language: str,
        context: Context | None = None,
    ) -> None:
        self._seed = seed
        self._section = section
        self._language = language
        self._context = context or Context()
        said = sense(heading, language)
        self._heading = said.place(SURE_PLACE)
        self._place = self._heading or self._context.place
        self.mood: Mood = said.mood() or "calm"
        self.energy: float = grammar()["energy"][self.mood]

    def of(self, text: str, occurrence: int) -> Look:
        """The look of a spoken shot; `occurrence` tells the same words in one section apart."""
        draw = self._draw("shot", normalised(text), str(occurrence))
        said = sense(text, self._language)
        place = said.place(LEAVES_SECTION if self._heading else SURE_PLACE)
        mood = said.mood() or self.mood
        return self._look(draw, said, place, mood, grammar()["sizes"][mood])

    def opening(self, title: str) -> Look:
        """The look of a section's wordless opening: a wide of its setting."""
        draw = self._draw("opening", title)
        said = sense(title, self._language)
        return self._look(draw, said, None, self.mood, {"extreme_wide": 2, "wide": 1})

    def _look(
        self, draw: np.random.Generator, said: Sense, place: str | None, mood: Mood, sizes: Any
    ) -> Look:
        return Look.model_validate(
            {
                "setting": place or self._place or PLAIN,
                "subjects": figures(said, scene=self._section, heroes=self._context.heroes),
                "time_of_day": said.first("hours") or "day",
                "weather": said.first("weather") or "clear",
                "mood": mood,
                "energy": grammar()["energy"][mood],
                "size": _weighted(draw, sizes),
                "angle": _weighted(draw, grammar()["angles"][mood]),
                "move": _weighted(draw, grammar()["moves"][mood]),
                "flip": bool(draw.integers(2)),
                "seed": int(draw.integers(2**32)),
            }
        )

    def _draw(self, *parts: str) -> np.random.Generator:
        name = "\x1f".join((str(self._seed), self._section, *parts))
        return np.random.Generator(np.random.PCG64(int(digest_of(name.encode())[:16], 16)))


def _weighted(draw: np.random.Generator, weights: dict[str, float]) -> str:
    names = list(weights)
    shares = np.array(list(weights.values()), dtype=float)
    return names[int(draw.choice(len(names), p=shares / shares.sum()))]

"""Draws what a shot looks like, from its own words and a seed alone."""

from __future__ import annotations

import numpy as np

from media.ids import digest_of
from media.shots import Look, Mood
from models.preview.director.context import Context
from models.preview.director.continuity import Now
from models.preview.director.figures import figures, speaking
from models.preview.director.grammar import (
    LEAVES_SECTION,
    PLAIN,
    SURE_PLACE,
    Weights,
    energy,
    kind_of_picture,
    weights,
)
from models.preview.director.lexicon.tokens import tokens
from models.preview.director.meaning import Reader
from models.preview.director.sense import Sense, sense
from models.preview.panels.lexicon import HANDY

TRAVEL_PANS = 0.6
"""How often the camera goes along with who walks or runs."""


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
        film: str = "",
        preset: str = "auto",
        context: Context | None = None,
        read: Reader = sense,
    ) -> None:
        self._seed = seed
        self._section = section
        self._film = film
        self._language = language
        self._read = read
        self._preset = preset
        self._context = context or Context()
        said = sense(heading, language)
        self._heading = said.place(SURE_PLACE)
        self._place = self._heading or self._context.place
        self.opens = Now(
            hour=said.first("hours") or self._context.hour or "day",
            weather=said.first("weather") or self._context.weather or "clear",
            usual=said.first("weather") or "clear",
            meant=self._context.meant,
        )
        """Where the story stands at the section's opening."""
        self._season = said.first("seasons")
        self.mood: Mood = said.mood() or self._context.mood or "calm"
        self.energy: float = energy(self.mood, preset)

    def said(self, text: str) -> Sense:
        """What a text says, in the film's language."""
        return self._read(text, self._language)

    def after(self, now: Now, said: Sense) -> Now:
        """Where the story stands once this is said."""
        return now.after(said, self._film, self._context.names)

    def of(self, text: str, occurrence: int, speaker: str = "", now: Now | None = None) -> Look:
        """The look of a spoken shot.

        Args:
            text: what is said.
            occurrence: tells the same words in one section apart.
            speaker: who says it, whom the picture shows; empty for the narrator.
            now: where the story stands; what follows from the section's opening if None.
        """
        draw = self._draw("shot", normalised(text), str(occurrence))
        said = self.said(text)
        place = said.place(LEAVES_SECTION if self._heading else SURE_PLACE)
        mood = said.mood() or self.mood
        return self._look(draw, said, now or self.after(self.opens, said), place, mood, {}, speaker)

    def opening(self, title: str) -> Look:
        """The look of a section's wordless opening: a wide of its setting."""
        draw = self._draw("opening", title)
        said = self.said(title)
        now = self.after(self.opens, said)
        return self._look(draw, said, now, None, self.mood, {"extreme_wide": 2, "wide": 1})

    def title_card(self, title: str, place: str | None) -> Look:
        """The look of the film's own opening: its place, unless the first section has it."""
        look = self.opening(title)
        setting = PLAIN if place in (None, look.setting) else place
        return look.model_copy(update={"setting": setting, "size": "extreme_wide"})

    def _look(
        self,
        draw: np.random.Generator,
        said: Sense,
        now: Now,
        place: str | None,
        mood: Mood,
        sizes: Weights,
        speaker: str = "",
    ) -> Look:
        around = self._context
        who = figures(
            said, scene=self._film, heroes={**around.heroes, **now.meant}, names=around.names
        )
        if speaker:
            who = speaking(speaker, who, around.names)
        shown = kind_of_picture(who)
        setting = place or self._place or PLAIN
        flip = self._flipped(setting)
        size = _weighted(draw, sizes or weights("sizes", mood, self._preset, shown))
        if not sizes and who and all(figure.kind in HANDY for figure in who):
            size = "insert"
        elif not sizes and shown == "talk" and len(who) > 1 and draw.random() < 0.5:
            size = "over_shoulder"
        move = _weighted(draw, weights("moves", mood, self._preset))
        if shown == "travel" and draw.random() < TRAVEL_PANS:
            move = "pan_left" if flip else "pan_right"
        return Look.model_validate(
            {
                "setting": setting,
                "subjects": who,
                "time_of_day": now.hour,
                "weather": now.weather,
                "season": said.first("seasons") or self._season or "summer",
                "mood": mood,
                "energy": energy(mood, self._preset),
                "size": size,
                "angle": _weighted(draw, weights("angles", mood, self._preset)),
                "move": move,
                "flip": flip,
                "seed": int(draw.integers(2**32)),
            }
        )

    def _flipped(self, setting: str) -> bool:
        """Screen direction, kept within a scene: who looks right goes on looking right."""
        return bool(self._draw("direction", setting).integers(2))

    def _draw(self, *parts: str) -> np.random.Generator:
        name = "\x1f".join((str(self._seed), self._section, *parts))
        return np.random.Generator(np.random.PCG64(int(digest_of(name.encode())[:16], 16)))


def _weighted(draw: np.random.Generator, weights: Weights) -> str:
    names = list(weights)
    shares = np.array(list(weights.values()), dtype=float)
    return names[int(draw.choice(len(names), p=shares / shares.sum()))]

"""What holds from one shot to the next until a sentence says another: hour, weather, he and she.

A storm that comes in the sixth sentence does not rain on the first five, and the dawn after it
finds the sky clear unless it is said to rain on. `He` is the man who was spoken of last, or the
fox, where no man has been.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from media.shots import Figure
from models.preview.director.figures import SEXES, known, spoken_of
from models.preview.director.sense import Sense
from models.preview.panels.lexicon import ANIMALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Where a story stands at one of its shots."""

    hour: str
    weather: str
    usual: str
    """The weather that another hour brings back: the heading's."""
    meant: Mapping[str, Figure]
    """Whom a pronoun means, by `man` and `woman`, of those spoken of so far."""

    def after(self, said: Sense, scene: str, names: Mapping[str, Figure]) -> Now:
        """Where it stands in the shot in which this is said.

        Args:
            said: what the words say.
            scene: the film.
            names: who is who in it.
        """
        hour, weather = said.first("hours") or self.hour, said.first("weather")
        if weather is None:
            weather = self.weather if hour == self.hour else self.usual
        meant = {**self.meant, **_spoken_of(said, scene, names, self.meant)}
        return replace(self, hour=hour, weather=weather, meant=meant)


def _spoken_of(
    said: Sense, scene: str, names: Mapping[str, Figure], meant: Mapping[str, Figure]
) -> dict[str, Figure]:
    """Whom each pronoun means from here on, where the words change it."""
    found: dict[str, Figure] = {}
    for person, figure in spoken_of(said, scene):
        sex = next((sex for sex, kinds in SEXES.items() if figure.kind in kinds), None)
        if sex is not None and sex not in found:
            found[sex] = known(person, figure, meant, names).model_copy(update={"pose": "stand"})
    hero = _animal(said)
    if hero is not None:
        free = (sex for sex in SEXES if sex not in meant or meant[sex].kind in ANIMALS)
        found = {**dict.fromkeys(free, Figure(kind=hero)), **found}
    return found


def _animal(said: Sense) -> str | None:
    """The animal that a sentence is about: named before any person and any pronoun."""
    first = min((thing.at for thing in said.things if thing.kind in ANIMALS), default=None)
    others = [person.at for person in said.people] + [at for at, _ in said.pronouns]
    if first is None or any(at < first for at in others):
        return None
    return next(thing.kind for thing in said.things if thing.at == first and thing.kind in ANIMALS)

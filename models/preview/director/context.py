"""What many sentences say together, for those that do not say it themselves: where, and who.

A place counts when several sentences surely name it; a pronoun means whoever is spoken of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from media.shots import Figure
from models.preview.director.figures import spoken_of
from models.preview.director.grammar import FEWEST_VOTES, SURELY
from models.preview.director.sense import Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What goes without saying."""

    place: str | None = None
    heroes: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    """Whom a pronoun means, by `man` and `woman`."""


def film_context(senses: Iterable[Sense]) -> Context:
    """What goes without saying in the whole film: its place, and its people by name."""
    said = list(senses)
    people = (found for sense in said for found in spoken_of(sense, ""))
    return Context(
        place=_place(said), heroes=_heroes(figure for person, figure in people if person.name)
    )


def section_context(senses: Iterable[Sense], scene: str, film: Context) -> Context:
    """What goes without saying in a section; what it does not say, the film does."""
    said = list(senses)
    people = (figure for sense in said for _, figure in spoken_of(sense, scene))
    return Context(place=_place(said) or film.place, heroes={**film.heroes, **_heroes(people)})


def _place(senses: Iterable[Sense]) -> str | None:
    """The place that several sentences surely name, and more than any other."""
    places = Counter(place for sense in senses if (place := sense.place(SURELY)))
    first, second = [*places.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] >= FEWEST_VOTES and first[1] > second[1] else None


def _heroes(people: Iterable[Figure]) -> dict[str, Figure]:
    """Who is spoken of most, by pronoun; the first of equals."""
    votes: dict[str, Counter[Figure]] = {"man": Counter(), "woman": Counter()}
    for figure in people:
        pronoun = figure.kind.removeprefix("old_")
        if pronoun in votes:
            votes[pronoun][figure.model_copy(update={"pose": "stand"})] += 1
    return {pronoun: found.most_common(1)[0][0] for pronoun, found in votes.items() if found}

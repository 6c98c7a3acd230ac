"""What many sentences say together, for those that do not say it: where, when, and who.

A place counts when several sentences surely name it; a pronoun means whoever is spoken of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from media.shots import Figure, Mood
from models.preview.director.figures import SEXES, spoken_of
from models.preview.director.grammar import FEWEST_VOTES, SURELY
from models.preview.director.sense import Person, Sense

OPENING_SENTENCES = 2
"""A section begins at the hour and in the weather of its first two sentences; `tonight` in its last
one is not the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What goes without saying."""

    place: str | None = None
    hour: str | None = None
    weather: str | None = None
    mood: Mood | None = None
    heroes: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    """Whom a pronoun means, by `man` and `woman`."""
    names: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    """Who is who, by name."""
    meant: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    """Whom a pronoun means at the start, by those that the section before spoke of last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Where a section ended."""

    hour: str
    weather: str
    meant: Mapping[str, Figure]
    """Whom a pronoun means, by `man` and `woman`."""
    names: frozenset[str]
    """Everybody met so far who has a name."""


def film_context(senses: Iterable[Sense], title: Sense) -> Context:
    """What goes without saying in the whole film: its place, its people, the hour of its title."""
    said = list(senses)
    people = [found for sense in said for found in spoken_of(sense, "")]
    names = _names(people)
    named = (names[person.name] for person, _ in people if person.name)
    return Context(
        place=_place(said), hour=title.first("hours"), heroes=_heroes(named), names=names
    )


def section_context(
    senses: Iterable[Sense], scene: str, film: Context, before: Before | None = None
) -> Context:
    """What goes without saying in a section; what it does not say, the film does.

    Args:
        senses: its sentences.
        scene: the film.
        film: what goes without saying in all of it.
        before: where the section before ended, if there is one.
    """
    said = list(senses)
    opening = said[:OPENING_SENTENCES]
    hour = _said_first(sense.first("hours") for sense in opening)
    weather = _said_first(sense.first("weather") for sense in opening)
    meant: Mapping[str, Figure] = {}
    if before is not None and _goes_on(opening, before):
        meant = before.meant
        if hour is None:
            hour, weather = before.hour, weather or before.weather
    people = (
        film.names.get(person.name, figure)
        for sense in said
        for person, figure in spoken_of(sense, scene)
    )
    return Context(
        place=_place(said) or film.place,
        hour=hour or film.hour,
        weather=weather,
        meant=meant,
        mood=_usual_mood(said),
        heroes={**film.heroes, **_heroes(people)},
        names=film.names,
    )


def _goes_on(opening: Iterable[Sense], before: Before) -> bool:
    """Whether a section is about those of the one before, as a story is, and not an essay."""
    return any(
        sense.pronouns or any(person.name in before.names for person in sense.people)
        for sense in opening
    )


def _place(senses: Iterable[Sense]) -> str | None:
    """The place that several sentences surely name, and more than any other."""
    places = Counter(place for sense in senses if (place := sense.place(SURELY)))
    first, second = [*places.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] >= FEWEST_VOTES and first[1] > second[1] else None


def _said_first(said: Iterable[str | None]) -> str | None:
    """What is said before anything else of its sort."""
    return next((name for name in said if name), None)


def _usual_mood(senses: Iterable[Sense]) -> Mood | None:
    """The mood of several sentences, the first of equals."""
    moods: Counter[Mood] = Counter()
    for sense in senses:
        moods.update(mood for mood in (sense.mood(),) if mood)
    return next((mood for mood, votes in moods.most_common(1) if votes >= FEWEST_VOTES), None)


def _heroes(people: Iterable[Figure]) -> dict[str, Figure]:
    """Who is spoken of most, by pronoun; the first of equals."""
    votes: dict[str, Counter[Figure]] = {pronoun: Counter() for pronoun in SEXES}
    for figure in people:
        for pronoun, kinds in SEXES.items():
            if figure.kind in kinds:
                votes[pronoun][figure.model_copy(update={"pose": "stand"})] += 1
    return {pronoun: found.most_common(1)[0][0] for pronoun, found in votes.items() if found}


def _names(people: Iterable[tuple[Person, Figure]]) -> dict[str, Figure]:
    """Each name with the age and the role that any sentence gives it."""
    found: dict[str, Figure] = {}
    for person, figure in people:
        if not person.name:
            continue
        known = found.get(person.name, figure)
        aged = next((k for k in (known.kind, figure.kind) if k.startswith("old_")), known.kind)
        role = known.role or figure.role
        found[person.name] = known.model_copy(update={"kind": aged, "role": role, "pose": "stand"})
    return found

"""Who and what is in the picture, out of what a sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from media.ids import digest_of
from media.shots import Figure, Pose
from models.preview.director.grammar import MAX_PEOPLE, MAX_SUBJECTS
from models.preview.director.sense import Person, Sense
from models.preview.panels.lexicon import ANIMALS, HANDY, PEOPLE, SETTINGS

NOBODY: Mapping[str, Figure] = MappingProxyType({})
SEXES = {
    "man": frozenset({"man", "old_man", "boy"}),
    "woman": frozenset({"woman", "old_woman", "girl"}),
}
"""Whom a pronoun may mean who is there already."""
ACTIVE: frozenset[Pose] = frozenset({"stand", "walk", "sit", "reach", "talk", "point"})
"""Poses in which a hand is free to hold something."""


def figures(
    sense: Sense,
    *,
    scene: str,
    heroes: Mapping[str, Figure] = NOBODY,
    names: Mapping[str, Figure] = NOBODY,
) -> tuple[Figure, ...]:
    """The figures of a shot, people first.

    Args:
        sense: what its words say.
        scene: the film; its unnamed people are the same in all its shots.
        heroes: whom `man` and `woman` mean where only a pronoun is said.
        names: who is who in the film: age and role, though this sentence does not say them.
    """
    things = list(dict.fromkeys(thing.kind for thing in sense.things))
    people = list(_people(sense, scene, heroes, names))[:MAX_PEOPLE]
    if people and people[0].kind in PEOPLE - {"crowd"} and people[0].pose in ACTIVE:
        held = next((kind for kind in things if kind in HANDY), None)
        people[0] = people[0].model_copy(update={"holds": held or ""})
    # What fits on a table has no place beside a bus: the first thing says how near we are.
    handy = bool(things) and things[0] in HANDY and not people
    things = [kind for kind in things if (kind in HANDY) == handy]
    # An animal that a pronoun means may be named as well.
    shown = {figure.kind for figure in people if figure.kind in ANIMALS}
    others = [Figure(kind=kind) for kind in things if kind not in {*SETTINGS, *shown}]
    return tuple(_singled_out(people + others))[:MAX_SUBJECTS]


def _singled_out(found: list[Figure]) -> list[Figure]:
    """A crowd of whom nothing is said gives way to whoever and whatever is named beside it."""
    named = [figure for figure in found if figure.kind != "crowd" or figure.role]
    return named or found


def speaking(
    speaker: str, others: tuple[Figure, ...], names: Mapping[str, Figure]
) -> tuple[Figure, ...]:
    """Who says a line, in front of those that it speaks of."""
    known = names.get(speaker, Figure(kind=_drawn_kind(speaker), who=speaker))
    first = known.model_copy(update={"pose": "talk"})
    rest = (figure for figure in others if figure.who != speaker)
    return (first, *rest)[:MAX_SUBJECTS]


def spoken_of(sense: Sense, scene: str) -> Iterator[tuple[Person, Figure]]:
    """Everybody whom the words name, by name or by what they are."""
    for person in sense.people:
        yield person, _figure(person, sense, scene)


def known(
    person: Person, figure: Figure, heroes: Mapping[str, Figure], names: Mapping[str, Figure]
) -> Figure:
    """Who somebody is that was met before; else the figure as the sentence has it."""
    return names.get(person.name) or _hero(figure, heroes) or figure


def _people(
    sense: Sense, scene: str, heroes: Mapping[str, Figure], names: Mapping[str, Figure]
) -> Iterator[Figure]:
    kinds: set[str] = set()
    for person, figure in spoken_of(sense, scene):
        if kinds and figure.kind == "crowd" and not figure.role:
            continue  # `and tells the family`: the others are where the first one looks
        if figure.who in kinds or (figure.kind in kinds and not person.name):
            continue
        kinds |= {figure.kind, figure.who}
        yield known(person, figure, heroes, names).model_copy(update={"pose": figure.pose})
    at, pronoun = _pronoun(sense)
    if pronoun and not SEXES[pronoun] & kinds:
        stranger = Figure(kind=pronoun, who=f"{pronoun} of {scene}")
        yield heroes.get(pronoun, stranger).model_copy(update={"pose": sense.pose(at)})


def _hero(figure: Figure, heroes: Mapping[str, Figure]) -> Figure | None:
    """`The old man` is the hero who is one; a role makes somebody else, unless it is the hero's."""
    if figure.role:
        return next((hero for hero in heroes.values() if hero.who == figure.who), None)
    return next((hero for hero in heroes.values() if hero.kind == figure.kind), None)


def _pronoun(sense: Sense) -> tuple[int, str]:
    """The first pronoun that means one person, `man` or `woman`, and its word; else nothing.

    Behind an animal it means the animal: `the fox said that he was full`.
    """
    animal = min((thing.at for thing in sense.things if thing.kind in ANIMALS), default=None)
    for at, name in sense.pronouns:
        if name != "many":
            return (-1, "") if animal is not None and animal < at else (at, name)
    return (-1, "")


def _figure(person: Person, sense: Sense, scene: str) -> Figure:
    pose = sense.pose(person.at)
    if person.kind == "many":
        return Figure(kind="crowd", role=person.role, pose=pose)
    who = person.name or f"{person.role or person.kind} of {scene}"
    kind = person.kind
    if kind == "any":
        kind = sense.sex(person) or _drawn_kind(who)
    if kind in ("man", "woman") and sense.is_aged(person):
        kind = f"old_{kind}"
    return Figure(kind=kind, who=who, role=person.role, pose=pose)


def _drawn_kind(who: str) -> str:
    """Man or woman where the words leave it open: the same for the same person."""
    return ("woman", "man")[int(digest_of(who.encode())[:8], 16) % 2]

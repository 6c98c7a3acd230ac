"""Who and what is in the picture, out of what a sentence says."""

from __future__ import annotations

from collections.abc import Iterator

from media.ids import digest_of
from media.shots import Figure, Pose
from models.preview.director.grammar import MAX_PEOPLE, MAX_SUBJECTS
from models.preview.director.sense import Person, Sense
from models.preview.panels.lexicon import HANDY, SETTINGS

ACTIVE: frozenset[Pose] = frozenset({"stand", "walk", "sit", "reach", "talk", "point"})
"""Poses in which a hand is free to hold something."""


def figures(sense: Sense, *, scene: str) -> tuple[Figure, ...]:
    """The figures of a shot, people first.

    Args:
        sense: what its words say.
        scene: the section; its unnamed people are the same in all its shots.
    """
    things = list(dict.fromkeys(thing.kind for thing in sense.things))
    people = list(_people(sense, scene))[:MAX_PEOPLE]
    if people and people[0].kind != "crowd" and people[0].pose in ACTIVE:
        held = next((kind for kind in things if kind in HANDY), None)
        people[0] = people[0].model_copy(update={"holds": held or ""})
    if people:
        things = [kind for kind in things if kind not in HANDY]
    others = [Figure(kind=kind) for kind in things if kind not in SETTINGS]
    return tuple(people + others)[:MAX_SUBJECTS]


def _people(sense: Sense, scene: str) -> Iterator[Figure]:
    kinds: set[str] = set()
    for person in sense.people:
        figure = _figure(person, sense, scene)
        if figure.who in kinds or (figure.kind in kinds and not person.name):
            continue
        kinds |= {figure.kind, figure.who}
        yield figure
    pronoun = _pronoun(sense)
    if pronoun and not _meant(pronoun, kinds):
        yield Figure(kind=pronoun, who=f"{pronoun} of {scene}", pose=sense.pose())


def _pronoun(sense: Sense) -> str | None:
    """Man or woman by the first pronoun that means one person."""
    return next((name for name in sense.said["pronouns"] if name != "many"), None)


def _meant(pronoun: str, kinds: set[str]) -> bool:
    """Whether a pronoun may mean somebody who is there already."""
    grown = {"man": {"man", "old_man"}, "woman": {"woman", "old_woman"}}[pronoun]
    return bool(grown & kinds)


def _figure(person: Person, sense: Sense, scene: str) -> Figure:
    if person.kind == "many":
        return Figure(kind="crowd", role=person.role, pose=sense.pose())
    who = person.name or f"{person.role or person.kind} of {scene}"
    kind = person.kind
    if kind == "any":
        kind = _pronoun(sense) or _drawn_kind(who)
    if kind in ("man", "woman") and sense.is_aged(person):
        kind = f"old_{kind}"
    return Figure(kind=kind, who=who, role=person.role, pose=sense.pose())


def _drawn_kind(who: str) -> str:
    """Man or woman where the words leave it open: the same for the same person."""
    return ("woman", "man")[int(digest_of(who.encode())[:8], 16) % 2]

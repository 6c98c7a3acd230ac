"""Who is named when first seen: speakers by their names, others by name and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from media.shots import Shot
from media.text.font import missing
from models.preview.director.cards.document import wording

LONGEST_ROLE = 44
_WORD = r"[A-ZÀ-ÞĀ-Ž][\w’'-]+"
_LINK = r"(?:(?:de|da|di|del|du|der|von|van|la|le|el|al|bin)\s)?"
_PERSON = frozenset({"man", "woman", "old_man", "old_woman", "boy", "girl", "child"})


def named(shots: Iterable[Shot], language: str) -> Iterator[Shot]:
    """The shots of a film, the first of each known person with a lower third."""
    shots = list(shots)
    roles = dict(reversed([found for shot in shots for found in _roles(shot.text, language)]))
    seen: set[str] = set()
    for shot in shots:
        name = _shown(shot, language, roles)
        if not name or name in seen or shot.card or shot.title:
            yield shot
            continue
        seen.add(name)
        role = roles.get(name, "")
        text = f"{name} | {role}" if role else name
        yield shot if missing(text) else shot.model_copy(update={"lower_third": text})


def _shown(shot: Shot, language: str, roles: dict[str, str]) -> str:
    """Whose name belongs under a picture: who speaks, or who is told of as somebody."""
    if not any(figure.kind in _PERSON for figure in shot.look.subjects):
        return ""
    if shot.speaker:
        full = (name for name in roles if name.lower().endswith(shot.speaker))
        return next(full, _capital(shot.speaker))
    return next((name for name, _ in _roles(shot.text, language)), "")


def _capital(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _roles(text: str, language: str) -> list[tuple[str, str]]:
    """Names with what they are, as a sentence tells it: `Dr. Maria Keller, a marine biologist`."""
    pattern = _pattern(language)
    if pattern is None:
        return []
    return [
        (found["name"], _capital_first(found["role"].strip()))
        for found in pattern.finditer(text)
        if len(found["role"]) <= LONGEST_ROLE and found["role"][0].isalpha()
    ]


def _capital_first(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """A name of two words or a title, a comma, and a role up to the next mark."""
    words = wording(language)
    if words is None or not words.spaced:
        return None
    title = "|".join(re.escape(each) for each in words.titles)
    name = rf"(?:(?:{title})\s{_WORD}|{_WORD}\s{_LINK}{_WORD})(?:\s{_LINK}{_WORD})?"
    return re.compile(rf"(?<![\w.])(?P<name>{name}),\s{words.role}(?=[,.;])")

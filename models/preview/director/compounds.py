"""Words that mean something else because of the word right beside them.

An oil price is no oil, a mother hen is no mother, she who cooks is no cook, and the manager 马经理
is no horse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.preview.director.lexicon.match import Hit, Table
from models.preview.panels.lexicon import ANIMALS

SHOWN: frozenset[Table] = frozenset({"people", "things", "places"})
"""What a neighbour may take back."""
BEINGS = ANIMALS | {"sun", "moon", "star", "tree", "robot", "snowman"}
"""What a tale calls mother or mister: 月亮婆婆."""


def standing(hits: Iterable[Hit]) -> Iterator[Hit]:
    """What the words say, without what their neighbours take back."""
    found = list(hits)
    for before, hit, behind in zip([None, *found], found, [*found[1:], None], strict=False):
        left = before if before and _touch(before, hit) else None
        right = behind if behind and _touch(hit, behind) else None
        yield _without(hit, _taken_back(hit, left, right))


def _taken_back(hit: Hit, left: Hit | None, right: Hit | None) -> frozenset[Table]:
    """The tables of a hit that do not count beside its neighbours."""
    if right and _says(right, "heads"):
        return SHOWN
    if _says(hit, "titles") and (_is_being(left) or _is_being(right)):
        return frozenset({"people"})
    if _says(hit, "surnames") and right and _says(right, "people"):
        return frozenset({"things", "places"})
    if _says(hit, "verbs") and _is_verb(hit, left, right):
        return SHOWN
    return frozenset()


def _is_verb(hit: Hit, left: Hit | None, right: Hit | None) -> bool:
    """Whether a word that may be noun or verb is done here: `they cook`, `guards the gate`."""
    if left is not None and _says(left, "doers"):
        return True
    named = left is not None and _says(left, "determiners")
    return right is not None and _says(right, "determiners") and not named


def _touch(one: Hit, other: Hit) -> bool:
    return one.at + one.length == other.at and one.token.clause == other.token.clause


def _says(hit: Hit, table: Table) -> bool:
    return any(meaning.table == table for meaning in hit.meanings)


def _is_being(hit: Hit | None) -> bool:
    return hit is not None and any(
        meaning.table == "things" and meaning.name in BEINGS for meaning in hit.meanings
    )


def _without(hit: Hit, tables: frozenset[Table]) -> Hit:
    if not tables:
        return hit
    left = tuple(meaning for meaning in hit.meanings if meaning.table not in tables)
    return replace(hit, meanings=left)

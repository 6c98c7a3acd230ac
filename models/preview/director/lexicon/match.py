"""Looks words up: the longest phrase that begins at a word, else the word, else its stem.

What a phrase covers is not looked at again, so that the fish of a fish market is no fish. What is
seen and how it feels are looked up apart: a night train is a train, and at night. So are pronouns,
whose phrases tell by the verb beside them who is meant: `sie geht`, `sie gehen`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from models.preview.director.lexicon.document import Lexicon, lexicon
from models.preview.director.lexicon.tokens import Token, tokens

Table = Literal[
    "aged", "apart", "articles", "beyond", "determiners", "doers", "heads", "hours", "ignore",
    "moods", "names", "owners", "people", "places", "poses", "possessive", "pronouns", "seasons",
    "several", "stated", "surnames", "things", "titles", "unseen", "verbs", "weather", "within",
]  # fmt: skip

_ANY = "*"

SEEN: frozenset[Table] = frozenset(
    {
        "aged", "apart", "articles", "beyond", "determiners", "doers", "heads", "names", "owners",
        "people", "places", "possessive", "several", "stated", "surnames", "things", "titles",
        "verbs", "within",
    }
)  # fmt: skip
MEANT: frozenset[Table] = frozenset({"pronouns"})
FELT: frozenset[Table] = frozenset({"hours", "weather", "seasons", "moods", "poses"})
_BOTH: frozenset[Table] = frozenset({"ignore", "unseen"})


class Meaning(NamedTuple):
    """One thing that a phrase says."""

    table: Table
    name: str
    detail: str = ""
    """How surely (places, moods), or who (people)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a text with what it says."""

    at: int
    """Index of its first word."""
    length: int
    """In words."""
    token: Token
    """Its first word."""
    text: str
    """Its words."""
    meanings: tuple[Meaning, ...]


class Phrasebook:
    """Some tables of a lexicon made ready for look-up."""

    def __init__(self, words: Lexicon, tables: frozenset[Table]) -> None:
        self._endings = ("", *words.endings)
        self._phrases: dict[tuple[str, str], list[tuple[list[str], Meaning]]] = defaultdict(list)
        """By their first two words, a star for those that have one."""
        self._exact: dict[str, list[Meaning]] = defaultdict(list)
        self._starts: dict[str, list[Meaning]] = defaultdict(list)
        self._ends: dict[str, list[Meaning]] = defaultdict(list)
        for phrase, meaning in _entries(words):
            if meaning.table in tables | _BOTH:
                self._enter(phrase, meaning)

    def _enter(self, phrase: str, meaning: Meaning) -> None:
        words = _words(phrase)
        if len(words) > 1:
            first, second = (_ANY if _ANY in word else word for word in words[:2])
            self._phrases[first, second].append((words, meaning))
        elif phrase.endswith("*"):
            self._starts[words[0][:-1]].append(meaning)
        elif phrase.startswith("*"):
            for ending in self._endings:
                self._ends[words[0][1:] + ending].append(meaning)
        else:
            self._exact[phrase if phrase[0].isupper() else words[0]].append(meaning)

    def hits(self, words: list[Token]) -> Iterator[Hit]:
        """What the words say, from the first to the last."""
        at = 0
        while at < len(words):
            length, meanings = self._phrase_at(words, at)
            if not meanings:
                length, meanings = 1, self._word(words[at])
            if meanings:
                text = " ".join(word.text for word in words[at : at + length])
                yield Hit(at, length, words[at], text, tuple(meanings))
            at += length

    def _phrase_at(self, words: list[Token], at: int) -> tuple[int, list[Meaning]]:
        closest, best = (1, 0), list[Meaning]()
        for phrase, meaning in self._beginning(words, at):
            if len(phrase) < closest[0] or not _begins(words, at, phrase):
                continue
            size = len(phrase), sum(len(word.strip(_ANY)) for word in phrase)
            if size < closest:
                continue
            best = [*best, meaning] if size == closest else [meaning]
            closest = size
        return closest[0], best

    def _beginning(self, words: list[Token], at: int) -> Iterator[tuple[list[str], Meaning]]:
        """Phrases whose first two words may be those at a place."""
        if at + 1 < len(words):
            for first in (words[at].text, _ANY):
                for second in (words[at + 1].text, _ANY):
                    yield from self._phrases.get((first, second), ())

    def _word(self, token: Token) -> list[Meaning]:
        """All meanings of a word; a table's exact one hides what it says of stems.

        A word to ignore hides what fits no closer than it.
        """
        found: dict[Table, dict[Meaning, None]] = {}
        closest: dict[Table, int] = {}
        for length in range(len(token.text) + 2, 1, -1):
            for meaning in self._with(token, length):
                if closest.setdefault(meaning.table, length) == length:
                    found.setdefault(meaning.table, {})[meaning] = None
        least = closest.get("ignore", 0)
        return [meaning for table in found if closest[table] > least for meaning in found[table]]

    def _with(self, token: Token, length: int) -> Iterator[Meaning]:
        """Meanings of the word with its capital, without, then of what it begins or ends with."""
        word = token.text
        if length > len(word) + 1:
            noun = token.capital and not token.first
            yield from self._exact.get(word.capitalize(), ()) if noun else ()
            return
        if length > len(word):
            yield from self._exact.get(word, ())
            return
        yield from self._starts.get(word[:length], ())
        yield from self._ends.get(word[-length:], ())


def _begins(words: list[Token], at: int, phrase: list[str]) -> bool:
    if at + len(phrase) > len(words):
        return False
    if words[at].clause != words[at + len(phrase) - 1].clause:
        return False
    return all(_fits(token.text, wanted) for token, wanted in zip(words[at:], phrase, strict=False))


def _fits(word: str, wanted: str) -> bool:
    if wanted.endswith(_ANY):
        return word.startswith(wanted[:-1])
    return word.endswith(wanted[1:]) if wanted.startswith(_ANY) else word == wanted


def _words(phrase: str) -> list[str]:
    """The words of a lexicon's phrase, with their stars; a star alone is any word."""
    words: list[str] = []
    for part in phrase.split():
        found = [token.text for token in tokens(part.replace(_ANY, ""))] or [""]
        found[0] = _ANY * (part.startswith(_ANY) and part != _ANY) + found[0]
        found[-1] += _ANY * part.endswith(_ANY)
        words += found
    return words


def _entries(words: Lexicon) -> Iterator[tuple[str, Meaning]]:
    for place, cues in words.places.items():
        for detail, phrases in (("sure", cues.sure), ("hint", cues.hint), ("faint", cues.faint)):
            yield from ((phrase, Meaning("places", place, detail)) for phrase in phrases)
    for role, kinds in words.people.items():
        for kind, phrases in kinds.items():
            yield from ((phrase, Meaning("people", role, kind)) for phrase in phrases)
    for mood, cues in words.moods.items():
        yield from ((phrase, Meaning("moods", mood, "strong")) for phrase in cues.strong)
        yield from ((phrase, Meaning("moods", mood, "mild")) for phrase in cues.mild)
    yield from ((p, Meaning("unseen", "rest_of_clause")) for p in words.unseen.rest_of_clause)
    yield from ((p, Meaning("unseen", "next_words")) for p in words.unseen.next_words)
    yield from ((p, Meaning("unseen", "end")) for p in words.unseen.end)
    yield from ((p, Meaning("unseen", "called")) for p in words.unseen.called)
    yield from _plain_entries(words)


def _plain_entries(words: Lexicon) -> Iterator[tuple[str, Meaning]]:
    tables: tuple[tuple[Table, dict[str, tuple[str, ...]]], ...] = (
        ("articles", {**words.articles}),
        ("owners", {**words.owners}),
        ("pronouns", {**words.pronouns}),
        ("names", {**words.names}),
        ("things", words.things),
        ("hours", {**words.hours}),
        ("weather", {**words.weather}),
        ("seasons", {**words.seasons}),
        ("poses", {**words.poses}),
    )
    for table, names in tables:
        for name, phrases in names.items():
            yield from ((phrase, Meaning(table, name)) for phrase in phrases)
    yield from _signs(words)


def _signs(words: Lexicon) -> Iterator[tuple[str, Meaning]]:
    """Words that say something of those beside them."""
    tables: dict[Table, tuple[str, ...]] = {
        "ignore": words.ignore,
        "within": words.within,
        "beyond": words.beyond,
        "stated": words.stated,
        "heads": words.heads,
        "titles": words.titles,
        "surnames": words.surnames,
        "verbs": words.verbs,
        "doers": words.doers,
        "determiners": words.determiners,
        "possessive": words.possessive,
        "aged": words.aged,
        "apart": words.apart,
        "several": words.several,
    }
    for table, phrases in tables.items():
        yield from ((phrase, Meaning(table, "")) for phrase in phrases)


@cache
def phrasebook(language: str, tables: frozenset[Table]) -> Phrasebook:
    """The phrases of a language's lexicon."""
    return Phrasebook(lexicon(language), tables)

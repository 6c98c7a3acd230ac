"""Words that a script writes as names though they are words: `Pebble knows where you must be`."""

from __future__ import annotations

from collections.abc import Iterable

from models.preview.director.lexicon.tokens import tokens
from models.preview.director.meaning import Reader
from models.preview.director.sense import POSSESSIVE, Sense

SAY_NOTHING = frozenset({"de", "zh"})
"""Languages in which a capital tells no name."""
ARTICLES = frozenset({"the", "a", "an", "el", "la", "los", "las", "le", "les", "un", "une", "una"})
"""`The Moon` is the moon."""


def proper_words(texts: Iterable[str], language: str) -> frozenset[str]:
    """Words that stand with a capital within a sentence, and nowhere without one."""
    if language.split("-")[0].lower() in SAY_NOTHING:
        return frozenset()
    names: set[str] = set()
    plain: set[str] = set()
    for text in texts:
        before = ""
        for token in tokens(text):
            word = token.text.removesuffix(POSSESSIVE)
            if not token.capital:
                plain.add(word)
            elif not token.first and before not in ARTICLES:
                names.add(word)
            before = token.text
    return frozenset(names - plain)


def sparing(read: Reader, names: frozenset[str]) -> Reader:
    """A reader that takes a name for no thing: a watch called Pebble is not drawn as a stone."""

    def reading(text: str, language: str) -> Sense:
        said, words = read(text, language), tokens(text)
        said.things = [
            thing
            for thing in said.things
            if words[thing.at].text.removesuffix(POSSESSIVE) not in names
        ]
        return said

    return reading if names else read

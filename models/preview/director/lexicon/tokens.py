"""Texts as words: letters without spaces between them, as in Chinese, are words of one letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"[{CJK}]|[^\W\d_{CJK}]+(?:[-'’][^\W\d_{CJK}]+)*|[.,;:!?…—–。，、；：！？「」“”]"
)
_BREAKS = frozenset(".,;:!?…—–。，、；：！？")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=.)", re.IGNORECASE)
_INVERTED = re.compile(r"(?<=\w)-(?:t-)?(?=(?:ils?|elles?)$)", re.IGNORECASE)
"""French asks and reports with its pronoun behind the verb: `dit-il`, `demanda-t-elle`."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word."""

    text: str
    """In lower case, in Unicode's composed form."""
    clause: int
    """Number of its clause in the text."""
    capital: bool
    """It begins with a capital letter, or with a letter of a script that has none."""
    first: bool
    """It begins a sentence, where a capital says nothing."""


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    found: list[Token] = []
    clause, first = 0, True
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        word = match[0]
        if not word[0].isalpha():
            clause += word in _BREAKS
            first = first or word in ".!?…。！？“「"
            continue
        word = _ELISION.sub("", word)
        for part in _INVERTED.split(word):
            text = part.lower().replace("’", "'")
            found.append(Token(text, clause, not part[0].islower(), first))
            first = False
    return found

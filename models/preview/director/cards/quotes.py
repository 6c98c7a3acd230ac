"""Quotations by somebody: in quotation marks beside a name, or in a block quote above one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from media.cards import LONGEST_TEXT, Card
from models.preview.director.cards.document import wording

LEAST_LETTERS = 16
"""A shorter one is a remark."""
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w.’'-]*"
_LINKS = r"(?:(?:de|da|di|du|der|von|van|la|le|el|al|bin)\s){0,2}"
_NAME = rf"(?P<by>{_CAPITAL}(?:\s{_LINKS}{_CAPITAL}){{0,4}}|[\u4e00-\u9fff·]{{2,12}})"
_OPEN, _CLOSE = '[“"„«»「『]', '[”"“»«」』]'
_BLOCK = re.compile(
    rf"^[“\"„«「]?(?P<said>.+?)[”\"“»」]?\s*(?:[—–―]|--)\s*{_NAME}(?P<more>,[^—]*)?$"
)


class Quoted(NamedTuple):
    """A quotation and whose it is."""

    said: str
    by: str


def quotation(text: str, language: str) -> Quoted | None:
    """A sentence that is a quotation with an author, and nothing else."""
    for pattern in _patterns(language):
        found = pattern.match(text.strip())
        if found:
            return _checked(found["said"], found["by"])
    return None


def block_quotation(text: str) -> Quoted | None:
    """A block quote that ends with its author behind a dash."""
    found = _BLOCK.match(text.strip())
    return _checked(found["said"], found["by"] + (found["more"] or "")) if found else None


def quote_card(quoted: Quoted) -> Card:
    """The card of a quotation."""
    return Card(kind="quote", text=quoted.said, by=quoted.by)


def _checked(said: str, by: str) -> Quoted | None:
    said, by = said.strip().rstrip(",，").strip('“”"„«»「」 '), by.strip().rstrip(".")
    dense = sum(2 if char >= "\u2e80" else 1 for char in said)
    if dense < LEAST_LETTERS or len(said) > LONGEST_TEXT or len(by) > 60:
        return None
    return Quoted(said if said[-1] in ".!?…。！？" else f"{said}.", by)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = wording(language)
    if words is None:
        return ()
    verbs = "|".join(sorted((re.escape(verb) for verb in words.verbs), key=len, reverse=True))
    said = rf"{_OPEN}\s?(?P<said>[^“”\"„«»「」]+?)\s?{_CLOSE}"
    # A pronoun begins with a small letter, so it is no name; case counts here.
    return (
        re.compile(rf"^{said}[,，]?\s*(?:{verbs})\s?{_NAME}[.。]?$"),
        re.compile(rf"^{said}[,，]?\s*{_NAME}\s?(?:{verbs})[.。]?$"),
        re.compile(rf"^{_NAME}\s?(?:{verbs})\s?[:,：，]\s*{said}[.。]?$"),
    )

"""Numbers in figures and words: where they stand, what they are worth, how they are written."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from models.preview.director.cards.document import Wording

ROUND = 1_000_000
"""A scale from which on its word is kept: nobody reads 100,000,000."""


class Written(NamedTuple):
    """A number as a card writes it."""

    figure: str
    scale: str
    """`million` and the like; empty for most."""


class Numbers:
    """The numbers of one language."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._known = {word.lower(): value for word, value in _all_words(words).items()}
        self._scales = {word.lower(): value for word, value in words.scales.items()}

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any number, without groups."""
        digits = self._digits
        if not self._words.spaced:
            han = "[" + "".join([*self._known, *self._scales]) + "]+"
            return rf"(?<![\d.,:/])(?:{digits}[万亿]?|{han})(?![\d:/]|[.,]\d)"
        small, scales = _any(self._known), _any(self._scales)
        links = "|".join(rf"\s{link}\s" for link in self._words.links)
        apart = rf"(?:[\s-]{'|' + links if links else ''})"
        said = rf"(?:{small}|{scales})(?:{apart}(?:{small}|{scales}))*"
        one = rf"(?:{self._words.article}\s(?={scales}))?" if self._words.article else ""
        number = rf"(?:{digits}(?:\s(?:{scales})\b)*|{one}{said}\b)"
        return rf"(?<![\w.,:/-]){number}(?![-:/]\d|[.,]\d|\w)"

    @cached_property
    def _digits(self) -> str:
        decimal, thousands = re.escape(self._words.decimal), self._words.thousands
        return rf"(?:\d{{1,3}}(?:[{re.escape(thousands)}]\d{{3}})+|\d+)(?:{decimal}\d+)?"

    def value(self, text: str) -> float | None:
        """What a number is worth; None for what is none."""
        text = text.strip().lower()
        found = re.match(self._digits, text)
        head, rest = (found[0], text[found.end() :]) if found else ("", text)
        base = self._plain(head) if head else None
        return self._spaced(base, rest) if self._words.spaced else self._han(base, rest)

    def _plain(self, digits: str) -> float:
        bare = "".join(c for c in digits if c not in self._words.thousands)
        return float(bare.replace(self._words.decimal, "."))

    def _spaced(self, base: float | None, rest: str) -> float | None:
        total, current = 0.0, base or 0.0
        parts = re.findall("|".join((_any(self._known), _any(self._scales))), rest)
        if base is None and not parts:
            return None
        for part in parts:
            scale = self._scales.get(part)
            if scale is None:
                current += self._known[part]
            elif scale == 100:
                current = max(1.0, current) * 100
            else:
                total, current = total + max(1.0, current) * scale, 0.0
        return total + current

    def _han(self, base: float | None, rest: str) -> float | None:
        total, section, digit = 0.0, 0.0, base if base is not None else 0.0
        if base is None and not rest:
            return None
        for letter in rest:
            scale = self._scales.get(letter)
            if scale is None:
                digit = (
                    digit * 10 + self._known.get(letter, 0) if digit else self._known.get(letter, 0)
                )
            elif scale >= 10_000:
                total, section, digit = (total + section + digit) * scale, 0.0, 0.0
            else:
                section, digit = section + (digit or 1) * scale, 0.0
        return total + section + digit

    def written(self, text: str) -> Written:
        """A number as it stands on a card: in figures, millions in a word."""
        text = " ".join(text.split())
        value = self.value(text) or 0.0
        last = text.split()[-1]
        scale = self._scales.get(last.lower(), 0) if self._words.spaced else 0
        if scale >= ROUND:
            return Written(self.shown(value / scale), last)
        return Written(self.shown(value), "")

    def shown(self, value: float) -> str:
        """A value with the marks of the language."""
        whole, _, part = f"{value:.4f}".rstrip("0").rstrip(".").partition(".")
        mark = self._words.thousands[0]
        # Four figures are read at a glance, and a year has no mark.
        grouped = f"{int(whole):,}".replace(",", mark) if len(whole) > 4 or mark == "," else whole
        return f"{grouped}{self._words.decimal}{part}" if part else grouped


def _all_words(words: Wording) -> dict[str, int]:
    """The words for numbers, those that are joined from two among them."""
    found = dict(words.words)
    if words.joint:
        units = {word: value for word, value in words.words.items() if 0 < value < 10}
        tens = {word: value for word, value in words.words.items() if 20 <= value < 100}
        for unit, one in units.items():
            found |= {f"{unit}{words.joint}{ten}": one + value for ten, value in tens.items()}
            for scale in (100, 1000):
                named = (word for word, value in words.scales.items() if value == scale)
                found |= {f"{unit}{word}": one * scale for word in named}
    return found


def _any(words: dict[str, int]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"

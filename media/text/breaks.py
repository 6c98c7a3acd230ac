"""Where a line of text may end: at spaces, and in Chinese and Japanese between letters.

The letters between which no line breaks are those of the Japanese rules (kinsoku, JIS X 4051) as
far as Chinese shares them: no line begins with a closing mark or a small kana, none ends with an
opening one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from media.text.scripts import is_unspaced

_NEVER_FIRST = frozenset(
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿーゝゞヽヾ々〻〜~％‰℃°"
)
_CLOSES = frozenset({"Pe", "Pf", "Po", "Pd", "Mn", "Mc", "Cf", "Lm"})
_OPENS = frozenset({"Ps", "Pi"})
_COUNTED = frozenset("$￥＄￡£#＃@＠")
"""Signs that stay with the number or name behind them."""


class Unit(NamedTuple):
    """Letters that stay on one line."""

    text: str
    start: int
    """Where it stands in the text."""
    spaced: bool
    """Whether a space parts it from the one before."""

    @property
    def end(self) -> int:
        """Behind its last letter."""
        return self.start + len(self.text)


def units(text: str) -> list[Unit]:
    """A text's units, in order."""
    return [unit for word in re.finditer(r"\S+", text) for unit in _parted(word[0], word.start())]


def joined(parts: Iterable[Unit]) -> str:
    """Units as a line: with the spaces that were between them."""
    return "".join(
        f" {unit.text}" if unit.spaced and place else unit.text for place, unit in enumerate(parts)
    )


def _parted(word: str, start: int) -> Iterator[Unit]:
    if word.isascii():
        yield Unit(word, start, spaced=True)
        return
    first = 0
    for place in range(1, len(word) + 1):
        if place == len(word) or _may_part(word[place - 1], word[place]):
            yield Unit(word[first:place], start + first, spaced=first == 0)
            first = place


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two letters that no space parts."""
    if not (is_unspaced(before) or is_unspaced(after) or _is_wide_mark(before)):
        return False
    if after in _NEVER_FIRST or unicodedata.category(after) in _CLOSES:
        return False
    return before not in _COUNTED and unicodedata.category(before) not in _OPENS


def _is_wide_mark(char: str) -> bool:
    """Whether this is punctuation of Chinese or Japanese."""
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] == "P"

"""Words cut into the pieces that BERT's vocabulary knows, as its uncased tokenizer cuts them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

LONGEST_WORD = 100
"""Letters; a longer word is unknown."""
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"


class Pieces:
    """A vocabulary of pieces, numbered by its lines."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines()
        self._numbers = {piece: number for number, piece in enumerate(lines)}

    def numbers(self, text: str, most: int) -> list[int]:
        """The pieces of a text, at most so many, between the marks of its ends."""
        found = [piece for word in _words(text) for piece in self._cut(word)][: most - 2]
        return [self._numbers[piece] for piece in (_FIRST, *found, _LAST)]

    def _cut(self, word: str) -> list[str]:
        """The longest known piece from each place on; all of a word, or it is unknown."""
        found: list[str] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._numbers), 0)
            if not end or len(word) > LONGEST_WORD:
                return [_UNKNOWN]
            found.append(mark + word[start:end])
            start = end
        return found


def _words(text: str) -> Iterator[str]:
    """Words in lower case without accents; punctuation and Chinese characters stand alone."""
    plain = unicodedata.normalize("NFD", text.lower())
    letters = (letter for letter in plain if unicodedata.category(letter) != "Mn")
    spaced = (f" {letter} " if _alone(letter) else letter for letter in letters)
    yield from "".join(spaced).split()


def _alone(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable() and not letter.isalnum() and letter != " "
    return unicodedata.category(letter).startswith("P") or "\u3400" <= letter <= "\u9fff"

"""Ends a text before the first of some words, as it is written."""

from __future__ import annotations


class Cutter:
    """Passes on what cannot be the beginning of a word that ends the text."""

    def __init__(self, stop: tuple[str, ...]) -> None:
        self._stop = tuple(word for word in stop if word)
        self._kept = ""
        self.ended = False
        """Whether such a word was written."""

    def feed(self, text: str) -> str:
        """What is safe to be told, now that some more is written."""
        if self.ended:
            return ""
        self._kept += text
        found = [at for word in self._stop if (at := self._kept.find(word)) >= 0]
        if found:
            self.ended = True
            told, self._kept = self._kept[: min(found)], ""
            return told
        held = max((_overlap(self._kept, word) for word in self._stop), default=0)
        told = self._kept[: len(self._kept) - held]
        self._kept = self._kept[len(told) :]
        return told

    def rest(self) -> str:
        """What was held back, now that nothing follows."""
        told, self._kept = self._kept, ""
        return told


def _overlap(text: str, word: str) -> int:
    """How many letters at a text's end are the beginning of a word."""
    for size in range(min(len(text), len(word) - 1), 0, -1):
        if text.endswith(word[:size]):
            return size
    return 0

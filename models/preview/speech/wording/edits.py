"""Changes of a text before it is spoken, with the way back to what was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of the written text, and what is said for it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is spoken for a written text."""

    text: str
    origins: tuple[int, ...]
    """For each code point the index in the written text that it stands for."""

    def written_at(self, index: int) -> int:
        """The index in the written text of a code point in the spoken one."""
        return self.origins[min(max(index, 0), len(self.origins) - 1)] if self.origins else 0


def chosen(groups: Iterable[tuple[Edit, ...]]) -> list[Edit]:
    """Edits that do not touch each other, in order; an earlier group wins whole."""
    kept: list[Edit] = []
    for group in groups:
        if not any(_touch(edit, other) for edit in group for other in kept):
            kept += group
    return sorted(kept)


def applied(text: str, edits: Iterable[Edit]) -> Spoken:
    """The text with edits, none of which touches another."""
    pieces: list[str] = []
    origins: list[int] = []
    for before, edit in pairwise([Edit(0, 0, ""), *edits, Edit(len(text), len(text), "")]):
        pieces += [text[before.end : edit.start], edit.text]
        origins += range(before.end, edit.start)
        origins += [min(edit.start, len(text) - 1)] * len(edit.text)
    return Spoken("".join(pieces), tuple(origins))


def _touch(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end

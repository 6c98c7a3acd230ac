"""Each frame of a clip with those around it, no more of them held than that takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def windows(items: Iterable[T], reach: int) -> Iterator[tuple[list[T], int]]:
    """Each item's neighbourhood, and its own place there; shorter at both ends."""
    held: deque[T] = deque(maxlen=2 * reach + 1)
    seen = 0
    for item in items:
        held.append(item)
        seen += 1
        if seen > reach:
            yield list(held), len(held) - 1 - reach
    for done in range(max(0, seen - reach), seen):
        first = max(0, done - reach)
        yield list(held)[first - seen :], done - first

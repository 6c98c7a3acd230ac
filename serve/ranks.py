"""Which replica goes before which, for an order of one style."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

WORTH = 1
"""How many more orders may wait at a replica that has the style than at the one with fewest."""
T = TypeVar("T")


def ranked(waiting: Iterable[tuple[T, int, bool]]) -> list[list[T]]:
    """Replicas in ranks.

    Args:
        waiting: each with how many orders it has, and whether it has the style at hand.
    """
    known = list(waiting)
    fewest = min((count for _, count, _ in known), default=0)
    # A load is as much as `WORTH` orders.
    near = [one for one, count, has in known if has and count <= fewest + WORTH]
    idle = [one for one, count, _ in known if count == fewest and one not in near]
    others = [one for one, _, _ in known if one not in near and one not in idle]
    return [rank for rank in (near, idle, others) if rank]

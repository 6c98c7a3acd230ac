"""An exact search for a better packing, where simple rules leave a replica out.

Depth first over replicas and their spots, bounded by the number of steps and never by time, so that
the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence

from serve.packing.demand import Demand
from serve.packing.packing import Packing, Score, in_order, score

MOST_STEPS = 4_000
"""About a second at the worst."""

MOST_REPLICAS = 64
MOST_CARDS = 64
"""Past these sizes so few steps see next to nothing of what there is to see."""


def improve(packing: Packing, demands: Sequence[Demand]) -> Packing:
    """The best packing found, this one if none is better."""
    replicas = sum(demand.replicas for demand in demands)
    cards = sum(machine.num_cards for machine in packing.room.machines)
    if replicas > MOST_REPLICAS or cards > MOST_CARDS:
        return packing
    search = _Search(packing, in_order(demands))
    search.visit(0)
    return search.best


class _Search:
    """The best packing so far, and the way to the next."""

    def __init__(self, known: Packing, demands: Sequence[Demand]) -> None:
        self.best = known
        self._best_score: Score = known.score(demands)
        self._demands = demands
        self._now = Packing.empty(known.room.machines, demands)
        self._steps = MOST_STEPS
        self._seen: set[tuple[object, ...]] = set()

    def visit(self, at: int) -> None:
        """Try all there is to do for the demands from this one on."""
        if not self._steps or not self._worth(at):
            return
        self._steps -= 1
        if at == len(self._demands):
            self._keep()
            return
        demand, placed = self._demands[at], len(self._now.spots[self._demands[at].id])
        if placed == demand.replicas:
            self.visit(at + 1)
            return
        room = self._now.room
        for spot in sorted(room.spots(demand), key=lambda s: (room.free[s.machine][s.cards[0]], s)):
            self._now.add(demand, spot)
            self.visit(at)
            self._now.remove(demand)
        if placed == 0 or placed >= demand.min_replicas:
            self.visit(at + 1)

    def _worth(self, at: int) -> bool:
        """Whether this is not yet seen, and could be better if all that follows were placed."""
        hoped = {demand.id: demand.replicas for demand in self._demands[at + 1 :]}
        counts = self._now.counts
        if at < len(self._demands):
            hoped[self._demands[at].id] = self._demands[at].replicas
        bound = score(self._demands, {**counts, **hoped}, self._now.room.num_used)
        if bound <= self._best_score[: len(bound)]:
            return False
        state = (at, tuple(counts.values()), self._alike())
        if state in self._seen:
            return False
        self._seen.add(state)
        return True

    def _alike(self) -> tuple[object, ...]:
        """What is free, whichever of equal cards and machines is which."""
        room = self._now.room
        return tuple(
            sorted(
                (machine.card, tuple(sorted(free)))
                for machine, free in zip(room.machines, room.free, strict=True)
            )
        )

    def _keep(self) -> None:
        found = self._now.score(self._demands)
        if found > self._best_score:
            self.best, self._best_score = self._now.copy(), found

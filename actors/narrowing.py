"""What is done about workers that die for lack of memory. Pure: no Ray, no clock.

Less is carried out at once from then on, until enough went well again. The order itself is carried
out again with a larger share of a machine each time, at last with one to itself: what dies there
finds no more memory anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.resources import Resources, lacking

MAX_DEATHS = 3
"""How many workers an order may cost."""
WIDEN_AFTER = 16
"""So many orders that went well are worth one place more."""


class Narrowing:
    """How many places there are for work."""

    def __init__(self, places: int) -> None:
        self._most = places
        self.places = places
        self._went_well = 0

    def died(self, deaths: int = 1) -> None:
        """Note that an order cost its so-manieth worker: half as much at once, at last it alone."""
        self.places = 1 if deaths >= MAX_DEATHS - 1 else max(1, self.places // 2)
        self._went_well = 0

    def went_well(self) -> None:
        """Note that an order was carried out."""
        if self.places == self._most:
            return
        self._went_well += 1
        if self._went_well == WIDEN_AFTER:
            self.places += 1
            self._went_well = 0


def share(wanted: Resources, deaths: int, nodes: Iterable[Mapping[str, float]]) -> Resources:
    """What an order asks for that has cost some workers.

    Args:
        wanted: what it asked for at first.
        deaths: how many workers it has cost.
        nodes: the resources of each node as Ray names them.
    """
    cores = [node.get("CPU", 0.0) for node in nodes if not lacking(wanted, [node])]
    if not deaths or not cores:
        return wanted
    alone = deaths >= MAX_DEATHS - 1
    # Twice nothing is nothing: an engine that asks for a GPU alone is given cores as well.
    doubled = max(1.0, wanted.num_cpus) * 2**deaths
    return wanted.but(num_cpus=max(cores) if alone else min(doubled, max(cores)))

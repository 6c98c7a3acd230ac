"""Who waits, and whose turn it is: fair between tenants, by weight. Pure.

Start-time fair queueing (Goyal, Vin, Cheng: Start-time Fair Queuing, 1996), by which runs take
turns as well (see `store.repositories.leases`): a tenant's next turn begins a part of virtual time
after its last one, the heavier the tenant the sooner, and never before the turn that was given
last. Within one tenant the highest rank goes first, then who came first. So a tenant with a
thousand waiters holds nobody else up.
"""

from __future__ import annotations

import bisect
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, order=True)
class _Waiter(Generic[T]):
    """Sorted by rank, the highest first, then by arrival, which no two share."""

    before: int
    arrival: int
    weight: float
    item: T


class Turns(Generic[T]):
    """Those who wait."""

    def __init__(self) -> None:
        self._arrivals = 0
        self._waiting: dict[uuid.UUID, list[_Waiter[T]]] = {}
        self._next: defaultdict[uuid.UUID, float] = defaultdict(float)
        """For each tenant, the virtual time from which it may have another turn."""
        self._clock = 0.0
        """The virtual time of the last turn."""

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def join(self, item: T, *, tenant: uuid.UUID, rank: int = 0, weight: float = 1.0) -> None:
        """Wait for a turn."""
        self._arrivals += 1
        waiter = _Waiter(before=-rank, arrival=self._arrivals, weight=weight, item=item)
        bisect.insort(self._waiting.setdefault(tenant, []), waiter)

    def take(self, wanted: Callable[[T], bool] = lambda _: True) -> T | None:
        """The next in turn among those that are wanted, who waits no more; None without any."""
        for tenant in sorted(self._waiting, key=self._place):
            for waiter in self._waiting[tenant]:
                if wanted(waiter.item):
                    self._clock = self._begins(tenant)
                    self._next[tenant] = self._clock + 1 / waiter.weight
                    self._drop(tenant, waiter)
                    return waiter.item
        return None

    def leave(self, item: T) -> bool:
        """Wait no more; False for one that did not."""
        for tenant, waiters in self._waiting.items():
            for waiter in waiters:
                if waiter.item is item:
                    self._drop(tenant, waiter)
                    return True
        return False

    def in_order(self) -> Iterator[T]:
        """All who wait, as they will have their turns unless somebody comes."""
        begins: list[tuple[float, int, T]] = []
        for tenant, waiters in self._waiting.items():
            at = self._begins(tenant)
            for waiter in waiters:
                begins.append((at, waiter.arrival, waiter.item))
                at += 1 / waiter.weight
        for _, _, item in sorted(begins, key=lambda one: one[:2]):
            yield item

    def _drop(self, tenant: uuid.UUID, waiter: _Waiter[T]) -> None:
        waiters = self._waiting[tenant]
        del waiters[bisect.bisect_left(waiters, waiter)]
        if not waiters:
            del self._waiting[tenant]

    def _place(self, tenant: uuid.UUID) -> tuple[float, int]:
        return self._begins(tenant), self._waiting[tenant][0].arrival

    def _begins(self, tenant: uuid.UUID) -> float:
        return max(self._next[tenant], self._clock)

"""A semaphore that is fair between tenants: of each, what most waits for goes first.

Who has waiters takes turns with the others who have, by weight and as runs do (see
`store.repositories.leases`); within one tenant the highest rank gets the next place, then who came
first. So a tenant with a thousand waiters holds nobody else up.
"""

from __future__ import annotations

import asyncio
import heapq
import uuid
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

_Waiter = tuple[int, int, float, "asyncio.Future[None]"]
"""Rank, lowest first; arrival; the tenant's weight; and what wakes it."""


class Slots:
    """A number of places, which may change while some are held."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._held = 0
        self._arrivals = 0
        self._waiting: dict[uuid.UUID, list[_Waiter]] = {}
        self._next: defaultdict[uuid.UUID, float] = defaultdict(float)
        """For each tenant, the virtual time from which it may have another turn."""
        self._clock = 0.0
        """The virtual time of the last turn."""

    @asynccontextmanager
    async def place(
        self, rank: int, tenant: uuid.UUID, weight: float = 1.0
    ) -> AsyncGenerator[None]:
        """Hold a place."""
        await self._take(rank, tenant, weight)
        try:
            yield
        finally:
            self._give()

    def resize(self, count: int) -> None:
        """Have more or fewer places; one that is held stays so until it is given back."""
        self._count = count
        self._wake()

    async def _take(self, rank: int, tenant: uuid.UUID, weight: float) -> None:
        if self._held < self._count:
            self._held += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals += 1
        waiter = (-rank, self._arrivals, weight, turn)
        heapq.heappush(self._waiting.setdefault(tenant, []), waiter)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give()
            raise

    def _give(self) -> None:
        self._held -= 1
        self._wake()

    def _wake(self) -> None:
        """Give free places to those who wait, each to the tenant whose turn begins first."""
        while self._waiting and self._held < self._count:
            tenant = min(self._waiting, key=self._begins)
            waiters = self._waiting[tenant]
            _, _, weight, turn = heapq.heappop(waiters)
            if not waiters:
                del self._waiting[tenant]
            if not turn.done():
                self._held += 1
                self._clock = self._begins(tenant)
                self._next[tenant] = self._clock + 1 / weight
                turn.set_result(None)

    def _begins(self, tenant: uuid.UUID) -> float:
        return max(self._next[tenant], self._clock)

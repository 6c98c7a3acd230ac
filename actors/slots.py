"""A semaphore that is fair between tenants: see `actors.turns`."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from actors.turns import Turns


class Slots:
    """A number of places, which may change while some are held."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._held = 0
        self._waiting: Turns[asyncio.Future[None]] = Turns()

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
        self._waiting.join(turn, tenant=tenant, rank=rank, weight=weight)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give()
            else:
                self._waiting.leave(turn)
            raise

    def _give(self) -> None:
        self._held -= 1
        self._wake()

    def _wake(self) -> None:
        """Give free places to those who wait."""
        while self._held < self._count and (turn := self._waiting.take()) is not None:
            if not turn.done():
                self._held += 1
                turn.set_result(None)

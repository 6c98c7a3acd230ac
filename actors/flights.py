"""One flight at a time for each key: who comes second waits, and takes what came of the first."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable

from pipelines.values import Packed

LINGER_S = 1.0
"""A result stays at hand until whoever looked into the cache before its commit has asked for it."""

Key = tuple[uuid.UUID, str]
"""A tenant and a cache key: tenants share nothing."""


class Flights:
    """The keyed work that is under way in this process, over all its runs."""

    def __init__(self, linger_s: float = LINGER_S) -> None:
        self._linger_s = linger_s
        self._landings: dict[Key, asyncio.Future[Packed | None]] = {}

    async def fly(self, key: Key, work: Callable[[], Awaitable[Packed]]) -> Packed:
        """Do the work, or wait for the one who does it already; the outputs either way.

        A flight that fails or is cancelled takes nobody with it: who waited for it flies next.
        """
        while (other := self._landings.get(key)) is not None:
            outputs = await asyncio.shield(other)
            if outputs is not None:
                return outputs
        loop = asyncio.get_running_loop()
        landing: asyncio.Future[Packed | None] = loop.create_future()
        self._landings[key] = landing
        try:
            outputs = await work()
        except BaseException:
            del self._landings[key]
            landing.set_result(None)
            raise
        landing.set_result(outputs)
        loop.call_later(self._linger_s, self._landings.pop, key)
        return outputs

"""Listens for wake-ups: a word that there is something to look for.

A wake-up can be lost, with a connection or a restart of the database, so whoever listens looks by
himself as well, only less often.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator

import psycopg
from sqlalchemy import make_url

from store.database import CONNECT_TIMEOUT_S

RECONNECT_S = 1.0


async def notices(url: str, channel: str) -> AsyncGenerator[str | None]:
    """What is said on a channel, for ever; None whenever something may have been missed.

    Args:
        url: of the database.
        channel: its name.
    """
    plain = make_url(url).set(drivername="postgresql").render_as_string(False)
    while True:
        with contextlib.suppress(psycopg.Error, OSError):
            connection = await psycopg.AsyncConnection.connect(
                plain, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S
            )
            async with connection:
                await connection.execute(f"LISTEN {channel}".encode())
                yield None
                async for notice in connection.notifies():
                    yield notice.payload
        await asyncio.sleep(RECONNECT_S)


class Listener:
    """One connection that listens on one channel; `wait` ends at a wake-up or a deadline."""

    def __init__(self, url: str, channel: str) -> None:
        self._woken = asyncio.Event()
        self._task = asyncio.create_task(self._listen(url, channel))

    async def wait(self, timeout_s: float) -> None:
        """Until a wake-up comes, or has come since the last wait, but no longer than this."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._woken.wait()
        self._woken.clear()

    def wake(self) -> None:
        """End the wait of this process itself."""
        self._woken.set()

    async def close(self) -> None:
        """Stop listening."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self, url: str, channel: str) -> None:
        async for _ in notices(url, channel):
            self._woken.set()

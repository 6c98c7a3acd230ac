"""Work that a request begins and need not wait for to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)
AT_ONCE = 2
"""Each has a decoder of half a gigabyte at most."""


class Tasks:
    """What is under way in this process."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.room = asyncio.Semaphore(at_once)
        """To be entered by what is heavy."""
        self._running: set[asyncio.Task[Any]] = set()

    async def begun(self, work: Coroutine[Any, Any, None], *, wait_s: float) -> asyncio.Task[None]:
        """Begin some work, and wait for it a while; it goes on if the request ends before it."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        await asyncio.wait({task}, timeout=wait_s)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("work of a request ended: %s", error)

    async def close(self) -> None:
        """End what is under way."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def told_to_end() -> bool:
    """Whether the task that asks was cancelled, though an error may have taken that word's place.

    A driver that is cancelled in the middle of a statement may raise what the server says of it.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0

"""Wakes who follows a run when something was committed in it: one listening connection a process.

A wake-up names a run and says nothing of it; it can be lost with a connection, so whoever follows
looks by himself as well, only less often.
"""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Generator

from store.listening import notices
from store.repositories.wakeups import RUNS

MOST_NAMED = 10_000
"""Runs that a slow follower is told of; one that has more to hear looks at all of its own."""


class Follower:
    """What has happened since it was last looked."""

    def __init__(self, run_id: uuid.UUID | None) -> None:
        self.run_id = run_id
        self._runs: set[uuid.UUID] = set()
        self._any = False
        self._woken = asyncio.Event()

    def wake(self, run_id: uuid.UUID | None) -> None:
        """Something was committed in a run; None: perhaps in any."""
        if run_id is None or len(self._runs) >= MOST_NAMED:
            self._any = True
        elif self.run_id is None:
            self._runs.add(run_id)
        self._woken.set()

    async def wait(self, timeout_s: float) -> set[uuid.UUID]:
        """Until something happens, but no longer than this; in which runs, or none for any."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._woken.wait()
        self._woken.clear()
        named, self._runs = self._runs, set()
        any_run, self._any = self._any, False
        return set() if any_run else named


class Hub:
    """Listens while anybody follows."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._of: dict[uuid.UUID | None, set[Follower]] = {}
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def follow(self, run_id: uuid.UUID | None) -> Generator[Follower]:
        """Be woken by a run, or by all of them for None."""
        follower = Follower(run_id)
        self._of.setdefault(run_id, set()).add(follower)
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        try:
            yield follower
        finally:
            same = self._of[run_id]
            same.discard(follower)
            if not same:
                del self._of[run_id]

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        async for payload in notices(self._url, RUNS):
            self._wake(uuid.UUID(payload) if payload else None)

    def _wake(self, run_id: uuid.UUID | None) -> None:
        if run_id is None:
            for followers in self._of.values():
                for follower in followers:
                    follower.wake(None)
            return
        for key in (run_id, None):
            for follower in self._of.get(key, ()):
                follower.wake(run_id)

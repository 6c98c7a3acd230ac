"""Providers that call back: a word that a job may be over, which is looked at and never believed.

Anybody may post to a callback's URL. So what a provider says there is not read: it ends the wait
between two looks at the job, and what the provider answers when it is asked is what counts. One
that is lost costs the rest of that wait.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Generator
from contextlib import contextmanager, suppress

from store.listening import notices
from store.repositories.wakeups import CALLS

ROUTE = "/v1/callbacks"


class Callbacks:
    """The calls of one executor that may be called back."""

    def __init__(self, public_url: str = "") -> None:
        """Hear nothing yet.

        Args:
            public_url: where providers reach the API; empty: they do not, and are only asked.
        """
        self._public_url = public_url.rstrip("/")
        self._expected: dict[uuid.UUID, asyncio.Event] = {}
        self._task: asyncio.Task[None] | None = None

    def listen(self, database_url: str) -> None:
        """Begin to hear what the API passes on."""
        if self._public_url:
            self._task = asyncio.create_task(self._listen(database_url))

    async def close(self) -> None:
        """Hear nothing more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def url(self, call: uuid.UUID) -> str:
        """Where a call's provider is to post; empty: nowhere."""
        return f"{self._public_url}{ROUTE}/{call}" if self._public_url else ""

    @contextmanager
    def expected(self, call: uuid.UUID) -> Generator[Nudge]:
        """What ends the waits of who looks at a call's job."""
        nudge = Nudge(self._expected.setdefault(call, asyncio.Event()))
        try:
            yield nudge
        finally:
            self._expected.pop(call, None)

    def hear(self, payload: str | None) -> None:
        """Wake who waits for a call, by its id; None: anybody's word may have been missed."""
        for call, nudged in self._expected.items():
            if payload in (None, str(call)):
                nudged.set()

    async def _listen(self, database_url: str) -> None:
        async for payload in notices(database_url, CALLS):
            self.hear(payload)


class Nudge:
    """Ends waits early, but not at will: who posts again and again has a job looked at no faster.

    A provider may call back a little before it says itself that the job is over, so the looks that
    follow a callback are close at first.
    """

    CLOSEST_S = 0.5

    def __init__(self, nudged: asyncio.Event) -> None:
        self._nudged = nudged
        self._close_s = 0.0

    async def wait(self, usual_s: float) -> None:
        """Until the next look is due."""
        if self._close_s:
            await asyncio.sleep(min(self._close_s, usual_s))
            doubled = 2 * self._close_s
            self._close_s = doubled if doubled < usual_s else 0.0
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(usual_s):
                await self._nudged.wait()
                self._close_s = self.CLOSEST_S
        self._nudged.clear()

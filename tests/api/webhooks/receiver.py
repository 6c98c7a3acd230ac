"""A receiver of webhooks, built as its author would: on the standard's own library."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

from tests.servers import Asked, said

DEADLINE_S = 20.0
Fault = Callable[[asyncio.StreamWriter], None]


def answering(status: int, **headers: str) -> Fault:
    """Answers a message with an error."""
    return lambda writer: writer.write(said(b"no", status, **headers))


def hanging_up(writer: asyncio.StreamWriter) -> None:
    """Breaks the connection off before anything is answered."""
    writer.transport.abort()


@dataclass(kw_only=True)
class Receiver:
    """Verifies every message, and refuses as many as it was told to."""

    secret: str = ""
    faults: list[Fault] = field(default_factory=list[Fault])
    """What goes wrong next."""
    tries: list[str] = field(default_factory=list[str])
    """The `webhook-id` of everything that came."""
    heard: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """What was taken."""
    ids: list[str] = field(default_factory=list[str])

    async def __call__(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        message = Webhook(self.secret).verify(asked.body, asked.headers)
        self.tries.append(asked.headers["webhook-id"])
        if self.faults:
            self.faults.pop(0)(writer)
            return
        self.heard.append(message)
        self.ids.append(asked.headers["webhook-id"])
        writer.write(said())

    def by_run(self) -> dict[str, list[tuple[int, str]]]:
        """What was taken of each run, in the order in which it came."""
        runs: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for message in self.heard:
            runs[message["data"]["run_id"]].append((message["data"]["seq"], message["type"]))
        return dict(runs)

    async def until(self, num: int) -> None:
        """Wait until so many were taken."""
        await until(lambda: len(self.heard) >= num)


async def until(reached: Callable[[], bool]) -> None:
    """Wait for something, but not for ever."""
    async with asyncio.timeout(DEADLINE_S):
        while not reached():
            await asyncio.sleep(0.02)

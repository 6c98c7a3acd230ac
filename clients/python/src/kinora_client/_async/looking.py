"""Waits for the end of what does not tell when it ends: by looking, ever less often."""

from __future__ import annotations

from typing import Protocol, TypeVar

from kinora_client._async.transport import AsyncTransport
from kinora_client._patience import Deadline, looks
from kinora_client._requests import Ask, parsed
from kinora_client._world import async_sleep


class Ending(Protocol):
    """What goes on until it has ended."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen in it."""
        ...


E = TypeVar("E", bound=Ending)


async def async_ended(
    transport: AsyncTransport, path: str, kind: type[E], deadline: Deadline, known: E | None = None
) -> E:
    """As it is when it has ended.

    Args:
        transport: of the client.
        path: where it is looked at.
        kind: what it is.
        deadline: by when it is to have ended.
        known: as it was seen last, if it was seen just now.

    Raises:
        DeadlineExceeded: it has not ended by then.
    """
    ask = Ask(method="GET", path=path)
    waits = looks(transport.options.retries)
    found = known or parsed(await transport.send(ask, deadline), kind)
    while not found.ended:
        await async_sleep(deadline.left(next(waits)))
        found = parsed(await transport.send(ask, deadline), kind)
    return found

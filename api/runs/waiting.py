"""Waiting for a run to end: holds no connection of the database, and nobody else's seat."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Collection

from sqlalchemy.exc import InterfaceError, OperationalError

from api.call import Call
from api.runs.hub import Follower
from store.repositories import runs
from store.tables.runs import ENDED

POLL_S = 2.0
"""How long a lost wake-up is not noticed."""
BREATH_S = 0.05
"""A busy run wakes whoever follows it all the time, and ends once."""


async def ended(
    call: Call,
    run_id: uuid.UUID,
    follower: Follower,
    seconds: float,
    *,
    states: Collection[str] = ENDED,
) -> str | None:
    """Wait until a run ends, but no longer than this; its state then, or None if it goes on.

    Args:
        call: of whoever waits.
        run_id: for which run.
        follower: of this run.
        seconds: at most so long.
        states: what counts as the end.
    """
    call.wait()
    clock = asyncio.get_running_loop()
    until = clock.time() + seconds
    while (left := until - clock.time()) > 0:
        try:
            async with call.transaction() as connection:
                state = await runs.state(connection, run_id)
            if state in states:
                return state
        except (OperationalError, InterfaceError):
            # The run is there already; the database may be back before the wait is over.
            await asyncio.sleep(min(POLL_S, left))
        await follower.wait(min(POLL_S, left))
        await asyncio.sleep(min(BREATH_S, left))
    return None

"""Wake-ups: a word on a channel that there is something to look for, and never what."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.money import calls

EXECUTORS = "kinora_executors"
"""Runs were submitted, or told something."""
RUNS = "kinora_runs"
"""Events of the run that the payload names were committed."""
CALLS = "kinora_calls"
"""The provider of the paid call that the payload names says that something happened."""
UNDER_WAY = ("sending", "accepted")


async def wake_executors(connection: AsyncConnection) -> None:
    """Have executors look for runs and commands once this transaction is committed."""
    await connection.execute(select(func.pg_notify(EXECUTORS, "")))


async def wake_buyer(connection: AsyncConnection, call: uuid.UUID) -> None:
    """Have who waits for a paid call look at it, if it is one that is not settled."""
    told = select(func.pg_notify(CALLS, str(call)))
    await connection.execute(
        told.select_from(calls).where(calls.c.id == call, calls.c.state.in_(UNDER_WAY))
    )

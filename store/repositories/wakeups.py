"""Wake-ups: a word on a channel that there is something to look for, and never what."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

EXECUTORS = "kinora_executors"
"""Runs were submitted, or told something."""
RUNS = "kinora_runs"
"""Events of the run that the payload names were committed."""


async def wake_executors(connection: AsyncConnection) -> None:
    """Have executors look for runs and commands once this transaction is committed."""
    await connection.execute(select(func.pg_notify(EXECUTORS, "")))

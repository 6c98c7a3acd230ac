"""Events of a run, read in order."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.events import events

AnyRow = Row[*tuple[Any, ...]]
PAGE = 5000
ROUTED = "step.routed"
"""Says which engine serves a step, and why."""


async def after(connection: AsyncConnection, *, run_id: uuid.UUID, seq: int) -> Sequence[AnyRow]:
    """The next events behind `seq`, at most one page."""
    found = await connection.execute(
        select(events.c.seq, events.c.type, events.c.data, events.c.created_at)
        .where(events.c.run_id == run_id, events.c.seq > seq)
        .order_by(events.c.seq)
        .limit(PAGE)
    )
    return found.all()


async def of_type(connection: AsyncConnection, *, run_id: uuid.UUID, type: str) -> Sequence[AnyRow]:
    """All events of a type, in their order."""
    found = await connection.execute(
        select(events.c.seq, events.c.type, events.c.data, events.c.created_at)
        .where(events.c.run_id == run_id, events.c.type == type)
        .order_by(events.c.seq)
    )
    return found.all()


async def routed(
    connection: AsyncConnection, *, run_id: uuid.UUID, nodes: Collection[str]
) -> dict[tuple[str, tuple[int, ...]], dict[str, Any]]:
    """What was told last of the engines that served the steps of some nodes."""
    wanted = (
        select(events.c.data)
        .where(
            events.c.run_id == run_id,
            events.c.type == ROUTED,
            events.c.data["node"].astext.in_(nodes),
        )
        .order_by(events.c.seq)
    )
    told = (await connection.execute(wanted)).scalars()
    return {(data["node"], tuple(data["path"])): data for data in told}

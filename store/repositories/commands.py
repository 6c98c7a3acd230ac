"""What somebody tells a run: cancel, pause, go on, an answer to a step, that there is money."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import case, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.repositories.wakeups import wake_executors
from store.tables.runs import commands, runs

Kind = Literal["cancel", "pause", "resume", "signal", "funds"]


@dataclass(frozen=True, kw_only=True)
class Command:
    """One word to a run, or to a node of it."""

    id: uuid.UUID
    run_id: uuid.UUID
    kind: str
    node: str
    path: tuple[int, ...]
    data: Any
    created_at: datetime


async def post(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    run_id: uuid.UUID,
    kind: Kind,
    node: str | None = None,
    path: Sequence[int] = (),
    data: Any = None,
) -> None:
    """Tell a run something; one that rests is woken.

    Args:
        connection: of the tenant.
        tenant: whose run it is.
        run_id: the run.
        kind: `cancel` and `signal` may name a node, a step, or the whole run.
        node: the node that is meant; none for the run.
        path: the step of that node.
        data: a signal's value.
    """
    await connection.execute(
        insert(commands).values(
            id=uuid7(), tenant_id=tenant, run_id=run_id, kind=kind, node=node,
            path=list(path), data=data,
        )
    )  # fmt: skip
    await connection.execute(
        update(runs)
        .where(runs.c.id == run_id, runs.c.state.in_(("waiting", "paused")))
        .values(
            wake_at=func.now(),
            state=case((runs.c.state == "paused", text("'waiting'")), else_=runs.c.state),
        )
    )
    await wake_executors(connection)


async def waiting(connection: AsyncConnection, run_ids: Sequence[uuid.UUID]) -> list[Command]:
    """What these runs were told and have not done yet, in the order in which it was said."""
    if not run_ids:
        return []
    found = await connection.execute(
        select(commands)
        .where(commands.c.run_id.in_(run_ids), commands.c.done_at.is_(None))
        .order_by(commands.c.created_at, commands.c.id)
    )
    return [
        Command(
            id=row.id, run_id=row.run_id, kind=row.kind, node=row.node or "",
            path=tuple(row.path or ()), data=row.data, created_at=row.created_at,
        )
        for row in found
    ]  # fmt: skip

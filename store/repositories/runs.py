"""Runs as rows: submitted by a client, found again by id or project."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Text, and_, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import CallerError
from media.ids import uuid7
from store.repositories import commands
from store.repositories.wakeups import wake_executors
from store.tables.runs import ENDED, runs
from store.tables.tenants import shares

AnyRow = Row[*tuple[Any, ...]]


class QueueFull(CallerError):
    """A tenant has as many runs waiting as it may."""

    code = "QUEUE_FULL"


async def submit(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    project: str,
    request: str,
    flow: dict[str, Any],
    inputs: dict[str, Any] | None = None,
    priority: str = "standard",
    exclusive: bool = True,
    origin: uuid.UUID | None = None,
    run_id: uuid.UUID | None = None,
    trace: str | None = None,
) -> uuid.UUID:
    """Queue a run, or find the one that is already under way for the same request.

    Args:
        connection: of the tenant.
        tenant: who pays.
        project: what it is for.
        request: a digest of the flow and its inputs.
        flow: the graph.
        inputs: values for the flow's own ports.
        priority: `interactive`, `standard` or `batch`.
        exclusive: other runs of the project that have not ended are told to cancel, since their
            output would be written over; the same request joins the run that is there.
        origin: the run that this one goes on from.
        run_id: its id, where the request decides it; one that is there already is found.
        trace: the `traceparent` of what submits it (W3C Trace Context).

    Raises:
        QueueFull: the tenant's limit is reached.
    """
    if exclusive:
        joined = await _join(connection, tenant, project, request)
        if joined is not None:
            return joined
    await _check_room(connection, tenant)
    run_id = run_id or uuid7()
    await connection.execute(
        insert(runs)
        .values(
            id=run_id, tenant_id=tenant, project=project, request=request, flow=flow,
            inputs=inputs, priority=priority, origin=origin, trace=trace,
        )
        .on_conflict_do_nothing(index_elements=[runs.c.id])
    )  # fmt: skip
    await wake_executors(connection)
    return run_id


async def _join(
    connection: AsyncConnection, tenant: uuid.UUID, project: str, request: str
) -> uuid.UUID | None:
    """The run under way for a request; others of its project are told to cancel."""
    alive = await connection.execute(
        select(runs.c.id, runs.c.request).where(
            runs.c.project == project, runs.c.state.not_in(ENDED)
        )
    )
    for row in alive.all():
        if row.request == request:
            return row.id
        await commands.post(connection, tenant=tenant, run_id=row.id, kind="cancel")
    return None


async def _check_room(connection: AsyncConnection, tenant: uuid.UUID) -> None:
    most = await connection.scalar(select(shares.c.max_queued).where(shares.c.tenant_id == tenant))
    if most is None:
        return
    queued = await connection.scalar(select(func.count()).where(runs.c.state == "queued"))
    if queued is not None and queued >= most:
        raise QueueFull(
            f"{queued} runs are waiting, and {most} may", "wait for some to end, or cancel some"
        )


async def get(connection: AsyncConnection, *, run_id: uuid.UUID) -> AnyRow | None:
    """A run's row."""
    found = await connection.execute(select(runs).where(runs.c.id == run_id))
    return found.one_or_none()


async def state(connection: AsyncConnection, run_id: uuid.UUID) -> str | None:
    """A run's state."""
    return await connection.scalar(select(runs.c.state).where(runs.c.id == run_id))


async def find(connection: AsyncConnection, prefix: str) -> Sequence[AnyRow]:
    """Runs whose id begins or ends with `prefix`, newest first."""
    column = func.replace(cast(runs.c.id, Text), "-", "")
    wanted = prefix.replace("-", "").lower()
    found = await connection.execute(
        select(runs)
        .where(or_(column.startswith(wanted), column.endswith(wanted)))
        .order_by(runs.c.created_at.desc())
    )
    return found.all()


async def newest(
    connection: AsyncConnection, *, limit: int, project: str | None = None
) -> Sequence[AnyRow]:
    """The latest runs, newest first."""
    wanted = select(runs).order_by(runs.c.created_at.desc(), runs.c.id.desc()).limit(limit)
    if project is not None:
        wanted = wanted.where(runs.c.project == project)
    return (await connection.execute(wanted)).all()


async def page(
    connection: AsyncConnection,
    *,
    before: uuid.UUID | None,
    limit: int,
    project: str | None = None,
    state: str | None = None,
) -> Sequence[AnyRow]:
    """Runs, the newest first, without their flows.

    Args:
        connection: of the tenant.
        before: the last one of the page before.
        limit: how many.
        project: of this one alone.
        state: in this one alone.
    """
    columns = [column for column in runs.c if column.name not in ("flow", "inputs", "outputs")]
    wanted = select(*columns).order_by(runs.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(runs.c.id < before)
    if project is not None:
        wanted = wanted.where(runs.c.project == project)
    if state is not None:
        wanted = wanted.where(runs.c.state == state)
    return (await connection.execute(wanted)).all()


async def unended(connection: AsyncConnection) -> dict[str, int]:
    """How many runs there are in each state that is not the end."""
    found = await connection.execute(
        select(runs.c.state, func.count()).where(runs.c.state.not_in(ENDED)).group_by(runs.c.state)
    )
    return {state: count for state, count in found}


async def failed(
    connection: AsyncConnection, *, limit: int, younger_than_s: float | None = None
) -> Sequence[AnyRow]:
    """The latest runs that failed, or were set aside, and that nobody began again, newest first.

    Args:
        connection: of the tenant.
        limit: how many.
        younger_than_s: those that failed longer ago are left out.
    """
    later = runs.alias()
    again = later.c.created_at > runs.c.created_at
    same = and_(later.c.project == runs.c.project, later.c.request == runs.c.request, again)
    wanted = (
        select(runs)
        .where(runs.c.state == "failed")
        .where(~exists().where(or_(later.c.origin == runs.c.id, same)))
        .order_by(runs.c.created_at.desc(), runs.c.id.desc())
        .limit(limit)
    )
    if younger_than_s is not None:
        age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, younger_than_s)
        wanted = wanted.where(runs.c.finished_at > age)
    return (await connection.execute(wanted)).all()

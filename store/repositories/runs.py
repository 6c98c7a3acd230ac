"""Runs as rows: submitted by a client, claimed by an executor under a lease."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Row, Text, and_, cast, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.repositories.named import collect_digests
from store.tables.runs import ENDED, commands, runs, steps

AnyRow = Row[*tuple[Any, ...]]

LEASE_S = 6
"""A lease lasts this long, and is renewed every quarter of it."""
BARREN_CLAIMS = 3
"""A run that lost its executor this often without finishing one step between is set aside."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A run under a lease: whoever writes with this epoch is its executor."""

    run_id: uuid.UUID
    tenant_id: uuid.UUID
    epoch: int
    flow: dict[str, Any]
    state: str


async def submit(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    project: str,
    request: str,
    flow: dict[str, Any],
) -> uuid.UUID:
    """Queue a run, or find the one that is already under way for the same request.

    `request` is a digest of the flow. Other runs of the same project that have not ended are told
    to cancel: their output would be written over.
    """
    alive = await connection.execute(
        select(runs.c.id, runs.c.request).where(
            runs.c.project == project, runs.c.state.not_in(ENDED)
        )
    )
    for row in alive.all():
        if row.request == request:
            return row.id
        await request_cancel(connection, tenant=tenant, run_id=row.id)
    run_id = uuid7()
    await connection.execute(
        insert(runs).values(
            id=run_id, tenant_id=tenant, project=project, request=request, flow=flow
        )
    )
    return run_id


async def request_cancel(
    connection: AsyncConnection, *, tenant: uuid.UUID, run_id: uuid.UUID
) -> None:
    """Tell a run's executor to cancel it."""
    await connection.execute(
        insert(commands).values(id=uuid7(), tenant_id=tenant, run_id=run_id, kind="cancel")
    )


async def claim(connection: AsyncConnection, *, owner: str) -> Claim | None:
    """Take the oldest run that waits, or whose lease is over.

    Postgres's clock judges the leases. `owner` is `name/incarnation`: a lease that an earlier
    incarnation of the same name held is over too. A claim that follows a lost executor counts as
    barren until a step is committed under it.
    """
    name = owner.partition("/")[0]
    predecessor = and_(
        func.split_part(runs.c.lease_owner, "/", 1) == name, runs.c.lease_owner != owner
    )
    lease_over = or_(runs.c.lease_until.is_(None), runs.c.lease_until < func.now(), predecessor)
    free = (
        select(runs.c.id)
        .where(runs.c.state.in_(("queued", "running", "cancelling")), lease_over)
        .order_by(runs.c.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    lost = runs.c.lease_owner.is_not(None)
    row = (
        await connection.execute(
            update(runs)
            .where(runs.c.id == free)
            .values(
                state=text("CASE WHEN state = 'queued' THEN 'running' ELSE state END"),
                lease_owner=owner,
                lease_until=_lease_end(),
                epoch=runs.c.epoch + 1,
                barren_claims=runs.c.barren_claims + cast(lost, Integer),
                started_at=func.coalesce(runs.c.started_at, func.now()),
            )
            .returning(
                runs.c.id,
                runs.c.tenant_id,
                runs.c.epoch,
                runs.c.flow,
                runs.c.state,
                runs.c.barren_claims,
            )
        )
    ).one_or_none()
    if row is None:
        return None
    if row.barren_claims >= BARREN_CLAIMS:
        await _set_aside(connection, row.id)
        return None
    return Claim(
        run_id=row.id, tenant_id=row.tenant_id, epoch=row.epoch, flow=row.flow, state=row.state
    )


async def _set_aside(connection: AsyncConnection, run_id: uuid.UUID) -> None:
    error = {
        "code": "POISON_RUN",
        "message": f"the run lost its executor {BARREN_CLAIMS} times without finishing a step",
        "remedy": "see `kinora logs`, then start it again",
    }
    await connection.execute(
        update(runs)
        .where(runs.c.id == run_id)
        .values(
            state="failed",
            reason=error["message"],
            error=error,
            lease_owner=None,
            lease_until=None,
            finished_at=func.now(),
        )
    )


def _lease_end() -> Any:
    return func.now() + text(f"interval '{LEASE_S} seconds'")


async def renew(connection: AsyncConnection, *, run_id: uuid.UUID, epoch: int) -> bool:
    """Prolong a lease; False if it was taken over."""
    done = await connection.execute(
        update(runs)
        .where(runs.c.id == run_id, runs.c.epoch == epoch)
        .values(lease_until=_lease_end())
    )
    return done.rowcount == 1


async def release(connection: AsyncConnection, *, run_id: uuid.UUID, epoch: int) -> None:
    """End a lease early, so that the run can be claimed at once."""
    await connection.execute(
        update(runs).where(runs.c.id == run_id, runs.c.epoch == epoch).values(lease_until=None)
    )


async def release_all(connection: AsyncConnection) -> int:
    """End every lease, when the caller knows that no executor is alive; how many there were."""
    done = await connection.execute(
        update(runs).where(runs.c.lease_owner.is_not(None)).values(lease_until=None)
    )
    return done.rowcount


async def wants_cancel(connection: AsyncConnection, *, run_id: uuid.UUID) -> bool:
    """Whether somebody told this run to cancel."""
    found = await connection.execute(
        select(commands.c.id).where(commands.c.run_id == run_id, commands.c.kind == "cancel")
    )
    return found.first() is not None


async def get(connection: AsyncConnection, *, run_id: uuid.UUID) -> AnyRow | None:
    """A run's row."""
    found = await connection.execute(select(runs).where(runs.c.id == run_id))
    return found.one_or_none()


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


async def steps_of(
    connection: AsyncConnection, *, run_id: uuid.UUID, node: str | None = None
) -> Sequence[AnyRow]:
    """A run's steps, in the order of node and path, without their inputs: those are large."""
    condition = steps.c.run_id == run_id
    if node is not None:
        condition = and_(condition, steps.c.node == node)
    columns = [column for column in steps.c if column.name != "inputs"]
    found = await connection.execute(
        select(*columns).where(condition).order_by(steps.c.node, steps.c.path)
    )
    return found.all()


async def step_states(
    connection: AsyncConnection, run_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[str, int]]:
    """How many steps of each run are in each state."""
    found = await connection.execute(
        select(steps.c.run_id, steps.c.state, func.count())
        .where(steps.c.run_id.in_(run_ids))
        .group_by(steps.c.run_id, steps.c.state)
    )
    counts: dict[uuid.UUID, dict[str, int]] = {run_id: {} for run_id in run_ids}
    for run_id, state, count in found:
        counts[run_id][state] = count
    return counts


async def digests(connection: AsyncConnection, *, younger_than_s: float) -> set[str]:
    """Every digest that the steps of recent or unended runs name."""
    age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, younger_than_s)
    recent = or_(runs.c.created_at > age, runs.c.state.not_in(ENDED))
    rows = await connection.stream(
        select(steps.c.outputs).join(runs, runs.c.id == steps.c.run_id).where(recent)
    )
    named: set[str] = set()
    async for (outputs,) in rows:
        collect_digests(outputs, named)
    return named

"""Messages to endpoints: written down, taken in the order of each run, tried until they are there.

Of the pending messages of a run to an endpoint the first alone has a time for its next try, so what
comes later waits without being looked at. Whoever changes which one is the first holds the run's
trail (`trails.hold`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories import trails
from store.tables.webhooks import deliveries, webhooks

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A message whose turn it is, leased; `attempt` is in the WHERE of what is written of it."""

    id: uuid.UUID
    tenant: uuid.UUID
    webhook_id: uuid.UUID
    run_id: uuid.UUID
    attempt: int


_TAKE = text("""
UPDATE deliveries SET attempts = attempts + 1, leased_until = now() + make_interval(secs => :lease)
WHERE id IN (
    SELECT due.id FROM webhooks
    LEFT JOIN unnest(cast(:names AS uuid[]), cast(:nums AS int[])) AS busy (id, num) USING (id)
    CROSS JOIN LATERAL (
        SELECT id, next_at FROM deliveries
        WHERE webhook_id = webhooks.id AND state = 'pending' AND next_at <= now()
            AND (leased_until IS NULL OR leased_until < now())
        ORDER BY next_at LIMIT greatest(0, :each - coalesce(busy.num, 0))
        FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE webhooks.enabled
    ORDER BY due.next_at LIMIT :most
)
RETURNING id, tenant_id, webhook_id, run_id, attempts
""")


async def take(
    connection: AsyncConnection,
    *,
    lease_s: float,
    each: int,
    most: int,
    busy: Mapping[uuid.UUID, int],
) -> list[Job]:
    """Lease messages of all tenants whose time has come; for the courier.

    Args:
        connection: of the courier.
        lease_s: for how long; whoever does not come back loses them then.
        each: at most so many of an endpoint.
        most: at most so many in all.
        busy: how many of each endpoint are on their way already.
    """
    values: dict[str, Any] = {"lease": lease_s, "each": each, "most": most}
    values |= {"names": list(busy), "nums": list(busy.values())}
    taken = await connection.execute(_TAKE, values)
    return [
        Job(
            id=row.id, tenant=row.tenant_id, webhook_id=row.webhook_id, run_id=row.run_id,
            attempt=row.attempts,
        )
        for row in taken
    ]  # fmt: skip


async def add(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write messages of one run down; the run's trail is held."""
    if not rows:
        return
    await connection.execute(insert(deliveries), list(rows))
    for webhook_id in {row["webhook_id"] for row in rows}:
        await _arrange(connection, webhook_id, [rows[0]["run_id"]])


async def to_send(connection: AsyncConnection, job: Job) -> AnyRow | None:
    """What a job is about, with where it goes and what signs it; None if it is another's by now."""
    overlap = webhooks.c.former_until > func.now()
    found = await connection.execute(
        select(
            deliveries.c.kind, deliveries.c.payload, webhooks.c.url, webhooks.c.secret,
            webhooks.c.former_secret, func.coalesce(overlap, text("false")).label("overlap"),
        )
        .join(webhooks, webhooks.c.id == deliveries.c.webhook_id)
        .where(*_held_by(job), webhooks.c.enabled)
    )  # fmt: skip
    return found.one_or_none()


async def settle(
    connection: AsyncConnection,
    job: Job,
    *,
    status: int | None,
    error: str | None,
    state: str,
    wait_s: float | None = None,
) -> bool:
    """Write down what came of a try; False if the job was somebody else's by then.

    Args:
        connection: of the tenant.
        job: what was tried.
        status: what the endpoint answered, if it did.
        error: what went wrong.
        state: `delivered`, `dead`, or `pending` for another try.
        wait_s: until that.
    """
    await trails.hold(connection, [job.run_id])
    # Whoever deletes the endpoint locks it before its messages; so does this.
    await connection.execute(
        select(webhooks.c.id)
        .where(webhooks.c.id == job.webhook_id)
        .with_for_update(read=True, key_share=True)
    )
    again = func.now() + timedelta(seconds=wait_s) if wait_s is not None else None
    written = await connection.execute(
        update(deliveries)
        .where(*_held_by(job))
        .values(
            state=state, last_status=status, last_error=error, leased_until=None, next_at=again,
            ended_at=func.now() if state != "pending" else None,
        )
    )  # fmt: skip
    await _arrange(connection, job.webhook_id, [job.run_id])
    return written.rowcount > 0


async def sweep(connection: AsyncConnection, *, older_than: timedelta, most: int) -> int:
    """Forget messages of all tenants that ended long ago; how many; for the courier."""
    old = (
        select(deliveries.c.id)
        .where(deliveries.c.state != "pending", deliveries.c.ended_at < func.now() - older_than)
        .limit(most)
    )
    return (await connection.execute(delete(deliveries).where(deliveries.c.id.in_(old)))).rowcount


async def page(
    connection: AsyncConnection,
    webhook_id: uuid.UUID,
    *,
    before: uuid.UUID | None,
    limit: int,
    state: str | None = None,
    run_id: uuid.UUID | None = None,
) -> Sequence[AnyRow]:
    """Messages to an endpoint, the newest first."""
    wanted = select(deliveries).where(deliveries.c.webhook_id == webhook_id)
    if before is not None:
        wanted = wanted.where(deliveries.c.id < before)
    if state is not None:
        wanted = wanted.where(deliveries.c.state == state)
    if run_id is not None:
        wanted = wanted.where(deliveries.c.run_id == run_id)
    return (await connection.execute(wanted.order_by(deliveries.c.id.desc()).limit(limit))).all()


async def get(
    connection: AsyncConnection, webhook_id: uuid.UUID, delivery_id: uuid.UUID
) -> AnyRow | None:
    """A message to an endpoint."""
    found = await connection.execute(
        select(deliveries).where(
            deliveries.c.id == delivery_id, deliveries.c.webhook_id == webhook_id
        )
    )
    return found.one_or_none()


async def replay(connection: AsyncConnection, row: AnyRow) -> AnyRow:
    """Send a message again; one that waits for its next try is tried at once."""
    await trails.hold(connection, [row.run_id])
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == row.id, deliveries.c.state != "pending")
        .values(_ANEW)
    )
    await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == row.id, deliveries.c.next_at > func.now())
        .values(next_at=func.now())
    )
    await _arrange(connection, row.webhook_id, [row.run_id])
    again = await get(connection, row.webhook_id, row.id)
    assert again is not None
    return again


async def replay_dead(connection: AsyncConnection, webhook_id: uuid.UUID) -> int:
    """Send all messages again that were given up; how many."""
    dead = (deliveries.c.webhook_id == webhook_id, deliveries.c.state == "dead")
    found = await connection.execute(select(deliveries.c.run_id).where(*dead).distinct())
    run_ids = list(found.scalars())
    await trails.hold(connection, run_ids)
    replayed = await connection.execute(update(deliveries).where(*dead).values(_ANEW))
    await _arrange(connection, webhook_id, run_ids)
    return replayed.rowcount


_ANEW: dict[str, Any] = {
    "state": "pending", "attempts": 0, "next_at": None, "leased_until": None, "ended_at": None,
}  # fmt: skip

_WAIT_BEHIND = text("""
UPDATE deliveries AS later SET next_at = NULL
WHERE webhook_id = :webhook AND run_id = ANY(cast(:runs AS uuid[]))
    AND state = 'pending' AND next_at IS NOT NULL AND EXISTS (
        SELECT FROM deliveries AS first
        WHERE first.webhook_id = later.webhook_id AND first.run_id = later.run_id
            AND first.state = 'pending' AND first.seq < later.seq
    )
""")
_COME_NEXT = text("""
UPDATE deliveries SET next_at = now()
WHERE id IN (
    SELECT first.id FROM unnest(cast(:runs AS uuid[])) AS wanted (run_id) CROSS JOIN LATERAL (
        SELECT id, next_at FROM deliveries
        WHERE webhook_id = :webhook AND run_id = wanted.run_id AND state = 'pending'
        ORDER BY seq LIMIT 1
    ) AS first
    WHERE first.next_at IS NULL
)
""")


async def _arrange(
    connection: AsyncConnection, webhook_id: uuid.UUID, run_ids: Sequence[uuid.UUID]
) -> None:
    """Give a time to the first pending message of each run, and to no other."""
    values = {"webhook": webhook_id, "runs": list(run_ids)}
    await connection.execute(_WAIT_BEHIND, values)
    await connection.execute(_COME_NEXT, values)


def _held_by(job: Job) -> tuple[Any, ...]:
    return (
        deliveries.c.id == job.id,
        deliveries.c.attempts == job.attempt,
        deliveries.c.state == "pending",
    )

"""Which runs have news for webhooks, and how far each was read.

A run is looked at while it has not ended, and for `SLACK` after the last look that found nothing
left: longer than any transaction that ends a run can take to be committed.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.events import events
from store.tables.runs import runs
from store.tables.webhooks import trails, webhooks

AnyRow = Row[*tuple[Any, ...]]
SLACK = timedelta(minutes=15)
PAGE = 200
"""Runs a look."""
EVENTS = 2000
"""Events of a run that are read at once."""
TYPES = (
    "run.started", "run.ended", "step.waiting", "step.ended", "node.expanded", "call.sent",
)  # fmt: skip
"""Events that webhooks are about."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The runs that have news."""

    at: datetime
    runs: Sequence[tuple[uuid.UUID, uuid.UUID]]
    """Tenant and run."""

    @property
    def whole(self) -> bool:
        """Whether these are all."""
        return len(self.runs) < PAGE


_BEHIND = text(f"""
WITH asking AS (
    SELECT tenant_id, min(seen_until) AS horizon FROM webhooks WHERE enabled GROUP BY tenant_id
), near AS (
    SELECT runs.id, runs.tenant_id, next_seq FROM asking
        JOIN runs ON runs.tenant_id = asking.tenant_id AND finished_at IS NULL
    UNION ALL
    SELECT runs.id, runs.tenant_id, next_seq FROM asking
        JOIN runs ON runs.tenant_id = asking.tenant_id AND finished_at >= horizon
)
SELECT near.tenant_id, near.id FROM near LEFT JOIN trails ON trails.run_id = near.id
WHERE near.next_seq > 1 + coalesce(trails.seq, 0)
ORDER BY near.id LIMIT {PAGE}
""")


async def behind(connection: AsyncConnection) -> Look:
    """Runs of all tenants that have endpoints, with events that were not read; for the courier."""
    at = (await connection.execute(select(func.now()))).scalar_one()
    found = await connection.execute(_BEHIND)
    return Look(at=at, runs=[(row.tenant_id, row.id) for row in found])


async def note_seen(connection: AsyncConnection, look: Look) -> None:
    """Remember that all runs of a whole look were read, so that old ones are not looked at again.

    Args:
        connection: of the courier.
        look: what was found and read.
    """
    until = look.at - SLACK
    # Once a minute does: the index is not to be written to at every look.
    await connection.execute(
        update(webhooks)
        .where(webhooks.c.enabled, webhooks.c.seen_until < until - timedelta(minutes=1))
        .values(seen_until=until)
    )


_SINGLE_STEPS = text("""
SELECT count(*) FROM runs, jsonb_array_elements(
    CASE WHEN jsonb_typeof(flow -> 'nodes') = 'array' THEN flow -> 'nodes' END
) AS node WHERE runs.id = :run AND coalesce(node ->> 'each', '') = ''
""")


async def opened(
    connection: AsyncConnection, *, tenant: uuid.UUID, run_id: uuid.UUID
) -> AnyRow | None:
    """A run's trail with the run's project; None if somebody else holds it, or the run is gone.

    Args:
        connection: of the tenant.
        tenant: whose run it is.
        run_id: the run.
    """
    await connection.execute(
        insert(trails).from_select(
            ["tenant_id", "run_id"],
            select(runs.c.tenant_id, runs.c.id).where(
                runs.c.id == run_id, runs.c.tenant_id == tenant
            ),
        ).on_conflict_do_nothing()
    )  # fmt: skip
    held = await connection.execute(
        select(trails.c.seq, trails.c.state, runs.c.project)
        .join(runs, runs.c.id == trails.c.run_id)
        .where(trails.c.run_id == run_id)
        .with_for_update(skip_locked=True, of=trails)
    )
    return held.one_or_none()


async def single_steps(connection: AsyncConnection, *, run_id: uuid.UUID) -> int:
    """How many nodes of a run's flow are one step each."""
    return (await connection.execute(_SINGLE_STEPS, {"run": run_id})).scalar_one()


async def news(
    connection: AsyncConnection, *, run_id: uuid.UUID, seq: int
) -> tuple[int, Sequence[AnyRow]]:
    """How far a run's events can be read now, and those on the way that webhooks are about."""
    last = await connection.scalar(
        select(events.c.seq)
        .where(events.c.run_id == run_id, events.c.seq > seq, events.c.seq <= seq + EVENTS)
        .order_by(events.c.seq.desc())
        .limit(1)
    )
    if last is None:
        return seq, ()
    found = await connection.execute(
        select(events.c.seq, events.c.type, events.c.data, events.c.created_at)
        .where(events.c.run_id == run_id, events.c.seq > seq, events.c.seq <= last)
        .where(events.c.type.in_(TYPES))
        .order_by(events.c.seq)
    )
    return last, found.all()


async def advance(
    connection: AsyncConnection, *, run_id: uuid.UUID, seq: int, state: dict[str, Any]
) -> None:
    """Move on a trail that is held."""
    await connection.execute(
        update(trails).where(trails.c.run_id == run_id).values(seq=seq, state=state)
    )


async def hold(connection: AsyncConnection, run_ids: Sequence[uuid.UUID]) -> None:
    """Let nobody else change what comes next in these runs, until the transaction ends."""
    await connection.execute(
        select(trails.c.run_id)
        .where(trails.c.run_id.in_(run_ids))
        .order_by(trails.c.run_id)
        .with_for_update()
    )

"""Leases: which executor drives which run, and whose turn it is.

Turns are taken by start-time fair queueing (Goyal, Vin, Cheng: Start-time Fair Queuing, 1996): a
tenant's next run starts at the later of the tenant's own virtual time and that of the system, and
moves the tenant on by 1/weight; the earliest start goes first. So each gets its share of claims
while it has work, and nobody saves up turns by being idle.

More urgent classes go first. What waits rises by age: a run among those of its own tenant, a tenant
among the others by how long it has had no turn. Were it the age of runs there too, the old ones of
a long queue would go before whatever another tenant submits.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.runs import runs

LEASE_S = 6
"""A lease lasts this long, and is renewed every quarter of it."""
BARREN_CLAIMS = 3
"""A run that lost its executor this often without finishing one step between is set aside."""
AGING_S = 60
"""Who waits rises by a class of priority in so long, so that none starves."""
CANDIDATES = 4
"""So many are tried, as other executors may be faster."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A run under a lease: whoever writes with this epoch is its executor."""

    run_id: uuid.UUID
    tenant_id: uuid.UUID
    epoch: int
    flow: dict[str, Any]
    state: str
    weight: float = 1.0
    """Of the tenant, beside others."""
    project: str = ""
    inputs: dict[str, Any] | None = None
    begun: bool = True
    """Whether the journal may hold steps of it already."""
    trace: str | None = None
    """The `traceparent` of what submitted it."""
    poison: bool = False
    """Whether it has lost so many executors that it is to be set aside."""


_NEXT = text(f"""
WITH claimable AS (
    SELECT id, tenant_id, created_at,
           array_position(ARRAY['interactive', 'standard', 'batch'], priority) AS class
    FROM runs
    WHERE state IN ('queued', 'running', 'cancelling', 'waiting')
      AND (state <> 'waiting' OR wake_at <= now())
      AND (lease_until IS NULL OR lease_until < now()
           OR (split_part(lease_owner, '/', 1) = :name AND lease_owner <> :owner))
      AND NOT tenant_id = ANY(cast(:full AS uuid[]))
), clock AS (
    SELECT coalesce(max(virtual_time - 1 / weight), 0) AS now FROM shares
), turns AS (
    SELECT tenant_id, since, coalesce(weight, 1) AS weight,
        greatest(coalesce(virtual_time, 0), clock.now) AS start,
        greatest(1, class - floor(extract(epoch FROM
            now() - greatest(since, last_turn_at)) / {AGING_S})) AS class
    FROM (SELECT tenant_id, min(class) AS class, min(created_at) AS since
          FROM claimable GROUP BY tenant_id) AS asking
    CROSS JOIN clock LEFT JOIN shares USING (tenant_id)
    WHERE max_running IS NULL OR max_running > (
        SELECT count(*) FROM runs AS busy
        WHERE busy.tenant_id = asking.tenant_id AND busy.state IN ('running', 'cancelling')
          AND busy.lease_until >= now()
    )
)
SELECT own.id, next.tenant_id, next.start, next.weight
FROM (SELECT * FROM turns ORDER BY class, start, since, tenant_id LIMIT {CANDIDATES}) AS next
CROSS JOIN LATERAL (
    SELECT id, row_number() OVER () AS place FROM (
        SELECT id FROM claimable WHERE tenant_id = next.tenant_id
        ORDER BY greatest(1, class - floor(extract(epoch FROM now() - created_at) / {AGING_S})),
            created_at, id
        LIMIT {CANDIDATES}
    ) AS first
) AS own
ORDER BY next.class, next.start, next.since, next.tenant_id, own.place
LIMIT {CANDIDATES}
""")

_TAKE = text("""
UPDATE runs SET
    state = CASE WHEN state IN ('queued', 'waiting') THEN 'running' ELSE state END,
    lease_owner = :owner,
    lease_until = now() + make_interval(secs => :lease),
    wake_at = NULL,
    epoch = epoch + 1,
    barren_claims = barren_claims + (lease_owner IS NOT NULL)::int,
    started_at = coalesce(started_at, now())
WHERE id = (
    SELECT id FROM runs
    WHERE id = :run AND state IN ('queued', 'running', 'cancelling', 'waiting')
      AND (lease_until IS NULL OR lease_until < now()
           OR (split_part(lease_owner, '/', 1) = :name AND lease_owner <> :owner))
    FOR UPDATE SKIP LOCKED
)
RETURNING id, tenant_id, epoch, flow, state, project, inputs, trace, barren_claims,
          epoch > 1 OR origin IS NOT NULL AS begun
""")

_TURN = text("""
INSERT INTO shares (tenant_id, virtual_time, last_turn_at) VALUES (:tenant, :start + 1, now())
ON CONFLICT (tenant_id) DO UPDATE
SET virtual_time = :start + 1 / shares.weight, last_turn_at = now()
""")


async def claim(
    connection: AsyncConnection, *, owner: str, full: Collection[uuid.UUID] = ()
) -> Claim | None:
    """Take the run whose turn it is: one that waits, or whose lease is over.

    Postgres's clock judges the leases. `owner` is `name/incarnation`: a lease that an earlier
    incarnation of the same name held is over too. A claim that follows a lost executor counts as
    barren until a step is committed under it. The tenants that are `full` are passed over.
    """
    who = {"owner": owner, "name": owner.partition("/")[0]}
    candidates = await connection.execute(_NEXT, {**who, "full": list(full)})
    for candidate in candidates.all():
        taken = await connection.execute(_TAKE, {**who, "lease": LEASE_S, "run": candidate.id})
        row = taken.one_or_none()
        if row is None:
            continue  # another executor was faster
        await connection.execute(_TURN, {"tenant": row.tenant_id, "start": candidate.start})
        return Claim(
            run_id=row.id, tenant_id=row.tenant_id, epoch=row.epoch, flow=row.flow,
            state=row.state, weight=candidate.weight, project=row.project, inputs=row.inputs,
            begun=row.begun, trace=row.trace, poison=row.barren_claims >= BARREN_CLAIMS,
        )  # fmt: skip
    return None


async def renew(
    connection: AsyncConnection, epochs: Mapping[uuid.UUID, int]
) -> frozenset[uuid.UUID]:
    """Prolong leases, given by run and epoch; the runs that were taken over."""
    if not epochs:
        return frozenset()
    kept = await connection.execute(
        text(
            "UPDATE runs SET lease_until = now() + make_interval(secs => :lease) "
            "FROM unnest(cast(:ids AS uuid[]), cast(:epochs AS int[])) AS mine (id, epoch) "
            "WHERE runs.id = mine.id AND runs.epoch = mine.epoch RETURNING runs.id"
        ),
        {"lease": LEASE_S, "ids": list(epochs), "epochs": list(epochs.values())},
    )
    return frozenset(epochs) - frozenset(kept.scalars())


async def release(
    connection: AsyncConnection, *, run_id: uuid.UUID, epoch: int, blameless: bool
) -> None:
    """End a lease early, so that the run can be claimed at once.

    Args:
        connection: of the tenant.
        run_id: the run.
        epoch: of the lease.
        blameless: whether the run had no part in it; else the next claim counts as barren.
    """
    ended: dict[str, Any] = {"lease_until": None}
    if blameless:
        ended["lease_owner"] = None
    await connection.execute(
        update(runs).where(runs.c.id == run_id, runs.c.epoch == epoch).values(**ended)
    )

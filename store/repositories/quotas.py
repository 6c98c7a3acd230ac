"""What a tenant has taken of what it may, and how much waits over all tenants."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.tenants import shares


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a tenant has taken and what it may; a limit of None is none."""

    queued: int
    max_queued: int | None
    running: int
    max_running: int | None
    storage_bytes: int
    max_storage_bytes: int | None
    gpu_seconds: float
    """In this calendar month, UTC."""
    max_gpu_seconds: int | None


_STANDING = text("""
SELECT
    (SELECT count(*) FROM runs WHERE state = 'queued'),
    (SELECT max_queued FROM shares WHERE tenant_id = :tenant),
    (SELECT count(*) FROM runs WHERE state IN ('running', 'cancelling')),
    (SELECT max_running FROM shares WHERE tenant_id = :tenant),
    coalesce((SELECT sum(num_bytes) FROM cache), 0)::bigint
        + coalesce((SELECT sum((asset ->> 'num_bytes')::bigint) FROM artifacts
                    WHERE source = 'upload' AND deleted_at IS NULL), 0)::bigint
        + coalesce((SELECT sum(num_bytes) FROM uploads WHERE state IN ('open', 'checking')),
                   0)::bigint,
    (SELECT max_storage_bytes FROM shares WHERE tenant_id = :tenant),
    coalesce((SELECT sum(gpu_ms) FROM ledger
              WHERE created_at >= date_trunc('month', now(), 'UTC')), 0)::double precision / 1000,
    (SELECT max_gpu_seconds FROM shares WHERE tenant_id = :tenant)
""")
_WAITING = text(
    "SELECT count(*) FROM (SELECT FROM runs WHERE state = 'queued' LIMIT :most) AS waiting"
)


async def limited(connection: AsyncConnection, tenant: uuid.UUID) -> bool:
    """Whether a tenant's storage or GPU time is limited at all: without, there is less to count.

    Args:
        connection: of the tenant.
        tenant: which one.
    """
    some = shares.c.max_storage_bytes.is_not(None) | shares.c.max_gpu_seconds.is_not(None)
    found = await connection.scalar(select(some).where(shares.c.tenant_id == tenant))
    return bool(found)


async def standing(connection: AsyncConnection, tenant: uuid.UUID) -> Standing:
    """Where a tenant stands.

    What steps made and uploads brought counts as stored, with what is declared and on its way.

    Args:
        connection: of the tenant.
        tenant: whose standing it is.
    """
    row = (await connection.execute(_STANDING, {"tenant": tenant})).one()
    return Standing(**dict(zip(Standing.__dataclass_fields__, row, strict=True)))


async def waiting(connection: AsyncConnection, most: int) -> int:
    """How many runs of all tenants are queued; counted no further than `most`.

    Args:
        connection: of the role `kinora_gate`.
        most: where counting ends.
    """
    return int((await connection.execute(_WAITING, {"most": most})).scalar_one())

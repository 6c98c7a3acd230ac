"""How much of the engine a tenant gets: its weight, and how many of its runs may run and wait."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.tenants import shares

AnyRow = Row[*tuple[Any, ...]]


async def get(connection: AsyncConnection, tenant: uuid.UUID) -> AnyRow | None:
    """A tenant's share; None where nobody has said anything and nothing has run yet."""
    found = await connection.execute(select(shares).where(shares.c.tenant_id == tenant))
    return found.one_or_none()


async def put(connection: AsyncConnection, *, tenant: uuid.UUID, said: Mapping[str, Any]) -> AnyRow:
    """Say what a tenant gets from now on.

    Args:
        connection: of the tenant.
        tenant: whose share it is.
        said: its weight beside those of others (1 is usual), and its limits by their columns; a
            limit of None is none.
    """
    row = insert(shares).values(tenant_id=tenant, **said)
    changed = await connection.execute(
        row.on_conflict_do_update(index_elements=[shares.c.tenant_id], set_=said).returning(shares)
    )
    return changed.one()

"""The audit log: written in the transaction of what it tells, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.tables.requests import audit


async def write(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    actor: str,
    action: str,
    kind: str,
    object_id: str,
    address: str | None = None,
    request_id: str | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Say who did what to which object, from where."""
    await connection.execute(
        insert(audit).values(
            id=uuid7(), tenant_id=tenant, actor=actor, action=action, object_kind=kind,
            object_id=object_id, address=address, request_id=request_id, data=data,
        )
    )  # fmt: skip


async def page(
    connection: AsyncConnection,
    *,
    before: uuid.UUID | None,
    limit: int,
    actor: str | None = None,
    kind: str | None = None,
    object_id: str | None = None,
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Entries, the newest first.

    Args:
        connection: of the tenant.
        before: the id of the last entry of the page before.
        limit: how many.
        actor: of this one alone, as in `user:<id>`.
        kind: of objects of this kind alone.
        object_id: of this object alone.
    """
    wanted = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(audit.c.id < before)
    for column, value in (
        (audit.c.actor, actor), (audit.c.object_kind, kind), (audit.c.object_id, object_id)
    ):  # fmt: skip
        if value is not None:
            wanted = wanted.where(column == value)
    return (await connection.execute(wanted)).all()

"""Endpoints that hear of a tenant's runs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy import delete as deleting
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.webhooks import webhooks

AnyRow = Row[*tuple[Any, ...]]


async def create(
    connection: AsyncConnection,
    *,
    webhook_id: uuid.UUID,
    tenant: uuid.UUID,
    made_by: str,
    secret: bytes,
    values: Mapping[str, Any],
) -> AnyRow:
    """A new endpoint; a request that comes again gives it another secret.

    Args:
        connection: of the tenant.
        webhook_id: its id.
        tenant: whose.
        made_by: who.
        secret: what signs, encrypted.
        values: its other columns.
    """
    made = upsert(webhooks).values(
        id=webhook_id, tenant_id=tenant, made_by=made_by, secret=secret, **values
    )
    again = made.on_conflict_do_update(index_elements=[webhooks.c.id], set_={"secret": secret})
    return (await connection.execute(again.returning(webhooks))).one()


async def get(
    connection: AsyncConnection, webhook_id: uuid.UUID, *, lock: bool = False
) -> AnyRow | None:
    """An endpoint; nobody else changes it if it is locked."""
    wanted = select(webhooks).where(webhooks.c.id == webhook_id)
    if lock:
        wanted = wanted.with_for_update()
    return (await connection.execute(wanted)).one_or_none()


async def count(connection: AsyncConnection) -> int:
    """How many the tenant has."""
    return (await connection.execute(select(func.count()).select_from(webhooks))).scalar_one()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Endpoints, the newest first."""
    wanted = select(webhooks).order_by(webhooks.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(webhooks.c.id < before)
    return (await connection.execute(wanted)).all()


async def enabled(connection: AsyncConnection) -> Sequence[AnyRow]:
    """Those that hear of what happens; none of them is deleted until the transaction ends."""
    wanted = select(webhooks).where(webhooks.c.enabled).order_by(webhooks.c.id)
    return (await connection.execute(wanted.with_for_update(read=True, key_share=True))).all()


async def change(
    connection: AsyncConnection, webhook_id: uuid.UUID, values: Mapping[str, Any]
) -> AnyRow:
    """Change an endpoint that is locked."""
    return await _changed(connection, webhook_id, {**values, "version": webhooks.c.version + 1})


async def enable(connection: AsyncConnection, webhook_id: uuid.UUID) -> None:
    """Let it hear of what happens from now on."""
    now = func.now()
    await _changed(
        connection, webhook_id,
        {"enabled": True, "disabled_for": None, "failing_since": None, "since": now,
         "seen_until": now},
    )  # fmt: skip


async def disable(connection: AsyncConnection, webhook_id: uuid.UUID, why: str) -> None:
    """Send it nothing more."""
    await _changed(connection, webhook_id, {"enabled": False, "disabled_for": why})


async def rotate(
    connection: AsyncConnection, webhook_id: uuid.UUID, secret: bytes, *, overlap: timedelta
) -> AnyRow:
    """Sign with another secret, and for some time with the former one as well."""
    values = {
        "former_secret": webhooks.c.secret, "former_until": func.now() + overlap, "secret": secret,
    }  # fmt: skip
    return await change(connection, webhook_id, values)


async def delete(connection: AsyncConnection, webhook_id: uuid.UUID) -> bool:
    """Forget an endpoint with all that was sent to it; False if there is none."""
    gone = await connection.execute(deleting(webhooks).where(webhooks.c.id == webhook_id))
    return gone.rowcount > 0


async def heal(connection: AsyncConnection, webhook_id: uuid.UUID) -> None:
    """Note that it answers."""
    await connection.execute(
        update(webhooks)
        .where(webhooks.c.id == webhook_id, webhooks.c.failing_since.is_not(None))
        .values(failing_since=None)
    )


async def fail(connection: AsyncConnection, webhook_id: uuid.UUID, *, at_most: timedelta) -> bool:
    """Note that it does not answer; whether it has not for longer than it may."""
    await connection.execute(
        update(webhooks)
        .where(webhooks.c.id == webhook_id, webhooks.c.failing_since.is_(None))
        .values(failing_since=func.now())
    )
    over = await connection.execute(
        select(webhooks.c.id).where(
            webhooks.c.id == webhook_id,
            webhooks.c.enabled,
            webhooks.c.failing_since < func.now() - at_most,
        )
    )
    return over.one_or_none() is not None


async def _changed(
    connection: AsyncConnection, webhook_id: uuid.UUID, values: Mapping[str, Any]
) -> AnyRow:
    changed = await connection.execute(
        update(webhooks)
        .where(webhooks.c.id == webhook_id)
        .values(**values, updated_at=func.now())
        .returning(webhooks)
    )
    return changed.one()

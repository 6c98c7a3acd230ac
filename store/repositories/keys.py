"""API keys: found by their prefix, kept as a digest."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.people import api_keys

AnyRow = Row[*tuple[Any, ...]]


async def create(
    connection: AsyncConnection,
    *,
    key_id: uuid.UUID,
    tenant: uuid.UUID,
    name: str,
    prefix: str,
    secret_digest: bytes,
    role: str,
    scopes: Sequence[str],
    user_id: uuid.UUID | None = None,
    operator: bool = False,
    per_minute: int | None = None,
    expires_at: datetime | None = None,
    apis: Sequence[str] | None = None,
) -> AnyRow:
    """A new key.

    Args:
        connection: of the tenant.
        key_id: its id; a request that comes again gives its key a new secret.
        tenant: whose.
        name: what it is for.
        prefix: finds it.
        secret_digest: of what is shown once.
        role: what it may do at most.
        scopes: what it may do of that.
        user_id: with whom it ends; None for one of the tenant.
        operator: whether it runs the platform.
        per_minute: its own rate.
        expires_at: from when on it is refused.
        apis: the APIs that it calls and does nothing else; None for a key that is not bound.
    """
    secret = {"prefix": prefix, "secret_digest": secret_digest}
    made = insert(api_keys).values(
        id=key_id, tenant_id=tenant, name=name, role=role, scopes=list(scopes), user_id=user_id,
        operator=operator, per_minute=per_minute, expires_at=expires_at,
        apis=None if apis is None else list(apis), **secret,
    )  # fmt: skip
    again = made.on_conflict_do_update(index_elements=[api_keys.c.id], set_=secret)
    return (await connection.execute(again.returning(api_keys))).one()


async def get(connection: AsyncConnection, key_id: uuid.UUID) -> AnyRow | None:
    """A key that was not revoked."""
    wanted = select(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
    return (await connection.execute(wanted)).one_or_none()


async def has_operator(connection: AsyncConnection) -> bool:
    """Whether somebody holds a key that runs the platform."""
    wanted = select(api_keys.c.id).where(
        api_keys.c.operator,
        api_keys.c.revoked_at.is_(None),
        or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > func.now()),
    )
    return (await connection.execute(wanted.limit(1))).first() is not None


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Keys that were not revoked, the newest first."""
    wanted = select(api_keys).where(api_keys.c.revoked_at.is_(None))
    if before is not None:
        wanted = wanted.where(api_keys.c.id < before)
    return (await connection.execute(wanted.order_by(api_keys.c.id.desc()).limit(limit))).all()


async def end(connection: AsyncConnection, key_id: uuid.UUID, *, after: timedelta) -> None:
    """Let a key end, at the latest after a time in which its successor takes over."""
    ends = func.now() + after
    await connection.execute(
        update(api_keys)
        .where(api_keys.c.id == key_id)
        .values(expires_at=func.least(func.coalesce(api_keys.c.expires_at, ends), ends))
    )


async def revoke(connection: AsyncConnection, key_id: uuid.UUID) -> bool:
    """Refuse a key from now on; False if there is none."""
    revoked = await connection.execute(
        update(api_keys)
        .where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )
    return revoked.rowcount > 0

"""Sessions of users: found by the digest of a token, over when idle or too old."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.tables.people import sessions

AnyRow = Row[*tuple[Any, ...]]
IDLE = timedelta(hours=12)
LIFE = timedelta(days=14)


async def create(
    connection: AsyncConnection,
    *,
    token_digest: bytes,
    user_id: uuid.UUID,
    tenant: uuid.UUID,
    address: str | None,
    agent: str | None,
    provider_id: uuid.UUID | None = None,
) -> AnyRow:
    """A new session; those of the user that are over go.

    Args:
        connection: of the gate.
        token_digest: finds it.
        user_id: whose.
        tenant: where he enters.
        address: from where.
        agent: with which program.
        provider_id: on whose word; None for a password.
    """
    over = or_(sessions.c.expires_at <= func.now(), sessions.c.seen_at <= func.now() - IDLE)
    await connection.execute(delete(sessions).where(sessions.c.user_id == user_id, over))
    made = insert(sessions).values(
        id=uuid7(), token_digest=token_digest, user_id=user_id, tenant_id=tenant, address=address,
        agent=agent, provider_id=provider_id, expires_at=func.now() + LIFE,
    )  # fmt: skip
    return (await connection.execute(made.returning(sessions))).one()


async def get(connection: AsyncConnection, session_id: uuid.UUID) -> AnyRow | None:
    """A session."""
    wanted = select(sessions).where(sessions.c.id == session_id)
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection,
    *,
    user_id: uuid.UUID,
    tenant: uuid.UUID | None,
    before: uuid.UUID | None,
    limit: int,
) -> Sequence[AnyRow]:
    """A user's sessions that are not over, the newest first; in one tenant, or in all."""
    wanted = select(sessions).where(
        *_whose(user_id, tenant),
        sessions.c.expires_at > func.now(),
        sessions.c.seen_at > func.now() - IDLE,
    )
    if before is not None:
        wanted = wanted.where(sessions.c.id < before)
    return (await connection.execute(wanted.order_by(sessions.c.id.desc()).limit(limit))).all()


async def end(
    connection: AsyncConnection,
    session_id: uuid.UUID,
    *,
    user_id: uuid.UUID,
    tenant: uuid.UUID | None = None,
) -> uuid.UUID | None:
    """End a user's session; in which tenant it was, or None if there is none."""
    gone = delete(sessions).where(sessions.c.id == session_id, *_whose(user_id, tenant))
    return (await connection.execute(gone.returning(sessions.c.tenant_id))).scalar_one_or_none()


async def end_all(
    connection: AsyncConnection, user_id: uuid.UUID, *, but: uuid.UUID | None = None
) -> None:
    """End a user's sessions, perhaps but one."""
    gone = delete(sessions).where(sessions.c.user_id == user_id)
    if but is not None:
        gone = gone.where(sessions.c.id != but)
    await connection.execute(gone)


async def move(connection: AsyncConnection, session_id: uuid.UUID, tenant: uuid.UUID) -> None:
    """Let a session go on in another tenant."""
    await connection.execute(
        update(sessions).where(sessions.c.id == session_id).values(tenant_id=tenant)
    )


def _whose(user_id: uuid.UUID, tenant: uuid.UUID | None) -> list[ColumnElement[bool]]:
    one: list[ColumnElement[bool]] = [] if tenant is None else [sessions.c.tenant_id == tenant]
    return [sessions.c.user_id == user_id, *one]

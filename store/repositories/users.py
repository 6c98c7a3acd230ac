"""Users, as the gate sees them: whatever the tenants that they belong to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, case, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.tables.people import memberships, passwords, resets, users
from store.tables.tenants import tenants

AnyRow = Row[*tuple[Any, ...]]


async def by_email(connection: AsyncConnection, email: str) -> AnyRow | None:
    """Who has an address."""
    return (await connection.execute(select(users).where(users.c.email == email))).one_or_none()


async def get(connection: AsyncConnection, user_id: uuid.UUID) -> AnyRow | None:
    """A user."""
    return (await connection.execute(select(users).where(users.c.id == user_id))).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Users, the newest first."""
    wanted = select(users)
    if before is not None:
        wanted = wanted.where(users.c.id < before)
    return (await connection.execute(wanted.order_by(users.c.id.desc()).limit(limit))).all()


async def create(
    connection: AsyncConnection, *, email: str, name: str, password_hash: str | None
) -> tuple[AnyRow, bool]:
    """The user of an address, and whether he was made now: one that is there stays as he is."""
    made = upsert(users).values(id=uuid7(), email=email, name=name, password_hash=password_hash)
    kept = made.on_conflict_do_nothing(index_elements=[users.c.email]).returning(users.c.id)
    fresh = (await connection.execute(kept)).scalar_one_or_none()
    if fresh is not None and password_hash is not None:
        await _remember(connection, fresh, password_hash)
    row = await by_email(connection, email)
    assert row is not None
    return row, fresh is not None


async def take_attempt(
    connection: AsyncConnection, user_id: uuid.UUID, *, most: int, lock: timedelta
) -> bool | None:
    """Count an attempt to enter before its password is looked at, so that none goes uncounted.

    Args:
        connection: of the gate.
        user_id: whose password is to be tried.
        most: wrong ones in a row; with that many the account is locked.
        lock: for how long.

    Returns:
        Whether this was the last one before the lock; None if it is locked.
    """
    num = case((users.c.locked_until.is_(None), users.c.failed_logins + 1), else_=1)
    counted = await connection.execute(
        update(users)
        .where(
            users.c.id == user_id,
            or_(users.c.locked_until.is_(None), users.c.locked_until <= func.now()),
        )
        .values(failed_logins=num, locked_until=case((num >= most, func.now() + lock)))
        .returning(users.c.locked_until)
    )
    row = counted.one_or_none()
    return None if row is None else row.locked_until is not None


async def entered(connection: AsyncConnection, user_id: uuid.UUID, rehashed: str | None) -> None:
    """Forget failed attempts after a right one; keep the same password's better hash."""
    values: dict[str, Any] = {"failed_logins": 0, "locked_until": None}
    if rehashed is not None:
        values["password_hash"] = rehashed
    await connection.execute(update(users).where(users.c.id == user_id).values(**values))


async def lock(connection: AsyncConnection, user_id: uuid.UUID, *, until: timedelta | None) -> None:
    """Refuse a user's password for a time; None lets it in again."""
    ends = None if until is None else func.now() + until
    await connection.execute(
        update(users).where(users.c.id == user_id).values(failed_logins=0, locked_until=ends)
    )


async def former_hashes(
    connection: AsyncConnection, user_id: uuid.UUID, most: int
) -> Sequence[str]:
    """The hashes of a user's last passwords, that of today among them, the latest first."""
    wanted = select(passwords.c.hash).where(passwords.c.user_id == user_id)
    return (
        await connection.scalars(wanted.order_by(passwords.c.id.desc()).limit(most))
    ).all()  # fmt: skip


async def set_password(
    connection: AsyncConnection, user_id: uuid.UUID, password_hash: str, *, remembered: int
) -> None:
    """Give a user another password; he is not locked out any more, and older links are void."""
    await connection.execute(
        update(users)
        .where(users.c.id == user_id)
        .values(password_hash=password_hash, failed_logins=0, locked_until=None)
    )
    await connection.execute(delete(resets).where(resets.c.user_id == user_id))
    await _remember(connection, user_id, password_hash)
    latest = select(passwords.c.id).where(passwords.c.user_id == user_id)
    kept = latest.order_by(passwords.c.id.desc()).limit(remembered)
    await connection.execute(
        delete(passwords).where(passwords.c.user_id == user_id, passwords.c.id.not_in(kept))
    )


async def homes(connection: AsyncConnection, user_id: uuid.UUID) -> Sequence[AnyRow]:
    """Tenants that a user enters with his password, the first one first."""
    wanted = (
        select(tenants.c.id, tenants.c.name, memberships.c.role)
        .join(memberships, memberships.c.tenant_id == tenants.c.id)
        .where(memberships.c.user_id == user_id, memberships.c.provider_id.is_(None))
    )
    ordered = wanted.order_by(memberships.c.created_at, tenants.c.id)
    return (await connection.execute(ordered)).all()


async def _remember(connection: AsyncConnection, user_id: uuid.UUID, password_hash: str) -> None:
    await connection.execute(
        insert(passwords).values(id=uuid7(), user_id=user_id, hash=password_hash)
    )

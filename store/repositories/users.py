"""Users, as the gate sees them: whatever the tenants that they belong to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.ids import uuid7
from store.tables.people import memberships, passwords, resets, users
from store.tables.tenants import tenants

AnyRow = Row[*tuple[Any, ...]]
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when somebody is locked out who was barred: Python knows no infinite time."""


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
    await connection.execute(
        update(users)
        .where(users.c.id == user_id, users.c.locked_until.is_distinct_from(NEVER))
        .values(**values)
    )


async def bar(connection: AsyncConnection, user_id: uuid.UUID, *, barred: bool) -> None:
    """Keep a user out until this is undone, or let him in again."""
    await connection.execute(
        update(users)
        .where(users.c.id == user_id)
        .values(failed_logins=0, locked_until=NEVER if barred else None)
    )


def is_barred(user: AnyRow) -> bool:
    """Whether somebody keeps a user out, rather than his own wrong attempts."""
    return user.locked_until == NEVER


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
    """Give a user another password; wrong attempts are forgotten, and older links are void."""
    barred = case((users.c.locked_until == NEVER, users.c.locked_until))
    await connection.execute(
        update(users)
        .where(users.c.id == user_id)
        .values(password_hash=password_hash, failed_logins=0, locked_until=barred)
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


async def belongs_to(connection: AsyncConnection, user_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Tenants that a user is a member of, by whatever way he enters."""
    wanted = select(memberships.c.tenant_id).where(memberships.c.user_id == user_id)
    return (await connection.scalars(wanted)).all()


async def _remember(connection: AsyncConnection, user_id: uuid.UUID, password_hash: str) -> None:
    await connection.execute(
        insert(passwords).values(id=uuid7(), user_id=user_id, hash=password_hash)
    )

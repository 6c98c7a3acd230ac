"""Members of a tenant; one of them at least is an admin, once there was one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import CallerError
from store.tables.people import api_keys, memberships, sessions, users

AnyRow = Row[*tuple[Any, ...]]
_SEEN = (
    memberships.c.user_id,
    users.c.email,
    users.c.name,
    memberships.c.role,
    memberships.c.provider_id,
    memberships.c.created_at,
)


class LastAdmin(CallerError):
    """Without him nobody could let anybody in."""

    code = "LAST_ADMIN"


async def add(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    user_id: uuid.UUID,
    role: str,
    provider_id: uuid.UUID | None = None,
) -> bool:
    """Make a user a member; False if he is one, whose role stays.

    Args:
        connection: of the tenant.
        tenant: of what.
        user_id: who.
        role: as what.
        provider_id: on whose word; None if he has proved himself to Kinora. Whom a provider had
            vouched for, and who then does that, enters by his password as well.
    """
    made = insert(memberships).values(
        tenant_id=tenant, user_id=user_id, role=role, provider_id=provider_id
    )
    keys = [memberships.c.tenant_id, memberships.c.user_id]
    fresh = made.on_conflict_do_nothing(index_elements=keys)
    if (await connection.execute(fresh)).rowcount > 0:
        return True
    if provider_id is None:
        await connection.execute(
            update(memberships).where(memberships.c.user_id == user_id).values(provider_id=None)
        )
    return False


async def get(connection: AsyncConnection, user_id: uuid.UUID) -> AnyRow | None:
    """A member."""
    wanted = select(*_SEEN).join(users, users.c.id == memberships.c.user_id)
    found = await connection.execute(wanted.where(memberships.c.user_id == user_id))
    return found.one_or_none()


async def by_email(connection: AsyncConnection, email: str) -> AnyRow | None:
    """The member who has an address."""
    wanted = select(*_SEEN).join(users, users.c.id == memberships.c.user_id)
    return (await connection.execute(wanted.where(users.c.email == email))).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Members, those whose account is the newest first."""
    wanted = select(*_SEEN).join(users, users.c.id == memberships.c.user_id)
    if before is not None:
        wanted = wanted.where(memberships.c.user_id < before)
    ordered = wanted.order_by(memberships.c.user_id.desc()).limit(limit)
    return (await connection.execute(ordered)).all()


async def set_role(connection: AsyncConnection, user_id: uuid.UUID, role: str) -> bool:
    """Give a member a role; False if there is no such member.

    Raises:
        LastAdmin: nobody else is an admin.
    """
    if role != "admin":
        await _check_admins(connection, memberships.c.user_id != user_id)
    changed = await connection.execute(
        update(memberships).where(memberships.c.user_id == user_id).values(role=role)
    )
    return changed.rowcount > 0


async def remove(connection: AsyncConnection, user_id: uuid.UUID) -> bool:
    """Let a member go, with his sessions here and his keys; False if there is no such member.

    Raises:
        LastAdmin: nobody else is an admin.
    """
    await _check_admins(connection, memberships.c.user_id != user_id)
    gone = delete(memberships).where(memberships.c.user_id == user_id)
    if (await connection.execute(gone)).rowcount == 0:
        return False
    await connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
    await connection.execute(
        update(api_keys)
        .where(api_keys.c.user_id == user_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=func.now())
    )
    return True


async def check_without(connection: AsyncConnection, provider_id: uuid.UUID) -> None:
    """Refuse to let a provider's members go where nobody else is an admin.

    Raises:
        LastAdmin: nobody is.
    """
    others = memberships.c.provider_id.is_distinct_from(provider_id)
    await _check_admins(connection, others)


async def _check_admins(connection: AsyncConnection, others: Any) -> None:
    # All admins are locked in one order: two who demote each other at once do it one by one.
    admins = select(memberships.c.user_id, others.label("stays"))
    locked = admins.where(memberships.c.role == "admin").order_by(memberships.c.user_id)
    rows = (await connection.execute(locked.with_for_update())).all()
    if rows and not any(row.stays for row in rows):
        raise LastAdmin("this is the tenant's last admin", "make another member an admin first")

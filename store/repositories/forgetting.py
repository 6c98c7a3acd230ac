"""Shuts doors before an erasure, and takes a user out of all that knows him."""

from __future__ import annotations

import uuid

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories import commands, members, users
from store.tables.people import (
    api_keys,
    identities,
    invitations,
    memberships,
    passwords,
    sessions,
)
from store.tables.people import users as user_rows
from store.tables.runs import ENDED, runs
from store.tables.runs import commands as command_rows


async def end_entries(connection: AsyncConnection) -> None:
    """End all sessions and keys of the tenant that a transaction is of."""
    await connection.execute(delete(sessions))
    await connection.execute(
        update(api_keys).where(api_keys.c.revoked_at.is_(None)).values(revoked_at=func.now())
    )
    await connection.execute(delete(invitations))


async def end_runs(connection: AsyncConnection, tenant: uuid.UUID) -> int:
    """Cancel all runs of a tenant's; how many an executor still has at hand."""
    held = and_(runs.c.lease_until.is_not(None), runs.c.lease_until > func.now())
    await connection.execute(
        update(runs)
        .where(runs.c.state.not_in(ENDED), ~held)
        .values(state="cancelled", finished_at=func.now())
    )
    left = list(await connection.scalars(select(runs.c.id).where(runs.c.state.not_in(ENDED))))
    for run_id in left:
        said = select(command_rows.c.id).where(
            command_rows.c.run_id == run_id, command_rows.c.kind == "cancel"
        )
        if await connection.scalar(said.limit(1)) is None:
            await commands.post(connection, tenant=tenant, run_id=run_id, kind="cancel")
    return len(left)


async def delete_users_of(connection: AsyncConnection, tenant: uuid.UUID) -> int:
    """Delete users whom no other tenant knows, nor the platform needs; for the gate."""
    elsewhere = or_(
        *(
            exists().where(table.c.user_id == user_rows.c.id, table.c.tenant_id != tenant)
            for table in (memberships, api_keys, sessions, identities)
        )
    )
    here = exists().where(
        memberships.c.user_id == user_rows.c.id, memberships.c.tenant_id == tenant
    )
    gone = delete(user_rows).where(here, ~elsewhere, ~user_rows.c.operator)
    return (await connection.execute(gone)).rowcount


async def shut_out(connection: AsyncConnection, user_id: uuid.UUID) -> None:
    """Let a user in no more; for the gate."""
    await users.bar(connection, user_id, barred=True)
    await connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
    await connection.execute(delete(passwords).where(passwords.c.user_id == user_id))


async def delete_invitations(connection: AsyncConnection, tenant: uuid.UUID, email: str) -> int:
    """Forget that an address was invited."""
    gone = delete(invitations).where(
        invitations.c.tenant_id == tenant, invitations.c.email == email
    )
    return (await connection.execute(gone)).rowcount


async def leave(connection: AsyncConnection, user_id: uuid.UUID) -> bool:
    """End a membership, and delete the keys that hang on it.

    Raises:
        LastAdmin: nobody else is an admin.
    """
    left = await members.remove(connection, user_id)
    await connection.execute(delete(api_keys).where(api_keys.c.user_id == user_id))
    return left


async def delete_user(connection: AsyncConnection, user_id: uuid.UUID) -> int:
    """Delete a user, and with him what the platform kept of him; for the gate."""
    gone = delete(user_rows).where(user_rows.c.id == user_id)
    return (await connection.execute(gone)).rowcount

"""Invitations into a tenant: kept as the digest of a link's token, good once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.people import invitations

AnyRow = Row[*tuple[Any, ...]]
LIFE = timedelta(days=7)


async def create(
    connection: AsyncConnection,
    *,
    invitation_id: uuid.UUID,
    tenant: uuid.UUID,
    email: str,
    role: str,
    token_digest: bytes,
) -> AnyRow:
    """Invite an address; what it was sent before is void.

    Args:
        connection: of the tenant.
        invitation_id: its id; a request that comes again gives it another token.
        tenant: into what.
        email: whom.
        role: as what.
        token_digest: of what is shown once.
    """
    former = (invitations.c.email == email) & (invitations.c.id != invitation_id)
    await connection.execute(delete(invitations).where(former, invitations.c.accepted_at.is_(None)))
    secret = {"token_digest": token_digest, "expires_at": func.now() + LIFE}
    made = insert(invitations).values(
        id=invitation_id, tenant_id=tenant, email=email, role=role, **secret
    )
    again = made.on_conflict_do_update(index_elements=[invitations.c.id], set_=secret)
    return (await connection.execute(again.returning(invitations))).one()


async def by_token(connection: AsyncConnection, token_digest: bytes) -> AnyRow | None:
    """The invitation of a token, if it is good."""
    wanted = select(invitations).where(invitations.c.token_digest == token_digest, *_open())
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Invitations that nobody accepted, the newest first."""
    wanted = select(invitations).where(invitations.c.accepted_at.is_(None))
    if before is not None:
        wanted = wanted.where(invitations.c.id < before)
    return (await connection.execute(wanted.order_by(invitations.c.id.desc()).limit(limit))).all()


async def accept(connection: AsyncConnection, invitation_id: uuid.UUID) -> bool:
    """Use an invitation up; False if it was, or is void."""
    used = update(invitations).where(invitations.c.id == invitation_id, *_open())
    return (await connection.execute(used.values(accepted_at=func.now()))).rowcount > 0


async def withdraw(connection: AsyncConnection, invitation_id: uuid.UUID) -> bool:
    """Void an invitation that nobody accepted; False if there is none."""
    gone = delete(invitations).where(
        invitations.c.id == invitation_id, invitations.c.accepted_at.is_(None)
    )
    return (await connection.execute(gone)).rowcount > 0


def _open() -> list[ColumnElement[bool]]:
    return [invitations.c.accepted_at.is_(None), invitations.c.expires_at > func.now()]

"""OpenID Connect issuers that a tenant trusts, and who their subjects are here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.people import identities, providers

AnyRow = Row[*tuple[Any, ...]]


async def create(
    connection: AsyncConnection,
    *,
    provider_id: uuid.UUID,
    tenant: uuid.UUID,
    values: Mapping[str, Any],
) -> AnyRow:
    """A new provider; the same again if it is there."""
    made = insert(providers).values(id=provider_id, tenant_id=tenant, **values)
    await connection.execute(made.on_conflict_do_nothing(index_elements=[providers.c.id]))
    row = await get(connection, provider_id)
    assert row is not None
    return row


async def get(connection: AsyncConnection, provider_id: uuid.UUID) -> AnyRow | None:
    """A provider."""
    wanted = select(providers).where(providers.c.id == provider_id)
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Providers, the newest first."""
    wanted = select(providers)
    if before is not None:
        wanted = wanted.where(providers.c.id < before)
    return (await connection.execute(wanted.order_by(providers.c.id.desc()).limit(limit))).all()


async def change(
    connection: AsyncConnection, provider_id: uuid.UUID, values: Mapping[str, Any]
) -> AnyRow | None:
    """Change a provider; None if there is none."""
    if not values:
        return await get(connection, provider_id)
    changed = update(providers).where(providers.c.id == provider_id).values(**values)
    return (await connection.execute(changed.returning(providers))).one_or_none()


async def remove(connection: AsyncConnection, provider_id: uuid.UUID) -> bool:
    """Trust an issuer no more: who came by it alone leaves; False if there is none."""
    gone = delete(providers).where(providers.c.id == provider_id)
    return (await connection.execute(gone)).rowcount > 0


async def known(
    connection: AsyncConnection, provider_id: uuid.UUID, subject: str
) -> uuid.UUID | None:
    """Who a subject is here; None if it never came."""
    wanted = select(identities.c.user_id).where(
        identities.c.provider_id == provider_id, identities.c.subject == subject
    )
    return (await connection.execute(wanted)).scalar_one_or_none()


async def remember(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    provider_id: uuid.UUID,
    subject: str,
    user_id: uuid.UUID,
) -> None:
    """Keep who a subject is here."""
    made = insert(identities).values(
        tenant_id=tenant, provider_id=provider_id, subject=subject, user_id=user_id
    )
    await connection.execute(made.on_conflict_do_nothing())

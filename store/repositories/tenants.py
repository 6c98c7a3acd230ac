"""Tenants: made by whoever runs the platform."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import CallerError
from store.tables.tenants import tenants

AnyRow = Row[*tuple[Any, ...]]


class NameTaken(CallerError):
    """There is one of that name."""

    code = "NAME_TAKEN"


async def create(connection: AsyncConnection, *, tenant: uuid.UUID, name: str) -> AnyRow:
    """A new tenant, seen by its own transaction; the same again if it is there.

    Raises:
        NameTaken: another one has that name.
    """
    wanted = insert(tenants).values(id=tenant, name=name)
    with _named(name):
        await connection.execute(wanted.on_conflict_do_nothing(index_elements=[tenants.c.id]))
    return (await connection.execute(select(tenants).where(tenants.c.id == tenant))).one()


async def get(connection: AsyncConnection, tenant: uuid.UUID) -> AnyRow | None:
    """A tenant."""
    return (await connection.execute(select(tenants).where(tenants.c.id == tenant))).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Tenants, the newest first, as far as the role sees them."""
    wanted = select(tenants).order_by(tenants.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(tenants.c.id < before)
    return (await connection.execute(wanted)).all()


async def rename(connection: AsyncConnection, tenant: uuid.UUID, name: str) -> AnyRow:
    """Give a tenant another name.

    Raises:
        NameTaken: another one has it.
    """
    changed = update(tenants).where(tenants.c.id == tenant).values(name=name).returning(tenants)
    with _named(name):
        return (await connection.execute(changed)).one()


@contextmanager
def _named(name: str) -> Generator[None]:
    try:
        yield
    except IntegrityError:
        raise NameTaken(f"there is a tenant {name!r}", "choose another name", "name") from None

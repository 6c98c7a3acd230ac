"""Reads a tenant's tables to the last row, in the order of their keys, a batch a transaction."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Text, bindparam, cast, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from store.database import Database
from store.tables.people import api_keys, users
from store.tables.requests import audit
from store.tables.runs import runs
from store.tables.tenants import tenants

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Whose rows are read: a tenant's, or those of a user in it."""

    tenant: uuid.UUID
    user_id: uuid.UUID | None = None
    actors: tuple[str, ...] = ()
    """As what the user acts there: himself, and his keys."""

    def rows_of(self, table: Table) -> ColumnElement[bool] | None:
        """Which of a table's; None: the table has nothing of his."""
        owner = table.c.id if table is tenants else table.c.get("tenant_id")
        within = owner == self.tenant if owner is not None else users.c.id.is_not(None)
        if self.user_id is None:
            return within
        his = self._his(table)
        return None if his is None else within & his

    def _his(self, table: Table) -> ColumnElement[bool] | None:
        if table is tenants:
            return tenants.c.id == self.tenant
        if table is users:
            return users.c.id == self.user_id
        if table is runs:
            begun = select(audit.c.object_id).where(
                audit.c.actor.in_(self.actors), audit.c.object_kind == "run"
            )
            return cast(runs.c.id, Text).in_(begun)
        said: list[ColumnElement[bool]] = [
            table.c[name].in_(self.actors) for name in ("made_by", "actor") if name in table.c
        ]
        if "user_id" in table.c:
            said.append(table.c.user_id == self.user_id)
        return or_(*said) if said else None


async def actors_of(connection: AsyncConnection, user_id: uuid.UUID) -> tuple[str, ...]:
    """As what a user acts in the tenant of a transaction."""
    keys = await connection.scalars(select(api_keys.c.id).where(api_keys.c.user_id == user_id))
    return (f"user:{user_id}", *(f"key:{key}" for key in keys))


async def read(
    database: Database, whose: Whose, table: Table, columns: Collection[str], *, batch: int
) -> AsyncGenerator[Sequence[AnyRow]]:
    """Batches of rows.

    Args:
        database: connections of a role that may read them.
        whose: rows.
        table: of them.
        columns: which are read; those of the key are read too.
        batch: rows at once.
    """
    condition = whose.rows_of(table)
    if condition is None:
        return
    key = list(table.primary_key.columns)
    wanted = select(*(table.c[name] for name in columns)).where(condition).order_by(*key)
    place: list[Any] | None = None
    while True:
        behind = wanted if place is None else wanted.where(_behind(key, place))
        async with database.begin(whose.tenant) as connection:
            rows = (await connection.execute(behind.limit(batch))).all()
        if rows:
            yield rows
        if len(rows) < batch:
            return
        place = [getattr(rows[-1], column.name) for column in key]


def _behind(key: Sequence[ColumnElement[Any]], place: Sequence[Any]) -> ColumnElement[bool]:
    bound = (
        bindparam(None, value, type_=column.type, unique=True)
        for column, value in zip(key, place, strict=True)
    )
    return tuple_(*key) > tuple_(*bound)


async def schema(connection: AsyncConnection) -> str:
    """The revision of the tables."""
    return str(await connection.scalar(text("SELECT version_num FROM alembic_version")))

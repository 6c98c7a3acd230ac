"""Where secrets lie that are encrypted, to encrypt them anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Row, Table, bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.people import providers
from store.tables.requests import answers
from store.tables.webhooks import webhooks

AnyRow = Row[*tuple[Any, ...]]
SEALED: Sequence[Column[Any]] = (
    webhooks.c.secret, webhooks.c.former_secret, providers.c.client_secret, answers.c.body,
)  # fmt: skip
"""Columns that the API's vault seals."""
BATCH = 100


async def renew_some(
    connection: AsyncConnection,
    column: Column[Any],
    renewed: Callable[[bytes], bytes | None],
    *,
    tenant: uuid.UUID,
    after: Sequence[Any] | None,
    most: int = BATCH,
) -> Sequence[Any] | None:
    """Seal a batch of values anew; the key of the last row, or None behind the last of all.

    Args:
        connection: of the tenant.
        column: one of `SEALED`.
        renewed: gives what a value becomes, or None for one that stays.
        tenant: whose rows.
        after: the key of the last row of the batch before.
        most: rows at once; they are locked, so that no newer secret is written over.
    """
    table: Table = column.table  # pyright: ignore[reportAssignmentType]
    key = list(table.primary_key.columns)
    wanted = select(*key, column.label("sealed")).where(
        table.c.tenant_id == tenant, column.is_not(None)
    )
    if after is not None:
        bound = (
            bindparam(None, value, type_=one.type, unique=True)
            for one, value in zip(key, after, strict=True)
        )
        wanted = wanted.where(tuple_(*key) > tuple_(*bound))
    rows = (await connection.execute(wanted.order_by(*key).limit(most).with_for_update())).all()
    for row in rows:
        value = renewed(bytes(row.sealed))
        if value is not None:
            mine = [one == getattr(row, one.name) for one in key]
            await connection.execute(update(table).where(*mine).values({column.name: value}))
    return [getattr(rows[-1], one.name) for one in key] if len(rows) == most else None

"""Documents of any table in `store.tables.documents`: versioned, with history, softly deleted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, Row, Table, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.documents import versions

AnyRow = Row[*tuple[Any, ...]]
OWN = (
    "id", "tenant_id", "version", "made_by", "created_at", "updated_at", "deleted_at",
    "archived_at",
)  # fmt: skip
"""Columns that tell of a document, and are no content of it."""


def row_values(row: AnyRow) -> dict[str, Any]:
    """A row's columns by name."""
    return dict(row._mapping)  # pyright: ignore[reportPrivateUsage]


async def create(
    connection: AsyncConnection,
    table: Table,
    *,
    tenant: uuid.UUID,
    document_id: uuid.UUID,
    made_by: str,
    values: Mapping[str, Any],
) -> AnyRow:
    """A new document; the one that is there, if this very request made it before."""
    row = {"id": document_id, "tenant_id": tenant, "made_by": made_by, **values}
    await connection.execute(
        upsert(table).values(row).on_conflict_do_nothing(index_elements=[table.c.id])
    )
    return (await connection.execute(select(table).where(table.c.id == document_id))).one()


async def get(
    connection: AsyncConnection,
    table: Table,
    document_id: uuid.UUID,
    *,
    deleted: bool = False,
    lock: bool = False,
) -> AnyRow | None:
    """A living document, or a deleted one if that is asked for."""
    wanted = select(table).where(table.c.id == document_id)
    if not deleted:
        wanted = wanted.where(table.c.deleted_at.is_(None))
    if lock:
        # No key of a document changes: others may go on to refer to it meanwhile.
        wanted = wanted.with_for_update(key_share=True)
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection,
    table: Table,
    *filters: ColumnElement[bool],
    before: uuid.UUID | None,
    limit: int,
) -> Sequence[AnyRow]:
    """Living documents, the newest first.

    Args:
        connection: of the tenant.
        table: of the documents.
        filters: which of them.
        before: the last one of the page before.
        limit: how many.
    """
    wanted = select(table).where(table.c.deleted_at.is_(None), *filters)
    if before is not None:
        wanted = wanted.where(table.c.id < before)
    return (await connection.execute(wanted.order_by(table.c.id.desc()).limit(limit))).all()


async def change(
    connection: AsyncConnection,
    table: Table,
    row: AnyRow,
    *,
    made_by: str,
    values: Mapping[str, Any],
) -> AnyRow:
    """Change a document that is locked; what it was goes to its history."""
    await _keep(connection, table, row)
    changed = await connection.execute(
        update(table)
        .where(table.c.id == row.id)
        .values(**values, version=table.c.version + 1, made_by=made_by, updated_at=func.now())
        .returning(table)
    )
    return changed.one()


async def delete(connection: AsyncConnection, table: Table, row: AnyRow, *, made_by: str) -> None:
    """Mark a document as deleted; it can be restored until it is swept."""
    await change(connection, table, row, made_by=made_by, values={"deleted_at": func.now()})


async def history(
    connection: AsyncConnection,
    table: Table,
    document_id: uuid.UUID,
    *,
    before: int | None,
    limit: int,
) -> Sequence[AnyRow]:
    """What a document was, the latest first."""
    wanted = select(versions).where(
        versions.c.kind == table.name, versions.c.object_id == document_id
    )
    if before is not None:
        wanted = wanted.where(versions.c.version < before)
    return (await connection.execute(wanted.order_by(versions.c.version.desc()).limit(limit))).all()


async def former(
    connection: AsyncConnection, table: Table, document_id: uuid.UUID, version: int
) -> dict[str, Any] | None:
    """The content that a document had in a version."""
    found = await connection.execute(
        select(versions.c.data).where(
            versions.c.kind == table.name,
            versions.c.object_id == document_id,
            versions.c.version == version,
        )
    )
    return found.scalar_one_or_none()


async def _keep(connection: AsyncConnection, table: Table, row: AnyRow) -> None:
    content = {name: value for name, value in row_values(row).items() if name not in OWN}
    await connection.execute(
        insert(versions).values(
            tenant_id=row.tenant_id, kind=table.name, object_id=row.id, version=row.version,
            data=to_jsonable_python(content), made_by=row.made_by,
        )
    )  # fmt: skip

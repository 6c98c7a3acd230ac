"""Rows of the catalog of models in the database, as JSON data: this knows nothing of their form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.models import engine_rows


async def listed(connection: AsyncConnection) -> list[dict[str, Any]]:
    """All of them, the oldest first: of a modality it is the preferred one."""
    order = engine_rows.c.created_at, engine_rows.c.id
    found = await connection.execute(select(engine_rows.c.row).order_by(*order))
    return list(found.scalars())


async def put(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep rows; one with the id of another takes its place."""
    if not rows:
        return
    given = insert(engine_rows).values([{"id": row["id"], "row": row} for row in rows])
    changed = {"row": given.excluded.row, "updated_at": func.now()}
    await connection.execute(given.on_conflict_do_update(index_elements=("id",), set_=changed))


async def remove(connection: AsyncConnection, row_id: str) -> bool:
    """Forget a row; whether there was one."""
    gone = await connection.execute(
        delete(engine_rows).where(engine_rows.c.id == row_id).returning(engine_rows.c.id)
    )
    return gone.first() is not None

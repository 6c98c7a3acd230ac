"""Projects that are archived."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories import documents
from store.tables.documents import projects

AnyRow = Row[*tuple[Any, ...]]


async def is_archived(connection: AsyncConnection, project_id: uuid.UUID) -> bool:
    """Whether one is; it stays so until the transaction ends."""
    wanted = select(projects.c.archived_at).where(projects.c.id == project_id)
    since: datetime | None = await connection.scalar(wanted.with_for_update(read=True))
    return since is not None


def of_archived(project_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the project of a row is archived."""
    since = select(projects.c.id).where(
        projects.c.id == project_id, projects.c.archived_at.is_not(None)
    )
    return since.exists()


async def archive(
    connection: AsyncConnection, row: AnyRow, *, made_by: str, archived: bool
) -> AnyRow:
    """Archive a project that is locked, or take it out of the archive."""
    values = {"archived_at": func.now() if archived else None}
    return await documents.change(connection, projects, row, made_by=made_by, values=values)

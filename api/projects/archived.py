"""An archived project, and what is in it, is read and not changed."""

from __future__ import annotations

import uuid

from sqlalchemy.ext.asyncio import AsyncConnection

from api.errors import Conflict
from store.repositories import archives


def archived_error() -> Conflict:
    """The error for what would change one."""
    return Conflict(
        "the project is archived", "POST /v1/projects/{id}/unarchive first",
        code="PROJECT_ARCHIVED",
    )  # fmt: skip


async def check_open(connection: AsyncConnection, project: uuid.UUID | str | None) -> None:
    """Refuse a change of what is in an archived project, which none becomes meanwhile.

    Args:
        connection: of the tenant.
        project: its id; anything else that runs are made for is never archived.

    Raises:
        Conflict: it is.
    """
    try:
        project_id = uuid.UUID(str(project))
    except ValueError:
        return
    if await archives.is_archived(connection, project_id):
        raise archived_error()

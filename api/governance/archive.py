"""The archive: projects that are read and not changed, nor purged."""

from __future__ import annotations

import uuid

from fastapi import APIRouter, Response

from api.call import Call, Writing
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.projects.projects import PROJECTS, ProjectView
from store.repositories import archives, documents
from store.tables.documents import projects

router = APIRouter(prefix="/projects/{id}", tags=["projects"], route_class=KeyedRoute)


@router.post("/archive", summary="Archive a project", operation_id="projects_archive")
async def archive(
    call: Writing, id: uuid.UUID, expected: Expected, response: Response
) -> ProjectView:
    """It and what is in it can be read, and is left out of lists."""
    return await _put(call, id, expected, response, archived=True)


@router.post(
    "/unarchive", summary="Take a project out of the archive", operation_id="projects_unarchive"
)
async def unarchive(
    call: Writing, id: uuid.UUID, expected: Expected, response: Response
) -> ProjectView:
    """It can be changed again."""
    return await _put(call, id, expected, response, archived=False)


async def _put(
    call: Call, project_id: uuid.UUID, expected: int | None, response: Response, *, archived: bool
) -> ProjectView:
    async with call.transaction() as connection:
        row = await documents.get(connection, projects, project_id, lock=True)
        if row is None:
            raise missing("project", project_id)
        etags.check(row.version, expected)
        if (row.archived_at is not None) != archived:
            row = await archives.archive(
                connection, row, made_by=call.principal.actor, archived=archived
            )
            action = "project.archived" if archived else "project.unarchived"
            await call.note(connection, action, "project", project_id)
    etags.tag(response, row.version)
    return PROJECTS.seen(row)

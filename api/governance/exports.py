"""Exports: a file with all that is a tenant's, or that is a user's own, made in the background."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field
from starlette.responses import FileResponse

from api.call import Administering, Call, Reading
from api.errors import Conflict
from api.films.download import downloaded
from api.identity.sessions import person
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, View
from api.kit.paging import Paged, Paging, id_place, paged
from api.library.artifacts import FILE
from store.repositories import documents, exports, sessions, users
from store.repositories.exports import AnyRow

State = Literal["queued", "running", "complete", "failed", "expired", "cancelled"]
router = APIRouter(tags=["governance"], route_class=KeyedRoute)
ZIP = FILE | {
    200: {"content": {"application/zip": {"schema": {"type": "string"}}}, "description": "The ZIP"}
}
OF_TENANT, OF_USER = "/tenants/current/exports", "/me/exports"


class NewExport(Body):
    """What is to come along."""

    media: bool = Field(default=False, description="Also the files of artifacts.")


class ExportView(View):
    """An export, and how far it is."""

    id: uuid.UUID
    state: State
    media: bool
    num_rows: int = Field(description="Written so far.")
    num_bytes: int = Field(description="Written so far, before they are compressed.")
    code: str | None = Field(description="Why it failed.")
    message: str | None
    made_by: str
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None = Field(description="The file is deleted then.")
    digest: str | None = Field(description="SHA-256 of the file.")
    content_url: str | None = Field(description="A ZIP; null until it is complete.")


@router.post(
    OF_TENANT, status_code=202, summary="Export all that the tenant has",
    operation_id="tenant_exports_create",
)  # fmt: skip
async def create(call: Administering, body: NewExport) -> ExportView:
    """Queue it; the file holds one file of JSON Lines a table, and a manifest. No secrets."""
    return await _queued(call, body, None, [call.tenant])


@router.get(OF_TENANT, summary="List the tenant's exports", operation_id="tenant_exports_list")
async def list_all(call: Administering, paging: Paged) -> Page[ExportView]:
    """The newest first."""
    return await _page(call, paging, None)


@router.get(
    OF_TENANT + "/{export_id}", summary="Read an export of the tenant",
    operation_id="tenant_exports_read",
)  # fmt: skip
async def read(call: Administering, export_id: uuid.UUID) -> ExportView:
    """How far it is."""
    return _view(await _found(call, export_id, None))


@router.post(
    OF_TENANT + "/{export_id}/cancel", summary="Cancel an export of the tenant",
    operation_id="tenant_exports_cancel",
)  # fmt: skip
async def cancel(call: Administering, export_id: uuid.UUID) -> ExportView:
    """Let nothing come of it."""
    return await _cancelled(call, export_id, None)


@router.get(
    OF_TENANT + "/{export_id}/content", summary="Download an export of the tenant",
    operation_id="tenant_exports_content", response_class=FileResponse, responses=ZIP,
)  # fmt: skip
async def content(call: Administering, export_id: uuid.UUID, request: Request) -> Response:
    """The ZIP, whole or a part of it by `Range`."""
    return await _content(call, export_id, None)


@router.post(
    OF_USER, status_code=202, summary="Export what is one's own", operation_id="my_exports_create"
)
async def create_own(call: Reading, body: NewExport) -> ExportView:
    """What one is and has made; in a session that a password began, in all of one's tenants."""
    user_id = person(call)
    return await _queued(call, body, user_id, await _homes(call, user_id))


@router.get(OF_USER, summary="List one's own exports", operation_id="my_exports_list")
async def list_own(call: Reading, paging: Paged) -> Page[ExportView]:
    """Those that were asked for in this tenant, the newest first."""
    return await _page(call, paging, person(call))


@router.get(
    OF_USER + "/{export_id}", summary="Read one's own export", operation_id="my_exports_read"
)
async def read_own(call: Reading, export_id: uuid.UUID) -> ExportView:
    """How far it is."""
    return _view(await _found(call, export_id, person(call)))


@router.post(
    OF_USER + "/{export_id}/cancel", summary="Cancel one's own export",
    operation_id="my_exports_cancel",
)  # fmt: skip
async def cancel_own(call: Reading, export_id: uuid.UUID) -> ExportView:
    """Let nothing come of it."""
    return await _cancelled(call, export_id, person(call))


@router.get(
    OF_USER + "/{export_id}/content", summary="Download one's own export",
    operation_id="my_exports_content", response_class=FileResponse, responses=ZIP,
)  # fmt: skip
async def content_own(call: Reading, export_id: uuid.UUID, request: Request) -> Response:
    """The ZIP, whole or a part of it by `Range`."""
    return await _content(call, export_id, person(call))


async def _queued(
    call: Call, body: NewExport, user_id: uuid.UUID | None, homes: Sequence[uuid.UUID]
) -> ExportView:
    export_id = call.new_id()
    async with call.transaction() as connection:
        other = await exports.under_way(connection, user_id=user_id)
        if other not in (None, export_id):
            raise Conflict(
                f"export {other} is under way", "wait for it, or cancel it",
                code="EXPORT_UNDER_WAY",
            )  # fmt: skip
        row = await exports.create(
            connection, tenant=call.tenant, export_id=export_id,
            values={
                "user_id": user_id, "homes": list(homes), "media": body.media,
                "made_by": call.principal.actor,
            },
        )  # fmt: skip
        await exports.supersede(connection, user_id=user_id)
        await call.note(connection, "export.created", "export", row.id, {"own": bool(user_id)})
    return _view(row)


async def _homes(call: Call, user_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Where a user may look for what is his own: a key or a provider's word counts here alone."""
    session_id = call.principal.session_id
    async with call.services.gate.begin(None) as connection:
        session = await sessions.get(connection, session_id) if session_id else None
        if session is None or session.provider_id is not None:
            return [call.tenant]
        return await users.belongs_to(connection, user_id)


async def _page(call: Call, paging: Paging, user_id: uuid.UUID | None) -> Page[ExportView]:
    async with call.transaction() as connection:
        rows = await exports.page(
            connection, user_id=user_id, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, _view, lambda row: str(row.id))


async def _found(call: Call, export_id: uuid.UUID, user_id: uuid.UUID | None) -> AnyRow:
    async with call.transaction() as connection:
        row = await exports.get(connection, export_id, user_id=user_id)
    if row is None:
        raise missing("export", export_id)
    return row


async def _cancelled(call: Call, export_id: uuid.UUID, user_id: uuid.UUID | None) -> ExportView:
    await _found(call, export_id, user_id)
    async with call.transaction() as connection:
        if not await exports.cancel(connection, export_id):
            raise Conflict("the export has ended", "read it", code="EXPORT_ENDED")
        await call.note(connection, "export.cancelled", "export", export_id)
    return _view(await _found(call, export_id, user_id))


async def _content(call: Call, export_id: uuid.UUID, user_id: uuid.UUID | None) -> Response:
    row = await _found(call, export_id, user_id)
    if row.state == "expired":
        raise Conflict("the file was deleted", "make another export", code="EXPORT_EXPIRED")
    if row.digest is None:
        raise Conflict(f"the export is {row.state}", "wait for it", code="NOT_FINISHED")
    async with call.transaction() as connection:
        await call.note(connection, "export.downloaded", "export", export_id)
    name = f"kinora-{row.created_at:%Y-%m-%d}.zip"
    response = await downloaded(call, row.digest, name=name, media_type="application/zip")
    # All that somebody has is to lie in no cache.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _view(row: AnyRow) -> ExportView:
    place = f"/v1{OF_USER if row.user_id else OF_TENANT}/{row.id}/content"
    url = place if row.digest else None
    return ExportView.model_validate({**documents.row_values(row), "content_url": url})

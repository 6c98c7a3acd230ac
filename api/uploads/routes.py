"""Uploads by HTTP: declare a file, send it, have it looked at."""

from __future__ import annotations

import asyncio
import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Response
from pydantic import Field

from api.call import Call, Reading, Writing
from api.errors import Conflict
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Text, View
from api.library.folders import check_folder
from api.limits import rated
from api.uploads.judging import judge
from api.uploads.kinds import LARGEST, UploadKind, check_size
from api.uploads.names import safe_name
from api.uploads.receiving import received
from media.errors import InputError
from store.objects.quarantine import S3Quarantine, parts_of
from store.repositories import artifacts, uploads
from store.repositories.uploads import AnyRow

router = APIRouter(prefix="/uploads", tags=["uploads"], route_class=KeyedRoute)
LINK_S = 300
"""How long a part may be sent by its URL."""
WAIT_S = 20.0
"""How long who ends an upload waits for what becomes of it."""
State = Literal["open", "checking", "ready", "refused"]


class NewUpload(Body):
    """A file to come."""

    name: Annotated[Text, Field(min_length=1, max_length=1000)] = Field(examples=["harbour.mp4"])
    kind: UploadKind
    num_bytes: int = Field(ge=1, le=LARGEST)
    sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{64}$",
        description="Of the file. One that is there already need not be sent again.",
    )  # fmt: skip
    folder_id: uuid.UUID | None = None


class PartView(View):
    """A piece of the file, and where to PUT it."""

    number: int
    offset: int
    num_bytes: int
    arrived: bool
    url: str | None = Field(description="Good for five minutes; null once it has arrived.")


class UploadView(View):
    """A file on its way in, and how to send it: by `content_url`, or as `parts`."""

    id: uuid.UUID
    name: str = Field(description="What the file is called here.")
    kind: UploadKind
    num_bytes: int
    sha256: str | None
    folder_id: uuid.UUID | None
    state: State
    received: int = Field(description="Bytes that are here: where to go on by `content_url`.")
    code: str | None = Field(description="Why it was refused.")
    message: str | None
    warnings: list[str]
    artifact_id: uuid.UUID | None = Field(description="What became of it in the library.")
    created_at: datetime
    expires_at: datetime
    content_url: str | None = None
    parts: list[PartView] = Field(default_factory=list[PartView])


@router.post(
    "", status_code=201, summary="Declare an upload", operation_id="uploads_create",
    openapi_extra=rated("upload"),
)  # fmt: skip
async def create(call: Writing, body: NewUpload, response: Response) -> UploadView:
    """Say what will come. Its content is judged by what it is, not by its name.

    With the digest of a file that the library has, it is `ready` at once.
    """
    check_size(body.kind, body.num_bytes)
    await call.services.admission.check_upload(call.tenant, body.num_bytes)
    async with call.transaction() as connection:
        await check_folder(connection, body.folder_id)
        known = await artifacts.of_source(connection, kind=body.kind, sha256=body.sha256)
        row = await uploads.declare(
            connection, tenant=call.tenant, upload_id=call.new_id(),
            values={
                **body.model_dump(exclude={"name"}),
                "name": safe_name(body.name), "made_by": call.principal.actor,
                "state": "ready" if known else "open", "artifact_id": known.id if known else None,
            },
        )  # fmt: skip
        await call.note(connection, "upload.declared", "upload", row.id)
    response.headers["Location"] = f"/v1/uploads/{row.id}"
    return await _seen(call, row)


@router.get("/{id}", summary="Read an upload", operation_id="uploads_read")
async def read(call: Reading, id: uuid.UUID) -> UploadView:
    """How far it is, with fresh URLs for parts that have not arrived."""
    return await _seen(call, await _found(call, id))


@router.put(
    "/{id}/content", summary="Send a piece", operation_id="uploads_send",
    max_body_size=LARGEST,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)  # fmt: skip
async def send(
    call: Writing,
    id: uuid.UUID,
    offset: Annotated[
        int, Header(alias="Upload-Offset", ge=0, le=LARGEST, description="Where it begins.")
    ] = 0,
) -> UploadView:
    """Send the file, or as much as you like of it, from where it ends so far."""
    # A slow line shall not hold a seat for as long as a film takes.
    call.wait()
    return await _seen(call, await received(call, id, offset))


@router.post(
    "/{id}/finish", summary="End an upload", operation_id="uploads_finish",
    responses={202: {"model": UploadView, "description": "It is being looked at; read it later"}},
)  # fmt: skip
async def finish(call: Writing, id: uuid.UUID, response: Response) -> UploadView:
    """Have a file that came whole looked at, normalised and kept in the library.

    What takes longer than a moment goes on in the background. If a process dies with it, finish it
    again. A file that is refused stays so; what could not be looked at is open again.
    """
    row = await _found(call, id)
    if row.state in ("open", "checking"):
        await _begun(call, row)
        row = await _found(call, id)
    if row.state == "refused":
        raise InputError(row.message, "declare another file", "content", row.code)
    if row.state == "checking":
        response.status_code = 202
    return await _seen(call, row)


@router.delete("/{id}", status_code=204, summary="Drop an upload", operation_id="uploads_delete")
async def delete(call: Writing, id: uuid.UUID) -> None:
    """Forget what has come of it. What became of it in the library stays there."""
    await _found(call, id)
    async with call.transaction() as connection:
        await uploads.forget(connection, id)
        await call.note(connection, "upload.deleted", "upload", id)
    await asyncio.to_thread(call.services.quarantine.remove, call.tenant, id)


async def _begun(call: Call, row: AnyRow) -> None:
    """Look at it, or let whoever does go on; wait for that a while."""
    whole = isinstance(call.services.quarantine, S3Quarantine) or row.received == row.num_bytes
    if not whole:
        raise Conflict(
            f"{row.received:,} of {row.num_bytes:,} bytes are here", "send the rest",
            "content", "UPLOAD_UNFINISHED",
        )  # fmt: skip
    async with call.transaction() as connection:
        turn = await uploads.hold(connection, row.id, lease_s=LINK_S, checking=True)
    if turn is not None:
        task = await call.services.tasks.begun(judge(call, turn), wait_s=WAIT_S)
        if task.done():
            task.result()
    elif row.state == "open":
        raise Conflict("a piece of it is coming", "wait for it", code="UPLOAD_IN_USE")


async def _found(call: Call, upload_id: uuid.UUID) -> AnyRow:
    async with call.transaction() as connection:
        row = await uploads.get(connection, upload_id)
    if row is None:
        raise missing("upload", upload_id)
    return row


async def _seen(call: Call, row: AnyRow) -> UploadView:
    view = UploadView.model_validate(row)
    if row.state != "open":
        return view
    quarantine = call.services.quarantine
    if not isinstance(quarantine, S3Quarantine):
        return view.model_copy(update={"content_url": f"/v1/uploads/{row.id}/content"})
    parts = await asyncio.to_thread(_parts, quarantine, call.tenant, row)
    here = sum(part.num_bytes for part in parts if part.arrived)
    return view.model_copy(update={"parts": parts, "received": here})


def _parts(quarantine: S3Quarantine, tenant: uuid.UUID, row: AnyRow) -> list[PartView]:
    arrived = quarantine.arrived(tenant, row.id, row.num_bytes)
    return [
        PartView(
            number=part.number, offset=part.offset, num_bytes=part.num_bytes,
            arrived=part.number in arrived,
            url=None if part.number in arrived else quarantine.link(tenant, row.id, part, LINK_S),
        )
        for part in parts_of(row.num_bytes)
    ]  # fmt: skip

"""Artifacts: what the library keeps to be used again, from uploads and from runs."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import PurePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import FileResponse

from api.call import Call, Reading, Writing
from api.errors import Conflict
from api.films.download import downloaded
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, DocumentView, Line, Page, Tag, Text
from api.kit.paging import Paged, id_place, paged
from api.library.assets import ArtifactKind, file_name, kind_of, media_type, seconds_of
from api.library.folders import check_folder
from api.runs.routes import found
from store.repositories import artifacts, documents, steps
from store.repositories.artifacts import AnyRow, Wanted
from store.tables.library import artifacts as table

router = APIRouter(prefix="/artifacts", tags=["artifacts"], route_class=KeyedRoute)
Tags = Annotated[list[Tag], Field(max_length=20)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
Index = Annotated[int, Field(ge=0, lt=2**31)]
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}},
          "description": "The file"},
    206: {"description": "The part of it that `Range` asked for"},
    307: {"description": "Where the object store has it, for an hour"},
    416: {"description": "There is no such part"},
}  # fmt: skip
MOST_PROMPT = 4000


class NewArtifact(Body):
    """An output of a run, to keep."""

    run_id: uuid.UUID
    node: Name
    path: Annotated[list[Index], Field(max_length=8)] = Field(
        default_factory=list[int], description="Of a step among those of a list; else empty."
    )
    port: Name
    name: Line | None = None
    folder_id: uuid.UUID | None = None
    tags: Tags = Field(default_factory=list[str])


class ArtifactChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    folder_id: uuid.UUID | None = Field(default=None, description="Null: out of its folder.")
    tags: Tags | None = None


class ArtifactView(DocumentView):
    """Something that is kept."""

    name: str
    kind: ArtifactKind
    folder_id: uuid.UUID | None
    tags: list[str]
    source: Literal["upload", "run"]
    run_id: uuid.UUID | None = Field(description="The run whose output it was.")
    node: str | None
    path: list[int] | None
    port: str | None
    prompt: str
    model: str
    asset: dict[str, Any] = Field(description="Its handle: a value for the inputs of flows.")
    media_type: str
    num_bytes: int
    seconds: float | None
    content_url: str
    thumbnail_url: str | None = Field(description="Null while it is made, and where there is none.")
    created_at: datetime


def artifact_view(row: AnyRow) -> ArtifactView:
    """A row as it is answered."""
    fields = documents.row_values(row)
    place = f"/v1/artifacts/{row.id}"
    return ArtifactView.model_validate(
        fields
        | {
            "media_type": media_type(row.asset),
            "num_bytes": row.asset["num_bytes"],
            "seconds": seconds_of(row.asset),
            "content_url": f"{place}/content",
            "thumbnail_url": f"{place}/thumbnail" if row.preview else None,
        }
    )


@router.get("", summary="List artifacts", operation_id="artifacts_list")
async def list_all(
    call: Reading,
    paging: Paged,
    kind: ArtifactKind | None = None,
    folder: uuid.UUID | None = None,
    run: Annotated[uuid.UUID | None, Query(description="The run that made it.")] = None,
    tag: Tag | None = None,
    q: Annotated[
        Text | None,
        Query(min_length=1, max_length=200, description="Words of name, prompt or model."),
    ] = None,
) -> Page[ArtifactView]:
    """The newest first. Words in quotes stand together; one behind a `-` is not there."""
    wanted = Wanted(kind=kind, folder_id=folder, run_id=run, tag=tag, words=q)
    async with call.transaction() as connection:
        rows = await artifacts.page(
            connection, wanted, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, artifact_view, lambda row: str(row.id))


@router.post("", status_code=201, summary="Keep an output", operation_id="artifacts_create")
async def create(call: Writing, body: NewArtifact, response: Response) -> ArtifactView:
    """Keep what a node of a run has made."""
    async with call.transaction() as connection:
        await check_folder(connection, body.folder_id)
        row = await artifacts.keep(
            connection, tenant=call.tenant, artifact_id=call.new_id(),
            values={"made_by": call.principal.actor, **await _output(connection, body)},
        )  # fmt: skip
        await call.note(connection, "artifact.created", "artifact", row.id)
    etags.tag(response, row.version)
    response.headers["Location"] = f"/v1/artifacts/{row.id}"
    return artifact_view(row)


@router.get("/{id}", summary="Read an artifact", operation_id="artifacts_read")
async def read(call: Reading, id: uuid.UUID, response: Response) -> ArtifactView:
    """What it is, and where it came from."""
    async with call.transaction() as connection:
        row = await _found(connection, id)
    etags.tag(response, row.version)
    return artifact_view(row)


@router.patch("/{id}", summary="Change an artifact", operation_id="artifacts_change")
async def change(
    call: Writing, id: uuid.UUID, body: ArtifactChange, expected: Expected, response: Response
) -> ArtifactView:
    """Name it, move it, tag it. What it is stays as it is."""
    sent = body.model_dump(exclude_unset=True)
    values = {key: value for key, value in sent.items() if value is not None or key == "folder_id"}
    async with call.transaction() as connection:
        row = await _locked(connection, id, expected)
        await check_folder(connection, values.get("folder_id"))
        row = await artifacts.change(connection, row, made_by=call.principal.actor, values=values)
        await call.note(connection, "artifact.changed", "artifact", id)
    etags.tag(response, row.version)
    return artifact_view(row)


@router.delete(
    "/{id}", status_code=204, summary="Delete an artifact", operation_id="artifacts_delete"
)
async def delete(call: Writing, id: uuid.UUID, expected: Expected) -> None:
    """Take it out of the library. Runs that use its file go on."""
    async with call.transaction() as connection:
        row = await _locked(connection, id, expected)
        await artifacts.delete(connection, row, made_by=call.principal.actor)
        await call.note(connection, "artifact.deleted", "artifact", id)


@router.post("/{id}/restore", summary="Restore an artifact", operation_id="artifacts_restore")
async def restore(
    call: Writing, id: uuid.UUID, expected: Expected, response: Response
) -> ArtifactView:
    """Bring a deleted one back into its folder, or to the top if that is gone meanwhile."""
    async with call.transaction() as connection:
        row = await documents.get(connection, table, id, deleted=True, lock=True)
        if row is None:
            raise missing("artifact", id)
        etags.check(row.version, expected)
        if row.deleted_at is not None:
            row = await _brought_back(call, connection, row)
    etags.tag(response, row.version)
    return artifact_view(row)


@router.get(
    "/{id}/content", summary="Download an artifact", operation_id="artifacts_content",
    response_class=FileResponse, responses=FILE,
)  # fmt: skip
async def content(call: Reading, id: uuid.UUID, request: Request) -> Response:
    """Whole, or a part of it by `Range`."""
    async with call.transaction() as connection:
        row = await _found(connection, id)
    return await downloaded(
        call, row.asset["digest"],
        name=file_name(row.name, row.asset), media_type=media_type(row.asset),
    )  # fmt: skip


@router.get(
    "/{id}/thumbnail", summary="See an artifact", operation_id="artifacts_thumbnail",
    response_class=FileResponse, responses=FILE,
)  # fmt: skip
async def thumbnail(call: Reading, id: uuid.UUID, request: Request) -> Response:
    """A small picture of it: of a clip its first frame, of a sound its waveform."""
    async with call.transaction() as connection:
        row = await _found(connection, id)
    if row.preview is None:
        state = "is being made" if row.preview_state == "pending" else "cannot be made"
        raise Conflict(f"its picture {state}", "read the artifact", code="NO_THUMBNAIL")
    name = f"{PurePath(row.name).stem}-small"
    return await downloaded(
        call, row.preview["digest"],
        name=file_name(name, row.preview), media_type=media_type(row.preview),
    )  # fmt: skip


async def _found(connection: AsyncConnection, artifact_id: uuid.UUID) -> AnyRow:
    row = await documents.get(connection, table, artifact_id)
    if row is None:
        raise missing("artifact", artifact_id)
    return row


async def _locked(
    connection: AsyncConnection, artifact_id: uuid.UUID, expected: int | None
) -> AnyRow:
    row = await documents.get(connection, table, artifact_id, lock=True)
    if row is None:
        raise missing("artifact", artifact_id)
    etags.check(row.version, expected)
    return row


async def _brought_back(call: Call, connection: AsyncConnection, row: AnyRow) -> AnyRow:
    same = await artifacts.of_source(connection, kind=row.kind, sha256=row.source_sha256)
    if same is not None:
        raise Conflict(
            f"the same file was kept again as artifact {same.id}", "use that one",
            code="ALREADY_KEPT",
        )  # fmt: skip
    folder = row.folder_id and await artifacts.folder(connection, row.folder_id)
    values = {"deleted_at": None, "folder_id": row.folder_id if folder else None}
    row = await artifacts.change(connection, row, made_by=call.principal.actor, values=values)
    await call.note(connection, "artifact.restored", "artifact", row.id)
    return row


async def _output(connection: AsyncConnection, body: NewArtifact) -> dict[str, Any]:
    """The columns of an artifact that an output of a run becomes."""
    await found(connection, body.run_id)
    made = await steps.made(connection, run_id=body.run_id, node=body.node, path=body.path)
    if made is None:
        raise missing("finished step", body.node)
    asset = (made.outputs or {}).get(body.port)
    kind = kind_of(asset)
    prompt = (made.inputs or {}).get("prompt")
    return {
        "name": body.name or f"{body.node} {body.port}",
        "kind": kind, "folder_id": body.folder_id, "asset": asset, "tags": body.tags,
        "source": "run", "run_id": body.run_id, "node": body.node, "path": body.path,
        "port": body.port, "model": made.engine or "",
        "prompt": prompt[:MOST_PROMPT] if isinstance(prompt, str) else "",
        "preview_state": "none" if kind == "document" else "pending",
    }  # fmt: skip

"""The main job by HTTP: a script becomes a film, and after an edit what that touches is remade."""

from __future__ import annotations

import asyncio
import uuid
from typing import Annotated, Any, Literal, NamedTuple, cast

from fastapi import APIRouter, Request, Response
from pydantic import Field, model_validator
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import FileResponse

from api.call import Call, Reading, Running
from api.errors import Conflict
from api.films.download import downloaded
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Text, View
from api.limits import rated
from api.projects.casting import casted
from api.projects.manuscripts import parted, put_script
from api.projects.options import Options, film_options
from api.projects.projects import PROJECTS
from api.projects.sampling import sampled
from api.projects.styling import styled
from api.runs.routes import Micros, found
from api.runs.views import Priority, RunView, run_view
from media.errors import InputError
from media.ids import digest_of
from media.model import canonical_json
from models.preview.director.read import MAX_BYTES, check
from pipelines.documents import stored
from pipelines.graph import Flow
from pipelines.productions.choices import check_lettering
from pipelines.productions.files import FILES, STEMS, FilmFile
from pipelines.productions.manuscript import Section
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from store.repositories import budgets, documents, runs, scripts, steps
from store.tables.documents import projects

AnyRow = Row[*tuple[Any, ...]]
router = APIRouter(prefix="/films", tags=["films"], route_class=KeyedRoute)
ALL_FILES = FILES | STEMS
FileName = Literal[
    "film.mp4", "film.srt", "film.vtt", "film.ass", "contact_sheet.png", "contact_sheet.html",
    "dialogue.wav",
]  # fmt: skip


class NewFilm(Body):
    """A script, or a project that has one."""

    script: Annotated[Text, Field(min_length=1, max_length=MAX_BYTES)] | None = Field(
        default=None, examples=["# The Pier\n\nThe boat left the harbour at dawn."]
    )
    project_id: uuid.UUID | None = Field(
        default=None, description="The project whose film it is; a new one for a script alone."
    )
    name: Line | None = Field(default=None, description="Of the new project.")
    options: Options | None = Field(
        default=None, description="Of the new project; a project that is there has its own."
    )
    priority: Priority = "interactive"
    budget_micros: Micros | None = None

    @model_validator(mode="after")
    def _whole(self) -> NewFilm:
        if self.script is None and self.project_id is None:
            raise ValueError("give a script, or a project_id")
        if self.project_id is not None and (self.options or self.name):
            raise ValueError("change name and options at the project")
        return self


class _Plan(NamedTuple):
    """What a request comes to."""

    name: str
    options: dict[str, Any]
    sections: list[Section] | None
    """Of a script that came with the request."""
    flow: Flow


class FileView(View):
    """A file of a finished film."""

    name: FileName
    media_type: str
    num_bytes: int
    digest: str
    url: str


class FilmView(RunView):
    """The making of a film; its files once it is finished."""

    project_id: uuid.UUID
    files: list[FileView]


@router.post(
    "", status_code=202, summary="Make a film", operation_id="films_create",
    openapi_extra=rated("production"),
)  # fmt: skip
async def create(call: Running, body: NewFilm) -> FilmView:
    """Queue the making; what earlier films have made already is taken from there.

    A film of the project that is under way is cancelled, unless it is the same.
    """
    await call.check_room()
    plan = await _planned(call, body)
    async with call.transaction() as connection:
        project = await _project(connection, call, body, plan)
        run_id = await _submitted(connection, call, body, project, plan.flow)
        row = await found(connection, run_id)
        view = await film_view(connection, row)
    return view


@router.get("/{id}", summary="Read a film", operation_id="films_read")
async def read(call: Reading, id: uuid.UUID) -> FilmView:
    """How far it is, and its files."""
    async with call.transaction() as connection:
        return await film_view(connection, await found_film(connection, id))


@router.get(
    "/{id}/files/{name}", summary="Download a file", operation_id="films_file",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}},
              "description": "The file"},
        206: {"description": "The part of it that `Range` asked for"},
        307: {"description": "Where the object store has it, for an hour"},
        416: {"description": "There is no such part"},
    },
)  # fmt: skip
async def download(call: Reading, id: uuid.UUID, name: FileName, request: Request) -> Response:
    """Whole, or a part of it by `Range`."""
    async with call.transaction() as connection:
        files = await _files(connection, await found_film(connection, id))
    asset = files.get(name)
    if asset is None:
        raise Conflict(f"the film has no {name} yet", "watch its events", code="NOT_FINISHED")
    return await downloaded(call, asset["digest"], name=name, media_type=ALL_FILES[name].media_type)


async def _planned(call: Call, body: NewFilm) -> _Plan:
    """All that can be refused, found out before anything is written."""
    chosen, name, text = (body.options or Options()).chosen(), body.name or "Untitled", body.script
    async with call.transaction() as connection:
        if body.project_id is not None:
            project = await documents.get(connection, projects, body.project_id)
            if project is None:
                raise missing("project", body.project_id)
            chosen, name = project.options, project.name
            text = text or await scripts.text_of(connection, project.id)
        looks = await styled(connection, chosen)
        told = await casted(connection, await sampled(connection, looks), body.project_id)
    if not text:
        raise InputError("the project has no script", "put one there", "project_id", "NO_SCRIPT")
    sections = await parted(text, chosen) if body.script is not None else None
    flow = await asyncio.to_thread(_flow, check(text), film_options(told, name))
    return _Plan(name, chosen, sections, flow)


def _flow(text: str, options: FilmOptions) -> Flow:
    check_lettering(text, options, _no_font)
    return film_flow(text, options)


async def _project(connection: AsyncConnection, call: Call, body: NewFilm, plan: _Plan) -> AnyRow:
    if body.project_id is not None:
        project = await PROJECTS.locked(connection, body.project_id)
    else:
        project = await documents.create(
            connection, projects, tenant=call.tenant, document_id=call.new_id(),
            made_by=call.principal.actor, values={"name": plan.name, "options": plan.options},
        )  # fmt: skip
        await call.note(connection, "project.created", "project", project.id)
    if plan.sections is not None:
        project = await put_script(connection, call, project, plan.sections)
    return project


async def _submitted(
    connection: AsyncConnection, call: Call, body: NewFilm, project: AnyRow, flow: Flow
) -> uuid.UUID:
    run_id = await runs.submit(
        connection, tenant=call.tenant, project=str(project.id),
        request=digest_of(canonical_json([flow.digest(), None]).encode()), flow=stored(flow),
        priority=body.priority, run_id=call.new_id(), trace=call.trace,
    )  # fmt: skip
    if body.budget_micros is not None:
        await budgets.limit(
            connection, tenant=call.tenant, scope="run", name=str(run_id),
            micros=body.budget_micros,
        )  # fmt: skip
    await call.note(connection, "film.created", "run", run_id, {"project": str(project.id)})
    return run_id


def _no_font(font: object) -> Any:
    raise InputError("fonts of one's own are not taken here", "leave them out", "options.fonts")


async def film_view(connection: AsyncConnection, row: AnyRow) -> FilmView:
    """A run of a film, with its files."""
    counts = await steps.states(connection, [row.id])
    files = await _files(connection, row)
    return FilmView(
        **run_view(row, counts[row.id]).model_dump(),
        project_id=uuid.UUID(row.project),
        files=[
            FileView(
                name=name, media_type=ALL_FILES[name].media_type, num_bytes=asset["num_bytes"],
                digest=asset["digest"], url=f"/v1/films/{row.id}/files/{name}",
            )
            for name, asset in files.items()
        ],
    )  # fmt: skip


async def found_film(connection: AsyncConnection, run_id: uuid.UUID) -> AnyRow:
    """A run that makes a film.

    Raises:
        NotFound: there is none.
    """
    row = await found(connection, run_id)
    try:
        uuid.UUID(row.project)
    except ValueError:
        raise missing("film", run_id) from None
    return row


async def _files(connection: AsyncConnection, row: AnyRow) -> dict[FileName, dict[str, Any]]:
    """What the nodes of a film have made, by the names of its files."""
    made = await steps.outputs_of(
        connection, run_id=row.id, nodes={file.node for file in ALL_FILES.values()}
    )
    return {
        cast(FileName, name): asset
        for name, file in ALL_FILES.items()
        if (asset := _asset(made, file)) is not None
    }


def _asset(made: dict[str, Any], file: FilmFile) -> dict[str, Any] | None:
    return (made.get(file.node) or {}).get(file.port)

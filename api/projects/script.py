"""A project's script: as one text, and by sections and sentences, which keep their ids."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Call, Reading, Writing
from api.errors import Stale
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, Text, View
from api.kit.paging import Paged, number_place, paged
from api.projects.archived import check_open
from api.projects.manuscripts import LANGUAGE, MOST_SENTENCES, parted, put_script
from api.projects.projects import PROJECTS
from media.errors import InputError
from models.preview.director.read import MAX_BYTES, check, decode
from pipelines.productions.manuscript import spoken_alone
from store.repositories import documents, scripts
from store.tables.documents import projects

AnyRow = Row[*tuple[Any, ...]]
router = APIRouter(prefix="/projects/{id}", tags=["scripts"], route_class=KeyedRoute)

Words = Annotated[Text, Field(min_length=1, max_length=4000)]


class Script(Body):
    """A whole script."""

    text: Annotated[Text, Field(max_length=MAX_BYTES)]


UPLOADED = {
    "required": True,
    "content": {
        "application/json": {"schema": Script.model_json_schema()},
        "text/plain": {"schema": {"type": "string"}},
        "text/markdown": {"schema": {"type": "string"}},
    },
}
"""A script may come as it lies in its file: `curl --data-binary @story.md`."""


class ScriptView(Script):
    """A whole script, with what it was counted into."""

    num_sections: int
    num_sentences: int


class SectionView(View):
    """A chapter; the first has no title where the script begins without a heading."""

    id: uuid.UUID
    position: int
    title: str
    version: int


class SentenceView(View):
    """What is spoken in one breath."""

    id: uuid.UUID
    section_id: uuid.UUID
    position: int
    text: str
    version: int
    updated_at: datetime


class SentenceChange(Body):
    """Other words."""

    text: Words


class OneChange(SentenceChange):
    """Other words for one of many sentences."""

    id: uuid.UUID
    version: int | None = Field(default=None, description="The one that was read, as in If-Match.")


class Changes(Body):
    """Other words for many sentences: all are changed, or none."""

    sentences: Annotated[list[OneChange], Field(min_length=1, max_length=MOST_SENTENCES)]


class Changed(View):
    """How many sentences have other words now."""

    changed: int


@router.get("/script", summary="Read the script", operation_id="scripts_read")
async def read(call: Reading, id: uuid.UUID, response: Response) -> ScriptView:
    """The whole text, to the letter."""
    async with call.transaction() as connection:
        project = await _project(connection, id)
        view = await _view(connection, id)
    etags.tag(response, project.version)
    return view


@router.put(
    "/script", summary="Replace the script", operation_id="scripts_replace",
    openapi_extra={"requestBody": UPLOADED},
)  # fmt: skip
async def replace(
    call: Writing, id: uuid.UUID, expected: Expected, request: Request, response: Response
) -> ScriptView:
    """A script as JSON or as a file; sentences that stay, or are reworded, keep their ids."""
    body = await _sent(request)
    async with call.transaction() as connection:
        project = await _project(connection, id)
    sections = await parted(body.text, project.options)
    async with call.transaction() as connection:
        project = await PROJECTS.locked(connection, id, expected)
        project = await put_script(connection, call, project, sections)
        view = await _view(connection, id)
    etags.tag(response, project.version)
    return view


@router.get("/sections", summary="List the sections", operation_id="sections_list")
async def list_sections(call: Reading, id: uuid.UUID, paging: Paged) -> Page[SectionView]:
    """Chapters, in order."""
    after = number_place(paging.after)
    async with call.transaction() as connection:
        await _project(connection, id)
        rows = await scripts.sections_of(connection, id)
    behind = [row for row in rows if after is None or row.position > after]
    return paged(
        behind[: paging.limit + 1], paging, SectionView.model_validate, lambda row: row.position
    )


@router.get("/sentences", summary="List the sentences", operation_id="sentences_list")
async def list_sentences(
    call: Reading, id: uuid.UUID, paging: Paged, section: uuid.UUID | None = None
) -> Page[SentenceView]:
    """Sentences, in order; of one section, if it is named."""
    async with call.transaction() as connection:
        await _project(connection, id)
        rows = await scripts.sentences_of(
            connection, id, section=section, after=number_place(paging.after),
            limit=paging.limit + 1,
        )  # fmt: skip
    return paged(rows, paging, SentenceView.model_validate, lambda row: row.position)


@router.patch("/sentences", summary="Reword many sentences", operation_id="sentences_change_many")
async def change_many(call: Writing, id: uuid.UUID, body: Changes) -> Changed:
    """All in one call: all are changed, or none."""
    wanted = {change.id: change for change in body.sentences}
    if len(wanted) < len(body.sentences):
        raise InputError("a sentence is named twice", "name each once", "sentences")
    async with call.transaction() as connection:
        await _reword(connection, call, id, wanted)
    return Changed(changed=len(wanted))


@router.get("/sentences/{sentence}", summary="Read a sentence", operation_id="sentences_read")
async def read_sentence(
    call: Reading, id: uuid.UUID, sentence: uuid.UUID, response: Response
) -> SentenceView:
    """One sentence."""
    async with call.transaction() as connection:
        row = await _sentence(connection, id, sentence)
    etags.tag(response, row.version)
    return SentenceView.model_validate(row)


@router.patch("/sentences/{sentence}", summary="Reword a sentence", operation_id="sentences_change")
async def change_sentence(
    call: Writing,
    id: uuid.UUID,
    sentence: uuid.UUID,
    body: SentenceChange,
    expected: Expected,
    response: Response,
) -> SentenceView:
    """Other words; the film is made again by `POST /v1/films`, as far as they reach."""
    change = OneChange(id=sentence, text=body.text, version=expected)
    async with call.transaction() as connection:
        await _reword(connection, call, id, {sentence: change})
        row = await _sentence(connection, id, sentence)
    etags.tag(response, row.version)
    return SentenceView.model_validate(row)


async def _sent(request: Request) -> Script:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    data = await request.body()
    if kind.startswith("text/"):
        return Script(text=decode(data))
    try:
        return Script.model_validate_json(data)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from None


async def _reword(
    connection: AsyncConnection,
    call: Call,
    project_id: uuid.UUID,
    changes: dict[uuid.UUID, OneChange],
) -> None:
    project = await _project(connection, project_id)
    await check_open(connection, project_id)
    rows = await scripts.sentences_named(connection, project_id, list(changes))
    lacking = changes.keys() - {row.id for row in rows}
    if lacking:
        raise missing("sentence", min(lacking))
    language = project.options.get("language", LANGUAGE)
    for row in rows:
        _check_change(row, changes[row.id], language)
    texts = {row.id: changes[row.id].text for row in rows if row.text != changes[row.id].text}
    if texts:
        await scripts.say(connection, texts, made_by=call.principal.actor)
        await call.note(
            connection, "sentences.changed", "project", project_id,
            {"sentences": [str(which) for which in texts]},
        )  # fmt: skip


def _check_change(row: AnyRow, change: OneChange, language: str) -> None:
    if change.version is not None and change.version != row.version:
        raise Stale(
            f"sentence {row.id} is at version {row.version}, not {change.version}",
            "read it again, and change that", "version",
        )  # fmt: skip
    if not spoken_alone(change.text, language):
        raise InputError(
            f"{change.text[:40]!r} is no sentence", "write words, without headings or lists", "text"
        )
    check(change.text)


async def _project(connection: AsyncConnection, project_id: uuid.UUID) -> AnyRow:
    row = await documents.get(connection, projects, project_id)
    if row is None:
        raise missing("project", project_id)
    return row


async def _sentence(
    connection: AsyncConnection, project_id: uuid.UUID, sentence: uuid.UUID
) -> AnyRow:
    await _project(connection, project_id)
    rows = await scripts.sentences_named(connection, project_id, [sentence])
    if not rows:
        raise missing("sentence", sentence)
    return rows[0]


async def _view(connection: AsyncConnection, project_id: uuid.UUID) -> ScriptView:
    num_sections = len(await scripts.sections_of(connection, project_id))
    num_sentences = len(await scripts.sentences_of(connection, project_id))
    text = await scripts.text_of(connection, project_id)
    return ScriptView(text=text, num_sections=num_sections, num_sentences=num_sentences)

"""Characters: who appears, how they look and speak; of one project, or of the whole library."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.kit.documents import AnyRow, Kind, missing
from api.kit.model import Body, DocumentView, Line, Text
from api.projects.archived import check_open
from api.projects.casting import pictured
from media.cast import MOST_PICTURES
from store.repositories import archives, documents
from store.tables.documents import characters, projects

Words = Annotated[Text, Field(max_length=4000)]
Name = Annotated[Text, Field(min_length=1, max_length=100)]
Pictures = Annotated[tuple[uuid.UUID, ...], Field(max_length=MOST_PICTURES)]


class NewCharacter(Body):
    """Who appears."""

    name: Line
    project_id: uuid.UUID | None = Field(default=None, description="Null: of the library.")
    description: Words = Field(default="", examples=["a tall keeper with a white beard"])
    voice: Name | None = Field(default=None, description="One of `/v1/voices`.")
    pronunciations: Annotated[dict[Name, Name], Field(max_length=200)] = Field(
        default_factory=dict, description="How words are said when this character says them."
    )
    pictures: Pictures = Field(
        default=(), description="Ids of artifacts: what a model that draws is shown."
    )


class CharacterChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    description: Words | None = None
    voice: Name | None = None
    pronunciations: Annotated[dict[Name, Name], Field(max_length=200)] | None = None
    pictures: Pictures | None = None


class CharacterView(DocumentView):
    """A character."""

    name: str
    project_id: uuid.UUID | None
    description: str = ""
    voice: str | None = None
    pronunciations: dict[str, str] = Field(default_factory=dict)
    pictures: tuple[uuid.UUID, ...] = ()


async def _whole(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    await _of_a_project(connection, values)
    sent: list[str] = values.get("data", {}).get("pictures", [])
    former = await _pictures_of(connection, values.get("id"))
    # One that was deleted since is in nobody's way.
    await pictured(connection, [name for name in sent if name not in former], "pictures")


async def _pictures_of(connection: AsyncConnection, character: Any) -> list[str]:
    if character is None:
        return []
    row = await documents.get(connection, characters, character, deleted=True)
    return [] if row is None else row.data.get("pictures", [])


async def _of_a_project(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    project = values.get("project_id")
    if project is None:
        return
    if await documents.get(connection, projects, uuid.UUID(str(project))) is None:
        raise missing("project", project)
    await check_open(connection, project)


async def _open(connection: AsyncConnection, row: AnyRow) -> None:
    await check_open(connection, row.project_id)


CHARACTERS = Kind(
    name="character",
    table=characters,
    new=NewCharacter,
    change=CharacterChange,
    view=CharacterView,
    check=_whole,
    guard=_open,
    archived=archives.of_archived(characters.c.project_id),
)

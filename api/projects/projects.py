"""Projects: a film in the making, with its options."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.kit.documents import AnyRow, Kind
from api.kit.model import Body, DocumentView, Line
from api.projects.archived import archived_error
from api.projects.casting import casted, uncast
from api.projects.options import Options, film_options
from api.projects.sampling import sampled
from api.projects.styling import styled, unstyled
from store.repositories import documents
from store.tables.documents import projects


class NewProject(Body):
    """A project without a script."""

    name: Line
    options: Options = Options()


class ProjectChange(Body):
    """What shall be otherwise; options are replaced as a whole."""

    name: Line | None = None
    options: Options | None = None


class ProjectView(DocumentView):
    """A project."""

    name: str
    options: dict[str, Any] = Field(description="As they were chosen.")
    archived_at: datetime | None = Field(description="Since when it is only read.")


async def _check(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    chosen: dict[str, Any] = values.get("options") or {}
    kept = await _kept(connection, values)
    told = unstyled(chosen) if "style_id" in kept else await styled(connection, chosen)
    told = await sampled(connection, told, deleted="voice_samples" in kept)
    shown = uncast(told) if "cast" in kept else told
    film_options(await casted(connection, shown, values.get("id")), values["name"])


async def _kept(connection: AsyncConnection, values: Mapping[str, Any]) -> set[str]:
    """What a project has already: where it was deleted since, films tell of it."""
    if "id" not in values:
        return set()
    former = await documents.get(connection, projects, values["id"], deleted=True)
    named = ("style_id", "voice_samples", "cast")
    if former is None:
        return set()
    return {name for name in named if former.options.get(name) == values["options"].get(name)}


async def _open(connection: AsyncConnection, row: AnyRow) -> None:
    if row.archived_at is not None:
        raise archived_error()


PROJECTS = Kind(
    name="project",
    table=projects,
    new=NewProject,
    change=ProjectChange,
    view=ProjectView,
    check=_check,
    guard=_open,
    archived=projects.c.archived_at.is_not(None),
)

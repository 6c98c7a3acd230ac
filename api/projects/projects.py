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
from api.projects.options import Options, film_options
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
    kept = await _keeps_its_style(connection, values)
    film_options(unstyled(chosen) if kept else await styled(connection, chosen), values["name"])


async def _keeps_its_style(connection: AsyncConnection, values: Mapping[str, Any]) -> bool:
    """Whether a project has the style already: one that was deleted since is told of by films."""
    if "id" not in values:
        return False
    former = await documents.get(connection, projects, values["id"], deleted=True)
    style_id = values["options"].get("style_id")
    return former is not None and former.options.get("style_id") == style_id


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

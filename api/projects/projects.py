"""Projects: a film in the making, with its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.kit.documents import Kind
from api.kit.model import Body, DocumentView, Line
from api.projects.options import Options, film_options
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


async def _check(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    film_options(values.get("options") or {}, values["name"])


PROJECTS = Kind(
    name="project",
    table=projects,
    new=NewProject,
    change=ProjectChange,
    view=ProjectView,
    check=_check,
)

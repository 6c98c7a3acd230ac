"""Folders of the library: a tree, which stays one whoever moves what."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.errors import Conflict
from api.kit.documents import AnyRow, Kind, missing
from api.kit.model import Body, DocumentView, Line
from store.repositories import artifacts
from store.tables.library import folders


class NewFolder(Body):
    """A place for artifacts."""

    name: Line
    parent_id: uuid.UUID | None = Field(default=None, description="Null: at the top.")


class FolderChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    parent_id: uuid.UUID | None = Field(default=None, description="Where to move it.")


class FolderView(DocumentView):
    """A folder. What lies in one that was deleted is still found by search."""

    name: str
    parent_id: uuid.UUID | None


async def check_folder(connection: AsyncConnection, folder_id: uuid.UUID | None) -> None:
    """Refuse a folder that is not there.

    Raises:
        NotFound: it is not, or it is another tenant's.
    """
    if folder_id is not None and await artifacts.folder(connection, folder_id) is None:
        raise missing("folder", folder_id)


async def _stays_a_tree(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    if values.get("parent_id") is None:
        return
    parent, own = uuid.UUID(str(values["parent_id"])), values.get("id")
    await artifacts.hold_tree(connection)
    await check_folder(connection, parent)
    above = await artifacts.above(connection, parent)
    if own in above:
        raise Conflict("a folder cannot lie in itself", "move it elsewhere", "parent_id")
    height = await artifacts.height(connection, own) if own else 1
    if len(above) + height > artifacts.DEEPEST:
        raise Conflict(
            f"folders lie at most {artifacts.DEEPEST} within each other", "move it up", "parent_id"
        )


class _Folders(Kind[NewFolder, FolderChange, FolderView]):
    """Folders: one may be moved to the top, which null stands for."""

    def columns(self, body: Body, row: AnyRow | None = None) -> dict[str, Any]:
        """See `Kind.columns`."""
        top = isinstance(body, FolderChange) and "parent_id" in body.model_fields_set
        return ({"parent_id": None} if top else {}) | super().columns(body, row)


FOLDERS = _Folders(
    name="folder",
    table=folders,
    new=NewFolder,
    change=FolderChange,
    view=FolderView,
    check=_stays_a_tree,
)

"""Who appears in a film, as it is at the time it is submitted: pictures in the place of their ids.

What a film's options say of somebody goes before the character of that name in its project, and
that before one of the whole library.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from media.cast import LONGEST_PHRASE, plain
from media.errors import InputError, NotFound
from store.repositories import documents
from store.tables.documents import characters
from store.tables.library import artifacts

FIELD = "options.cast"
MOST = 200
"""Characters that a film looks at, those of its project first."""
DRAWS = ("image", "video")
"""What a model is chosen for that can be told who appears."""


async def casted(
    connection: AsyncConnection, chosen: Mapping[str, Any], project_id: uuid.UUID | None
) -> dict[str, Any]:
    """Options with all who may appear, and with pictures in the place of their ids.

    Args:
        connection: of the tenant.
        chosen: as `Options.chosen` gave them.
        project_id: whose characters appear beside those of the library; None: of none.

    Raises:
        NotFound: a picture is not there.
        InputError: it is no picture.
    """
    inline: dict[str, Any] = chosen.get("cast", {})
    cast: dict[str, Any] = {}
    if any(chosen.get("models", {}).get(does) for does in DRAWS):
        told = {plain(name) for name in inline}
        kept = await _characters(connection, project_id)
        cast = {name: one for name, one in kept.items() if plain(name) not in told}
    found = cast | {
        name: {**one, "pictures": await pictured(connection, one.get("pictures", ()), FIELD)}
        for name, one in inline.items()
    }
    return uncast(chosen) | ({"cast": found} if found else {})


def uncast(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Options without anybody."""
    return {name: value for name, value in chosen.items() if name != "cast"}


async def pictured(
    connection: AsyncConnection, ids: Sequence[str], field: str
) -> list[dict[str, Any]]:
    """The handles of pictures that are kept in the library.

    Raises:
        NotFound: one of them is not there.
        InputError: it is no picture.
    """
    found: list[dict[str, Any]] = []
    for name in ids:
        row = await documents.get(connection, artifacts, uuid.UUID(str(name)))
        if row is None:
            raise NotFound(f"there is no artifact {name}", "upload the picture first", field)
        if row.kind != "image":
            raise InputError(f"the artifact {name} is no picture", "name one that is", field)
        found.append(row.asset)
    return found


async def _characters(
    connection: AsyncConnection, project_id: uuid.UUID | None
) -> dict[str, dict[str, Any]]:
    """The project's and the library's characters; of two with one name, the project's."""
    of_all = characters.c.project_id.is_(None)
    rows = await connection.execute(
        select(characters)
        .where(characters.c.deleted_at.is_(None))
        .where(or_(of_all, characters.c.project_id == project_id) if project_id else of_all)
        .order_by(of_all, characters.c.id)
        .limit(MOST)
    )
    by_name: dict[str, tuple[str, dict[str, Any]]] = {}
    for row in rows:
        likeness = {
            "phrase": " ".join(row.data.get("description", "").split())[:LONGEST_PHRASE],
            # A picture that was deleted since is one less.
            "pictures": await _still_there(connection, row.data.get("pictures", ())),
        }
        if any(likeness.values()):
            by_name.setdefault(plain(row.name), (row.name, likeness))
    return dict(sorted(by_name.values()))


async def _still_there(connection: AsyncConnection, ids: Sequence[str]) -> list[dict[str, Any]]:
    rows = [await documents.get(connection, artifacts, uuid.UUID(name)) for name in ids]
    return [row.asset for row in rows if row is not None]

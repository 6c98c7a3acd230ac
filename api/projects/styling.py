"""What a tenant's own style is to a film: the options that it stands for, as it is at that time.

A film's flow holds the options and not the style's id, so a later change enters the next film, and
there remakes no more than what it changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import InputError, NotFound
from models.catalog.rows import engines
from store.repositories import documents
from store.tables.documents import styles

FIELD = "options.style_id"


async def styled(connection: AsyncConnection, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Options with the style that they name in place of its id.

    Args:
        connection: of the tenant.
        chosen: as `Options.chosen` gave them; their own `brand` goes before the style's colours.

    Raises:
        NotFound: there is no such style, or it was deleted.
        InputError: the engine that draws panels is none that may draw it.
    """
    if "style_id" not in chosen:
        return dict(chosen)
    row = await documents.get(connection, styles, uuid.UUID(chosen["style_id"]))
    if row is None:
        raise NotFound(f"there is no style {chosen['style_id']}", "choose one of /v1/styles", FIELD)
    _check_drawable(row.name, row.data.get("compatible_models", ()))
    colours = {"brand": row.data["palette"]} if row.data.get("palette") else {}
    return colours | unstyled(chosen) | {"style": row.data["base"]}


def unstyled(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Options without a style of the tenant's own."""
    return {name: value for name, value in chosen.items() if name != "style_id"}


def _check_drawable(name: str, models: list[str]) -> None:
    drawn_by = next(one.id for one in engines() if "panel" in one.does)
    if models and drawn_by not in models:
        raise InputError(
            f"{drawn_by} draws the panels, and the style {name!r} is not for it",
            f"add {drawn_by} to the style's compatible_models, or choose another style",
            FIELD,
            "STYLE_INCOMPATIBLE",
        )

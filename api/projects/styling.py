"""What a tenant's own style is to a film or a flow: what it stands for, as it is at that time.

A flow holds that and not the style's id, so a later change enters the next run, and there remakes
no more than what it changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from api.library.styles import lora_file
from media.errors import EngineUnavailable, InputError, NotFound
from media.style import Lora, Style
from models.catalog.lookup import resolved, serving
from models.catalog.rows import engines
from models.catalog.styling import incompatible, unfit
from store.repositories import documents
from store.tables.documents import styles

FIELD = "options.style_id"
DEEPEST = 16
"""How many groups within each other are looked into."""


async def styled(connection: AsyncConnection, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Options with the style that they name in place of its id.

    Args:
        connection: of the tenant.
        chosen: as `Options.chosen` gave them; their own `brand` goes before the style's colours.

    Raises:
        NotFound: there is no such style, or it was deleted.
        InputError: the engine that draws the shots is none that may draw it.
    """
    if "style_id" not in chosen:
        return dict(chosen)
    row = await documents.get(connection, styles, uuid.UUID(chosen["style_id"]))
    if row is None:
        raise NotFound(f"there is no style {chosen['style_id']}", "choose one of /v1/styles", FIELD)
    look = await _told(connection, row.name, row.data, FIELD)
    _check_drawable(look, chosen.get("models", {}).get("image", ""))
    colours = {"brand": row.data["palette"]} if row.data.get("palette") else {}
    told = look.model_dump(mode="json", exclude_defaults=True)
    return colours | unstyled(chosen) | {"style": row.data["base"], "look": told}


async def with_styles(connection: AsyncConnection, flow: dict[str, Any]) -> dict[str, Any]:
    """A flow with the styles that its nodes name by their ids, as they are at this time.

    Args:
        connection: of the tenant.
        flow: as somebody wrote it; it need not be one.

    Raises:
        NotFound: there is no such style, or it was deleted.
    """
    wanted = {_id_of(node) for node in _nodes(flow)} - {None}
    found = {name: await _style(connection, name) for name in wanted if name is not None}
    return _put(flow, found) if found else flow


def names_styles(flow: dict[str, Any]) -> bool:
    """Whether a node of a flow names a style by its id."""
    return any(_id_of(node) for node in _nodes(flow))


def _nodes(flow: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """All that could be nodes, those of groups among them."""
    listed: Any = flow.get("nodes")
    for node in cast("list[Any]", listed) if isinstance(listed, list) else []:
        if isinstance(node, dict):
            yield node
            body: Any = node.get("body")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            if isinstance(body, dict) and depth < DEEPEST:
                yield from _nodes(cast("dict[str, Any]", body), depth + 1)


def _id_of(node: dict[str, Any]) -> str | None:
    style = node.get("style")
    if not isinstance(style, dict) or set(cast("dict[str, Any]", style)) != {"id"}:
        return None
    return str(style["id"])  # pyright: ignore[reportUnknownArgumentType]


def _put(flow: dict[str, Any], found: Mapping[str, dict[str, Any]], depth: int = 0) -> Any:
    """The flow with styles in the place of ids; what is no node's stays as it is."""
    listed: Any = flow.get("nodes")
    if not isinstance(listed, list) or depth > DEEPEST:
        return flow
    nodes = cast("list[Any]", listed)
    put = [_put_in(node, found, depth) if isinstance(node, dict) else node for node in nodes]
    return {**flow, "nodes": put}


def _put_in(node: dict[str, Any], found: Mapping[str, dict[str, Any]], depth: int) -> Any:
    name, body = _id_of(node), node.get("body")
    changed = {} if name is None else {"style": found[name]}
    if isinstance(body, dict):
        changed["body"] = _put(cast("dict[str, Any]", body), found, depth + 1)
    return {**node, **changed}


async def _style(connection: AsyncConnection, name: str) -> dict[str, Any]:
    """A style as engines are told of it."""
    try:
        row = await documents.get(connection, styles, uuid.UUID(name))
    except ValueError:
        row = None
    if row is None:
        raise NotFound(f"there is no style {name[:100]!a}", "choose one of /v1/styles", "flow")
    told = await _told(connection, row.name, row.data, "flow")
    return told.model_dump(mode="json", exclude_defaults=True)


async def _told(
    connection: AsyncConnection, name: str, data: Mapping[str, Any], field: str
) -> Style:
    """A style as engines are told of it: of a LoRA of one's own, where its file is."""
    lora = {part: value for part, value in (data.get("lora") or {}).items() if value is not None}
    if "file" in lora:
        lora["file"] = await lora_file(connection, lora["file"], field)
    return Style(
        name=name,
        base=data["base"],
        prefix=data.get("prompt_prefix", ""),
        suffix=data.get("prompt_suffix", ""),
        avoid=data.get("negative_prompt", ""),
        lora=Lora(**lora) if lora else None,
        models=tuple(data.get("compatible_models", ())),
    )


def unstyled(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Options without a style of the tenant's own."""
    return {name: value for name, value in chosen.items() if name != "style_id"}


def _check_drawable(look: Style, model: str) -> None:
    """Refuse a style that whoever draws the shots may not draw: a model, or the panels' engine."""
    if model:
        try:
            engine = resolved("image", model)
        except EngineUnavailable:
            return  # Whoever checks the options refuses the model itself.
        if unfit(engine, look):
            raise incompatible(look, serving("image"), engine.id)
        return
    drawn_by = next(one.id for one in engines() if "panel" in one.does)
    if look.models and drawn_by not in look.models:
        raise InputError(
            f"{drawn_by} draws the panels, and the style {look.name!r} is not for it",
            f"add {drawn_by} to the style's compatible_models, or choose another style",
            FIELD,
            "STYLE_INCOMPATIBLE",
        )

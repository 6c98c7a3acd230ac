"""What the parts of a film's flow are made with."""

from __future__ import annotations

from typing import Any

from media.layout import LayoutOptions
from models.preview.panels.strips import strip_look
from pipelines.catalog import node_type
from pipelines.productions.options import FilmOptions


def layout(options: FilmOptions) -> LayoutOptions:
    """How a film is laid out."""
    return LayoutOptions(
        size=options.size,
        rate=options.rate,
        transition=options.transition,
        transition_s=options.transition_s,
        captions=options.captions,
        burn_in=options.burn_in,
        caption_look=options.caption_look,
        caption_font=options.fonts.captions,
        encoding=options.encoding,
        lower_thirds=strip_look(options.style, options.brand),
    )


def node(node_id: str, type_id: str, *, each: str = "", **params: Any) -> dict[str, Any]:
    """A node of its type's present version."""
    made: dict[str, Any] = {
        "id": node_id,
        "type": type_id,
        "version": node_type(type_id).version,
        "params": params,
    }
    return made | ({"each": each} if each else {})

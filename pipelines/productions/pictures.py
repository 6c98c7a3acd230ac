"""The part of a film's flow that makes what is seen in its shots."""

from __future__ import annotations

from typing import Any

from media.text.typeface import Typeface
from media.types import Size
from models.catalog.capability import longest_s, most_references
from models.catalog.lookup import resolved
from pipelines.productions.options import FilmOptions, Format, even
from pipelines.productions.parts import layout, node

CANVASES: dict[Format, Size] = {
    "16:9": Size(width=1920, height=1080),
    "9:16": Size(width=1080, height=1920),
    "1:1": Size(width=1080, height=1080),
}
"""Panels are composed for these and rendered at any size."""
PICTURES: dict[Format, Size] = {
    "16:9": Size(width=1344, height=768),
    "9:16": Size(width=768, height=1344),
    "1:1": Size(width=1024, height=1024),
}
"""What models are asked for: a megapixel is what most were taught on."""
CLIPS: dict[Format, Size] = {
    "16:9": Size(width=1280, height=720),
    "9:16": Size(width=720, height=1280),
    "1:1": Size(width=960, height=960),
}
"""The same of models of clips."""


def pictures(options: FilmOptions) -> list[dict[str, Any]]:
    """The nodes that make each shot's picture, in the order in which they work."""
    shot = {"each": "direct.shots"}
    nodes = [_panel(options)]
    if _casts(options):
        editor = editor_of(options)
        most = most_references(resolved("image_edit", editor)) if editor else 0
        cast = {name: one.model_dump(mode="json") for name, one in sorted(options.cast.items())}
        nodes.append(node("cast", "panel.cast", cast=cast, most_pictures=most, **shot))
        if editor:
            nodes.append(node("likeness", "panel.likeness", model=editor, **shot))
    model = options.models.get("video")
    if model is not None:
        reach = longest_s(resolved("video_from_image", model))
        size = _asked(CLIPS[options.format], options).model_dump()
        shape = layout(options).model_dump(mode="json")
        clip = {"size": size, "rate": str(options.rate), "longest_s": reach, "model": model}
        nodes.append(node("motion", "panel.motion", options=shape, **shot))
        nodes.append(node("moving", "panel.animate", **clip, **shot))
        if _goes_on(model):
            nodes.append(node("longer", "panel.prolong", longest_s=reach, model=model, **shot))
    return nodes


def seen(options: FilmOptions) -> list[tuple[str, str]]:
    """How the nodes of `pictures` hang together, up to where the film is laid out."""
    panel, edges = "panel.panel", [("direct.shots", "panel.shot")]
    if _casts(options):
        edges.append(("direct.shots", "cast.shot"))
        if "image" in options.models:
            edges.append(("cast.told", "panel.cast"))
        if editor_of(options):
            edges += [
                ("direct.shots", "likeness.shot"),
                ("cast.shown", "likeness.cast"),
                (panel, "likeness.panel"),
            ]
            panel = "likeness.panel"
    edges.append((panel, "cut.panels"))
    model = options.models.get("video")
    if model is not None:
        edges += [("direct.shots", "motion.shot"), ("voice.voice", "motion.voice")]
        edges += [(panel, "moving.panel"), ("motion.motion", "moving.motion")]
        if _casts(options):
            edges.append(("cast.told", "motion.cast"))
        if _goes_on(model):
            edges += [("moving.footage", "longer.footage"), ("motion.motion", "longer.motion")]
        edges.append((f"{'longer' if _goes_on(model) else 'moving'}.footage", "cut.footage"))
    return edges


def _casts(options: FilmOptions) -> bool:
    """Whether a model is told who appears."""
    return bool(options.cast) and ("image" in options.models or "video" in options.models)


def editor_of(options: FilmOptions) -> str:
    """The model that is shown pictures of who appears; empty: none is."""
    if "image" not in options.models or not any(one.pictures for one in options.cast.values()):
        return ""
    named = options.models.get("image_edit")
    if named is not None:
        return named
    model = options.models["image"]
    return model if most_references(resolved("image", model)) else ""


def _goes_on(model: str) -> bool:
    """Whether a model makes no clip of any length, and goes on with what it made."""
    engine = resolved("video_from_image", model)
    return bool(longest_s(engine)) and "video_extend" in engine.does


def _asked(full: Size, options: FilmOptions) -> Size:
    """A quarter of the pixels for a draft: models take time by them, and more."""
    half = Size(width=even(full.width / 2), height=even(full.height / 2))
    return half if options.draft else full


def _panel(options: FilmOptions) -> dict[str, Any]:
    """The node that draws: a panel, or what a model makes of the shot."""
    canvas = CANVASES[options.format].model_dump()
    typeface = Typeface(language=options.language, font=options.fonts.title)
    usual: dict[str, Any] = {
        "style": options.style,
        "brand": list(options.brand),
        "typeface": typeface.model_dump(mode="json"),
        "each": "direct.shots",
    }
    model = options.models.get("image")
    if model is None:
        return node("panel", "panel.draw", size=canvas, **usual)
    size = _asked(PICTURES[options.format], options).model_dump()
    made = node("panel", "panel.generate", size=size, canvas=canvas, model=model, **usual)
    look = options.look
    return made | ({"style": look.model_dump(mode="json")} if look is not None else {})

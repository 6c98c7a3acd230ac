"""What a style is to an engine: words in its prompt, a LoRA, or a style of its panels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from media.errors import InputError
from media.style import Lora, Style
from models.catalog.aliases import by_name
from models.catalog.row import Engine

STYLED = ("image", "image_edit", "image_inpaint", "video", "video_from_image")
"""Modalities whose engines take a `style`."""
AVOIDING = ("image", "video", "video_from_image")
"""Of these, those whose engines can be told what is not to be seen."""
PANELS = "panels"
"""The option of an engine that draws panels: it knows base styles, and neither words nor LoRAs of
its own."""
_HUBS = ("hub:", "hf:", "huggingface:")


def unfit(engine: Engine, style: Style) -> str:
    """Why an engine cannot draw a style; empty where it can."""
    if style.models and not any(by_name([engine], name) for name in style.models):
        return f"the style is for {', '.join(style.models)}"
    if style.lora is None or draws_panels(engine):
        return ""
    if style.lora.file is not None:
        return "" if engine.takes_loras else "it takes no LoRA files"
    if lora_of(engine, style.lora):
        return ""
    known = ", ".join(sorted(engine.loras)) or "none"
    return f"it has no LoRA {style.lora.source}, but {known}"


def lora_of(engine: Engine, lora: Lora) -> str:
    """What a row calls a LoRA, by its name there or by where it is from; empty: it has it not."""
    if lora.source in engine.loras:
        return lora.source
    wanted = _source(lora.source)
    found = (name for name, each in engine.loras.items() if _source(each.source) == wanted)
    return next(found, "")


def draws_panels(engine: Engine) -> bool:
    """Whether it draws in one of the base styles, rather than as a model has learnt to."""
    return bool(engine.options.get(PANELS))


def styled(
    engine: Engine, style: Style, modality: str, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments of a request, as an engine is to be asked for it in a style."""
    told = dict(arguments)
    if modality not in STYLED:
        return told
    told["prompt"] = style.worded(str(told.get("prompt", "")))
    if style.avoid and modality in AVOIDING:
        told["avoid"] = style.avoided(str(told.get("avoid") or ""))
    if style.lora is not None and style.lora.file is not None and not draws_panels(engine):
        return told | {"lora": style.lora}
    name = _asked_as(engine, style)
    return told | ({"style": name} if name else {})


def incompatible(style: Style, engines: Iterable[Engine], model: str) -> InputError:
    """The error that says who could draw a style."""
    named = style.name or "of this step"
    fit = [engine.id for engine in engines if not unfit(engine, style)]
    by = f"{model} is not" if model else "no engine that is live is"
    remedy = f"use one of {', '.join(fit)}" if fit else _lacking(style)
    return InputError(f"{by} for the style {named!r}", remedy, "style", "STYLE_INCOMPATIBLE")


def _lacking(style: Style) -> str:
    if style.lora is not None and style.lora.file is not None:
        return "add a row of a family that takes LoRA files"
    return "add a row for it, or its LoRA to a row"


def _asked_as(engine: Engine, style: Style) -> str:
    if draws_panels(engine):
        return style.base
    if style.lora is None:
        return ""
    # A colon is in no LoRA's name: `models.diffusion.styles` reads both parts.
    return f"{lora_of(engine, style.lora)}:{style.lora.strength:g}"


def _source(source: str) -> str:
    for prefix in _HUBS:
        source = source.removeprefix(prefix)
    return source.casefold()

"""What of a request is beyond an engine, as far as its row and its family say.

An engine refuses by itself what it cannot do; this tells before it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.catalog.family import family
from models.catalog.row import Engine

Options = Mapping[str, Any]
Arguments = Mapping[str, Any]


def beyond(engine: Engine, modality: str, arguments: Arguments) -> str:
    """Why an engine cannot do what is asked for; empty where nothing is known against it."""
    if not engine.family:
        return ""
    options = _options(engine)
    if "pipelines" not in options:
        return ""
    complaints = (
        _references(options, modality, arguments),
        _last(options, modality, arguments),
        _sound(modality, arguments),
        _length(options, arguments),
        _size(options, arguments),
    )
    return next((complaint for complaint in complaints if complaint), "")


def longest_s(engine: Engine) -> float:
    """How much of a clip or a sound an engine makes at once, as far as is known; 0: any length."""
    options = _options(engine)
    frames, rates = int(options.get("max_frames", 0)), options.get("native_rates", (24,))
    # The first frame takes no time; the fastest rate is the shortest of them all.
    by_frames = (frames - 1) / max(rates) if frames else 0.0
    return float(options.get("max_seconds", 0)) or by_frames


def most_references(engine: Engine) -> int:
    """How many pictures beside the one it changes an engine looks at, and does as it is told."""
    options = _options(engine)
    told = options.get("edits_by") == "instruction"
    return int(options.get("max_references", 0)) if told and "image_edit" in engine.does else 0


def _options(engine: Engine) -> Options:
    return (family(engine.family).options if engine.family else {}) | engine.options


def _references(options: Options, modality: str, arguments: Arguments) -> str:
    asked, most = len(arguments.get("references") or ()), int(options.get("max_references", 0))
    if modality in ("image_edit", "video_edit") and asked > most:
        return f"it looks at {most or 'no'} references, not at {asked}"
    return ""


def _last(options: Options, modality: str, arguments: Arguments) -> str:
    able = options.get("last_argument") or options.get("conditioned_by") == "conditions"
    if modality == "video_from_image" and arguments.get("last") is not None and not able:
        return "it cannot end with a picture"
    return ""


def _sound(modality: str, arguments: Arguments) -> str:
    return "it makes no sound" if modality.startswith("video") and arguments.get("sound") else ""


def _length(options: Options, arguments: Arguments) -> str:
    seconds = float(arguments.get("seconds") or 0)
    most = float(options.get("max_seconds", 0))
    if not most and options.get("max_frames"):
        most = options["max_frames"] / min(options.get("native_rates", (24,)))
    return f"it makes {most:.3g} s at once, not {seconds:g}" if most and seconds > most else ""


def _size(options: Options, arguments: Arguments) -> str:
    size = arguments.get("size")
    if not isinstance(size, Mapping):
        return ""
    width, height = int(size["width"]), int(size["height"])  # pyright: ignore[reportUnknownArgumentType]
    drawn = max((w * h for w, h in options.get("sizes", ())), default=0)
    most = (drawn or int(options.get("max_pixels", 0))) * float(options.get("enlarge", 1)) ** 2
    if most and width * height > most:
        return f"it makes {most / 1e6:.3g} megapixels at most, not {width}x{height}"
    return ""

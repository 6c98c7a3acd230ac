"""What the handle of an asset says of it, read from the JSON that is kept."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Literal

from media.errors import InputError

ArtifactKind = Literal["image", "video", "audio", "document", "lora"]
Json = dict[str, Any]

KINDS: dict[str, ArtifactKind] = {
    "image": "image", "mask": "image", "video": "video", "audio": "audio", "document": "document",
}  # fmt: skip
"""Handles by what they are to people."""
_FORMATS = {
    "png": (".png", "image/png"), "jpeg": (".jpg", "image/jpeg"), "webp": (".webp", "image/webp"),
    "svg": (".svg", "image/svg+xml"), "wav": (".wav", "audio/wav"), "m4a": (".m4a", "audio/mp4"),
}  # fmt: skip


def kind_of(asset: Any) -> ArtifactKind:
    """What kind of thing a handle stands for.

    Raises:
        InputError: it is the handle of nothing that a library keeps.
    """
    kind = asset.get("kind") if isinstance(asset, dict) else None
    if kind not in KINDS or not isinstance(asset.get("digest"), str):
        raise InputError("the output is no file", "name a port that gives one", "port", "NO_FILE")
    return KINDS[kind]


def media_type(asset: Json) -> str:
    """What its content is."""
    if asset["kind"] == "document":
        return asset["media_type"]
    if asset["kind"] == "video":
        return "video/quicktime" if asset.get("alpha") else "video/mp4"
    return _FORMATS[asset["format"]][1]


def file_name(name: str, asset: Json) -> str:
    """A name with the ending that its content has, whatever the uploaded file's was."""
    if asset["kind"] == "document":
        return name
    ending = ".mov" if asset.get("alpha") else ".mp4"
    if asset["kind"] != "video":
        ending = _FORMATS[asset["format"]][0]
    return PurePath(name).stem + ending


def seconds_of(asset: Json) -> float | None:
    """How long it lasts; None for what does not."""
    if asset["kind"] == "audio":
        return asset["samples"] / asset["sample_rate"]
    if asset["kind"] == "video":
        num, _, den = str(asset["rate"]).partition("/")
        return asset["frames"] / (float(num) / float(den or 1))
    return None

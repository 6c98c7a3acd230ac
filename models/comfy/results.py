"""Files that a job left on its server, as assets of Kinora.

A node's outputs are lists of {filename, subfolder, type} under names of what they are: `images` of
pictures, and of clips that ComfyUI's own nodes save; `gifs` of clips of VideoHelperSuite; `audio`.
A file is judged by its content, as any from outside is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from media.errors import InputError
from media.ids import uuid7
from media.intake.door import Wanted, admit
from media.types import Asset, Audio, Image, Video
from media.workspace import Workspace
from models.comfy.form import Form
from models.comfy.server import File
from models.net.faults import BadResponse

A = TypeVar("A", Image, Video, Audio)
LISTS: dict[str, tuple[str, ...]] = {
    "image": ("images",),
    "video": ("gifs", "videos", "video", "images"),
    "audio": ("audio",),
}
KINDS: dict[type[Asset], Wanted] = {Image: "image", Video: "video", Audio: "audio"}


def file_of(form: Form, entry: Mapping[str, Any], wanted: type[A]) -> File:
    """The first file of the row's output that may be what is wanted.

    Args:
        form: of the row.
        entry: what the server keeps of the job.
        wanted: the type of the result.

    Raises:
        BadResponse: the output holds none.
    """
    outputs = list(_outputs(form.output, entry))
    for name in LISTS[KINDS[wanted]]:
        for output in outputs:
            for file in _files(output.get(name)):
                return file
    given = sorted({name for output in outputs for name in output})
    raise BadResponse(
        f"{form.row.id}: the node {form.output} ({form.workflow.kind(form.output)}) gave no "
        f"{KINDS[wanted]}, but {', '.join(given) or 'nothing'}",
        "name a node that saves it in options.output",
    )


def taken(work: Workspace, form: Form, path: Path, wanted: type[A]) -> A:
    """A fetched file, normalised; it is gone from its path.

    Raises:
        BadResponse: it is something else, or damaged.
    """
    kind = KINDS[wanted]
    try:
        asset = admit(work, path, kind)
    except InputError as error:
        raise BadResponse(
            f"{form.row.id}: the node {form.output} gave no {kind} that can be read: "
            f"{error.message}", error.remedy,
        ) from error  # fmt: skip
    path.unlink(missing_ok=True)
    return cast(A, asset)


def place_for(work: Workspace) -> Path:
    """Where a file is fetched to."""
    return work.scratch(f"{uuid7()}.comfy")


def _outputs(node: str, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a node gave; a node that expanded while it ran gave it by others shown in its place."""
    outputs, meta = _mapping(entry.get("outputs")), _mapping(entry.get("meta"))
    for id, output in outputs.items():
        if node in (id, _mapping(meta.get(id)).get("display_node")):
            yield _mapping(output)


def _files(items: Any) -> Iterator[File]:
    for item in cast("list[Any]", items) if isinstance(items, list) else []:
        found = _mapping(item)
        if isinstance(found.get("filename"), str):
            yield File(
                filename=found["filename"],
                subfolder=str(found.get("subfolder", "")),
                type=str(found.get("type", "output")),
            )


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}

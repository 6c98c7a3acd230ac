"""Which of a source's files are needed, and which are not taken."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from pathlib import PurePosixPath

from media.errors import InputError
from models.catalog.row import Weights
from models.weights.manifest import NAME
from models.weights.sources import Offered, PullFailed, Source

TENSORS = ".safetensors"
PICKLES = (".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".dill")
MAYBE_PICKLES = (".bin",)
"""Of torch they are; of CTranslate2 and others they are not: their first bytes tell."""
DUPLICATES = (*PICKLES, *MAYBE_PICKLES, ".h5", ".msgpack", ".ot", ".tflite", ".gguf")
OTHER_RUNTIMES = ("onnx", "openvino", "coreml", "flax", "tf")
"""Folders, and beginnings of names, of the same weights for another runtime."""
SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp4", ".webm", ".pdf", ".svg")
"""What a page about the model shows."""
NEVER = (".gitattributes", ".gitignore", ".part")
PIPELINE = "model_index.json"
"""Where it stands, the weights are in folders; those beside it are all of them in one file."""


def chosen(offered: Sequence[Offered], weights: Weights) -> tuple[Offered, ...]:
    """The files that are needed.

    Raises:
        InputError: patterns match nothing, nothing is there, or a name is no place below a folder.
    """
    for file in offered:
        check_name(file.path)
    useful = [file for file in offered if not file.path.endswith(NEVER) and file.path != NAME]
    if weights.only:
        found = [file for file in useful if _matches(file.path, weights.only)]
    else:
        found = _without_duplicates(useful)
    if not found:
        which = f" that is {' or '.join(weights.only)}" if weights.only else ""
        raise InputError(
            f"{weights.source} has no file{which}", "check source and patterns", "weights.only"
        )
    return tuple(found)


def check_name(path: str) -> None:
    """Refuse a name that leads out of the folder that it is to be put in.

    Raises:
        InputError: it does.
    """
    parts = path.split("/")
    odd = not path.isprintable() or "\\" in path or ":" in path
    if odd or any(part in ("", ".", "..") for part in parts):
        raise InputError(
            f"the source has a file named {path[:100]!r}", "do not trust it", "weights.source"
        )


def check_pickles(files: Sequence[Offered], weights: Weights, source: Source) -> None:
    """Refuse files that run code when they are loaded, unless the row takes them.

    Raises:
        InputError: there are some.
    """
    if weights.pickles:
        return
    refused = [file.path for file in files if file.path.lower().endswith(PICKLES)]
    for file in files:
        if file.path.lower().endswith(MAYBE_PICKLES) and is_pickle(_head(file, source)):
            refused.append(file.path)
    if refused:
        raise InputError(
            f"{weights.source} gives {_some(refused)} as pickles, which run code when loaded",
            "use weights as safetensors, or, if you trust their owner, add `pickles: true` to the "
            "row's weights",
            "weights.pickles", "PICKLES_REFUSED",
        )  # fmt: skip


def is_pickle(head: bytes) -> bool:
    """Whether a file that begins so is torch's: a pickle, or an archive with one in it."""
    # An archive of arrays begins with the name of one; it holds no pickles unless asked to.
    archive = head.startswith(b"PK\x03\x04") and b".npy" not in head[:256]
    return archive or head.startswith(b"\x80")


def _without_duplicates(files: Sequence[Offered]) -> list[Offered]:
    paths = {file.path for file in files}
    folders = {_folder(path) for path in paths if path.endswith(TENSORS)}
    whole = PIPELINE in paths
    return [
        file
        for file in files
        if not file.path.lower().endswith(SHOWN)
        and not (whole and _is_whole(file.path))
        and not _is_duplicate(file.path, paths, folders)
    ]


def _is_whole(path: str) -> bool:
    """Whether it holds all of a pipeline that is there in folders too."""
    return "/" not in path and path.lower().endswith((TENSORS, *DUPLICATES))


def _is_duplicate(path: str, paths: set[str], folders: set[str]) -> bool:
    if path.endswith(TENSORS):
        return _plain(path) in paths - {path}
    if folders and path.split("/")[0].lower() in OTHER_RUNTIMES and "/" in path:
        return True
    beside = _folder(path) in folders
    name = PurePosixPath(path).name.lower()
    return beside and (name.endswith((*DUPLICATES, ".onnx")) or _of_index(name))


def _of_index(name: str) -> bool:
    """Whether it lists the pieces of weights that are left out."""
    return name.endswith(tuple(f"{kind}.index.json" for kind in DUPLICATES))


def _plain(path: str) -> str:
    """The name without its variant: `model.fp16.safetensors` is a variant of the plain one."""
    head, _, variant = path.removesuffix(TENSORS).rpartition(".")
    return f"{head}{TENSORS}" if head and "/" not in variant else path


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def _head(file: Offered, source: Source) -> bytes:
    with source.reading(file, 0) as stream:
        head = next(stream.chunks, b"")
    if not head and file.num_bytes:
        raise PullFailed(f"{file.path} cannot be looked into", "pull again")
    return head


def _some(names: Sequence[str]) -> str:
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")

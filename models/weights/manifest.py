"""What was pulled: each file with its size and digest, and the commit that it is of.

The manifest is the last file to be written. Where it stands, the weights are whole; its digest is
part of every cache key of what they make.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import Field

from media.ids import digest_of
from media.model import Model, canonical_json
from models.catalog.row import Engine

FOLDER = "KINORA_WEIGHTS"
"""Names the environment's variable with the folder of all weights."""
NAME = "manifest.json"
LORAS = "loras"
"""The folder, within that of the weights, of a folder for each style."""


class File(Model):
    """One file of the weights."""

    path: str
    """Below their folder, with slashes."""
    num_bytes: int
    sha256: str


class Origin(Model):
    """Where the files of a LoRA or a part came from."""

    source: str
    revision: str


class Manifest(Model):
    """Weights that are here, whole, with the row's LoRAs and parts in folders of their own."""

    source: str
    revision: str
    """The commit that a branch or tag stood for; empty where the source knows none."""
    files: tuple[File, ...]
    digest: str
    """Of all files: equal content has equal digests, wherever it came from."""
    loras: dict[str, Origin] = Field(default_factory=dict)
    """By name; their files are among the others, below `loras/<name>/`."""
    parts: dict[str, Origin] = Field(default_factory=dict)
    """By name; their files are among the others, below `<name>/`."""

    @property
    def num_bytes(self) -> int:
        """Of all files together."""
        return sum(file.num_bytes for file in self.files)


def digest_of_files(files: Iterable[File]) -> str:
    """The digest of a set of files, whatever their order."""
    content = sorted((file.path, file.sha256) for file in files)
    return digest_of(canonical_json(content).encode())


def root() -> Path:
    """The folder of all weights: `KINORA_WEIGHTS`, or the usual place for a user's data."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(platformdirs.user_data_dir("kinora")) / "models"


def folder_of(engine: Engine) -> Path:
    """Where an engine's weights are, or will be."""
    return root() / engine.id


def manifest_of(folder: Path) -> Manifest | None:
    """What is in a folder of weights; None unless they are whole."""
    path = folder / NAME
    try:
        stamp = path.stat()
    except OSError:
        return None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Say that weights are whole; whoever reads meanwhile finds all of it or nothing."""
    part = folder / f"{NAME}.part"
    part.write_text(manifest.model_dump_json(indent=1), "utf-8")
    os.replace(part, folder / NAME)


@lru_cache(maxsize=256)
def _read(path: Path, changed_ns: int, num_bytes: int) -> Manifest | None:
    try:
        return Manifest.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None

"""Rows to pull, whose weights are a few kilobytes."""

import random
from pathlib import Path
from typing import Any

from models.catalog.row import Engine, Weights
from models.weights.manifest import Manifest
from models.weights.pulling import bring, look

SOURCE = "hub:owner/name"


def noise(seed: str, num_bytes: int) -> bytes:
    return random.Random(seed).randbytes(num_bytes)


def row(source: str = SOURCE, loras: dict[str, Weights] | None = None, **weights: Any) -> Engine:
    return Engine(
        id="toy",
        modality="image",
        target="toys:Toy.generate",
        licence="MIT",
        weights=Weights(source=source, **weights),
        loras=loras or {},
    )


def silent(done: int, total: int) -> None:
    """Nobody looks."""


def pull(engine: Engine) -> Manifest:
    return bring(look(engine), silent)


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

"""What is served at present, as whoever serves it has written it down beside the weights."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from media.model import Model
from models.weights.manifest import root

NAME = "serving.json"


class State(Model):
    """Where one engine is."""

    state: Literal["starting", "running", "failed", "refused"]
    detail: str = ""
    """Why, where it does not run."""
    remedy: str = ""


_STATES: TypeAdapter[dict[str, State]] = TypeAdapter(dict[str, State])


def write(states: dict[str, State]) -> None:
    """Say what is served; whoever reads meanwhile finds it whole."""
    root().mkdir(parents=True, exist_ok=True)
    path = root() / NAME
    part = path.with_suffix(".part")
    part.write_bytes(_STATES.dump_json(states))
    os.replace(part, path)


def clear() -> None:
    """Say that nothing is served any more."""
    (root() / NAME).unlink(missing_ok=True)


def states() -> dict[str, State]:
    """What is served; empty where nothing is."""
    path = root() / NAME
    try:
        stamp = path.stat()
    except OSError:
        return {}
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int, num_bytes: int) -> dict[str, State]:
    try:
        return _STATES.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}

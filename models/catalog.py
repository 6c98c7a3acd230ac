"""The catalog of engines, read from `catalog.yaml`: who serves a modality, and what it is."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import yaml

from media.errors import EngineUnavailable
from media.model import Model


class Engine(Model):
    """One row of the catalog."""

    id: str
    modality: str
    target: str
    runs: Literal["task"]
    num_cpus: float
    num_gpus: float = 0.0
    memory_gb: float = 0.0
    revision: int
    licence: str

    @property
    def identity(self) -> str:
        """What a cache key says of this engine."""
        return f"{self.id}@{self.revision}"


@cache
def _document() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "catalog.yaml").read_text())


@cache
def engines() -> tuple[Engine, ...]:
    """All engines, the preferred one of a modality first."""
    return tuple(Engine(**row) for row in _document()["engines"])


def engine_for(modality: str) -> Engine:
    """The engine that serves a modality here.

    Raises:
        EngineUnavailable: there is none.
    """
    for engine in engines():
        if engine.modality == modality:
            return engine
    raise EngineUnavailable(f"no engine can do {modality}", "add one to models/catalog.yaml")


@cache
def identity(name: str) -> str:
    """Who is behind a name in a node's `uses`: an engine, or the builds of some libraries."""
    packages: list[str] | None = _document()["builds"].get(name)
    if packages is None:
        return engine_for(name).identity
    built = [f"{package}=={version(package)}" for package in packages]
    return " ".join([*built, platform.machine()])

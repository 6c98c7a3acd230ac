"""The catalog of engines: who serves a modality, where it runs, what it costs.

The rows are those of `catalog.yaml`, and before them those of a file of the user's own, which the
environment's `KINORA_MODELS` names.
"""

from __future__ import annotations

import os
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from media.errors import EngineUnavailable, InputError
from media.model import Model
from models.remote.description import Remote

USERS_ROWS = "KINORA_MODELS"
"""Names the environment's variable with the path of a file of further rows."""


class Price(Model):
    """What one request costs, in millionths of a dollar."""

    call_micros: int = Field(default=0, ge=0)
    per: dict[str, int] = Field(default_factory=dict)
    """For each argument that counts, such as `seconds`, what one of it costs."""

    def of(self, arguments: dict[str, Any]) -> int:
        """The price of a request, rounded up."""
        counted = sum(micros * float(arguments.get(name, 0)) for name, micros in self.per.items())
        return self.call_micros + int(-(-counted // 1))


class Engine(Model):
    """One row of the catalog."""

    id: str
    modality: str
    runs: Literal["task", "http"] = "task"
    target: str = ""
    remote: Remote | None = None
    """Of `http`: how its jobs are begun and asked for."""
    num_cpus: float = 1.0
    num_gpus: float = 0.0
    memory_gb: float = 0.0
    revision: int
    licence: str
    price: Price = Price()
    fallback: tuple[str, ...] = ()
    """Who is asked when it cannot, in this order: ids of other rows."""

    @property
    def identity(self) -> str:
        """What a cache key says of this engine."""
        return f"{self.id}@{self.revision}"

    @model_validator(mode="after")
    def _whole(self) -> Engine:
        if self.runs == "task" and not self.target:
            raise ValueError(f"{self.id} runs as a task and names no target")
        if self.runs == "http" and self.remote is None:
            raise ValueError(f"{self.id} runs over http and says not how: add `remote`")
        return self


@cache
def _document() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "catalog.yaml").read_text())


@cache
def engines() -> tuple[Engine, ...]:
    """All engines, the preferred one of a modality first.

    Raises:
        InputError: the user's file is wrong, or a fallback is no engine.
    """
    rows = {row.id: row for row in _rows_of_user()}
    for document in _document()["engines"]:
        rows.setdefault(document["id"], Engine(**document))
    for row in rows.values():
        for other in row.fallback:
            if other not in rows or rows[other].modality != row.modality:
                raise InputError(
                    f"{row.id} falls back on {other}, which does no {row.modality}",
                    "name an engine of the same modality", f"{row.id}.fallback",
                )  # fmt: skip
    return tuple(rows.values())


def _rows_of_user() -> list[Engine]:
    path = os.environ.get(USERS_ROWS)
    if not path:
        return []
    try:
        document = yaml.safe_load(Path(path).read_text("utf-8"))
        return [Engine(**row) for row in document["engines"]]
    except (OSError, KeyError, TypeError, yaml.YAMLError, ValidationError) as error:
        said = str(error).strip().replace("\n", " ")[:300]
        raise InputError(
            f"{USERS_ROWS}={path} cannot be read: {said}", "see models/README.md for its form"
        ) from error


def engine_for(modality: str, model: str = "") -> Engine:
    """The engine that serves a modality here.

    Args:
        modality: what is to be done.
        model: the id of the row that is wanted; empty: the preferred one.

    Raises:
        EngineUnavailable: there is none.
    """
    for engine in engines():
        if engine.modality == modality and model in ("", engine.id):
            return engine
    if model:
        raise EngineUnavailable(
            f"no engine {model} can do {modality}", f"add it to the file {USERS_ROWS} names"
        )
    raise EngineUnavailable(
        f"no engine can do {modality}", f"add one to the file that {USERS_ROWS} names"
    )


def chain(modality: str, model: str = "") -> tuple[Engine, ...]:
    """The engine that serves a modality here, and those to ask when it cannot.

    Raises:
        EngineUnavailable: there is none.
    """
    first = engine_for(modality, model)
    by_id = {engine.id: engine for engine in engines()}
    return (first, *(by_id[name] for name in first.fallback))


@cache
def builds() -> frozenset[str]:
    """The names that stand for builds of libraries, and for no modality."""
    return frozenset(_document()["builds"])


@cache
def identity(name: str, model: str = "") -> str:
    """Who is behind a name in a node's `uses`: an engine, or the builds of some libraries.

    Args:
        name: a modality, or a name among the builds.
        model: the engine that is wanted; empty: the preferred one.
    """
    packages: list[str] | None = _document()["builds"].get(name)
    if packages is None:
        return engine_for(name, model).identity
    built = [f"{package}=={version(package)}" for package in packages]
    return " ".join([*built, platform.machine()])

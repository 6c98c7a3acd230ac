"""What an engine with weights is made from, and the making of it, once a process."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from media.errors import AuthorError, EngineUnavailable, InputError
from media.model import Model
from models.catalog.family import family
from models.catalog.row import Engine
from models.weights.manifest import LORAS, folder_of, manifest_of

T = TypeVar("T", bound=Model)


class Maker(Model):
    """What made a result, beside the inputs and the seed that its step is known by."""

    engine: str
    """The row's id."""
    revision: int
    """And its revision."""
    source: str
    """Where the weights were pulled from."""
    commit: str
    """Of which commit they are; empty where the source knows none."""
    weights: str
    """Their digest."""
    device: str
    """What it ran on, as in `cpu` or `NVIDIA H100 80GB HBM3`."""
    eased: tuple[str, ...] = ()
    """What was done as the card's memory ran out, in turn: `tiles`, which change a picture a
    little, or `offload`, which is slow."""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """All that the constructor of an engine's class is told."""

    row: Engine
    folder: Path
    """Its weights: whole, checked, read-only."""
    loras: dict[str, Path] = field(default_factory=dict[str, Path])
    """Files or folders of the styles that it may be asked for, by name."""
    device: str = "cpu"
    """As torch names it: `cpu`, or `cuda:0`."""
    memory_share: float | None = None
    """The part of the card's memory that this process may take; None: it is not held to one."""

    @property
    def options(self) -> dict[str, Any]:
        """The family's, and before them the row's."""
        known = family(self.row.family).options if self.row.family else {}
        return known | self.row.options

    def options_as(self, kind: type[T], remedy: str) -> T:
        """The options, checked.

        Args:
            kind: what they are.
            remedy: what to do where one is wrong.

        Raises:
            InputError: one of them is unknown or wrong.
        """
        try:
            return kind.model_validate(self.options)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"{self.row.id}: the option {where} is wrong: {first['msg']}",
                remedy,
                f"options.{where}",
            ) from error


def setup_of(row: Engine, device: str, memory_share: float | None = None) -> Setup:
    """What an engine is to be made from.

    Raises:
        EngineUnavailable: its weights are not here.
    """
    folder = folder_of(row)
    if row.weights is not None and manifest_of(folder) is None:
        raise EngineUnavailable(f"{row.id} lacks its weights", f"kinora models pull {row.id}")
    loras = {name: folder / LORAS / name for name in row.loras}
    return Setup(row=row, folder=folder, loras=loras, device=device, memory_share=memory_share)


def made(setup: Setup) -> Any:
    """The engine itself: an object of its family's class, loaded and ready.

    One without a family is made of nothing.

    Raises:
        AuthorError: the class is not there.
    """
    row = setup.row
    named = family(row.family).engine if row.family else row.target.rpartition(".")[0]
    module, _, name = named.partition(":")
    try:
        build: Callable[..., Any] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise AuthorError(f"{row.id}: {named} cannot be loaded: {error}") from error
    return build(setup) if row.family else build()


def maker(row: Engine) -> Maker:
    """What is kept with all that an engine makes."""
    manifest = manifest_of(folder_of(row))
    return Maker(
        engine=row.id,
        revision=row.revision,
        source=manifest.source if manifest else "",
        commit=manifest.revision if manifest else "",
        weights=manifest.digest if manifest else "",
        device=device_name(),
    )


def device_name() -> str:
    """The card that this process works on, or `cpu`; torch is asked only where it is loaded."""
    torch: Any = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_available():
        return "cpu"
    return torch.cuda.get_device_name()

"""What is measured: two architectures of full size, or two tiny ones on a processor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

from models.catalog.row import Engine, Weights
from models.catalog.rows import engines

PROMPT = "a boat on a lake at night"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One architecture, and what is asked of it."""

    name: str
    what: str
    """For the table."""
    row: Engine
    """As the catalog declares it, its weights aside."""
    make: Callable[[str], Any]
    """A pipeline with random weights on a device."""
    width: int
    height: int
    frames: int = 0
    """Of a clip; 0: it makes pictures."""
    steps: int
    batches: tuple[int, ...] = (1,)

    @property
    def modality(self) -> str:
        """As the row names it."""
        return "video" if self.frames else "image"

    def saved(self, folder: Path, device: str) -> Path:
        """The folder of its weights, which are made once."""
        own = folder / self.name
        if not (own / "model_index.json").exists():
            self.make(device).save_pretrained(str(own), safe_serialization=True)
        return own


def full(*, quick: bool) -> dict[str, Case]:
    """As large as those that people use."""
    return {
        "sdxl": Case(
            name="sdxl", what="SDXL-size, 1024x1024", row=_declared("sdxl", batch=True),
            make=_by("benchmarks.card.sizes:sdxl"), width=1024, height=1024,
            steps=8 if quick else 20, batches=(1, 4, 8),
        ),
        "wan": Case(
            name="wan", what="Wan-2.1-1.3B-size, 832x480, 81 frames",
            row=_declared("wan-2.1-t2v-1.3b"), make=_by("benchmarks.card.sizes:wan"),
            width=832, height=480, frames=81, steps=4 if quick else 10,
        ),
    }  # fmt: skip


def small() -> dict[str, Case]:
    """A few thousand weights: they show that all of this works, and nothing else."""
    options = {"min_edge": 16, "enlarge": 1}
    return {
        "sdxl": Case(
            name="sdxl", what="tiny SDXL, 64x64",
            row=_declared("sdxl", batch=True, **options),
            make=_by("tests.models.diffusion.tiny:sdxl"),
            width=64, height=64, steps=2, batches=(1, 4),
        ),
        "wan": Case(
            name="wan", what="tiny Wan, 64x64, 5 frames",
            row=_declared("wan-2.1-t2v-1.3b", **options),
            make=_by("tests.models.diffusion.tiny_clips:wan"),
            width=64, height=64, frames=5, steps=2,
        ),
    }  # fmt: skip


def _by(name: str) -> Callable[[str], Any]:
    """A function that is imported when it is called: a process that finds weights needs it not."""

    def make(device: str) -> Any:
        module, _, function = name.partition(":")
        found = getattr(import_module(module), function)
        # Tiny models are for processors alone, and are not told of one.
        return found(device) if signature(found).parameters else found()

    return make


def _declared(name: str, **options: Any) -> Engine:
    """A row of the catalog; its weights are in one kind, and are those made here."""
    row = next(one for one in engines() if one.id == name)
    kept = {key: value for key, value in row.options.items() if key != "variant"}
    return row.model_copy(
        update={"weights": Weights(source="random"), "options": kept | options, "loras": {}}
    )

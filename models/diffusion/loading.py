"""Pipelines of a folder of weights: nothing is fetched, and nothing that could run code is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers

from media.errors import EngineUnavailable, InputError
from models.diffusion.traits import Traits
from models.setup import LORAS, Setup

PICKLED = (".bin", ".ckpt", ".pkl", ".pt", ".pth")


def dtype_of(name: str) -> torch.dtype:
    """A type of numbers by its name.

    Raises:
        InputError: there is none.
    """
    found = getattr(torch, name, None)
    if not isinstance(found, torch.dtype):
        raise InputError(f"torch knows no type {name}", "use bfloat16, float16 or float32", "dtype")
    return found


def class_of(name: str, field: str) -> Any:
    """A class of diffusers.

    Raises:
        InputError: there is none here, or packages that it needs are not installed.
    """
    found = getattr(diffusers, name, None)
    if found is None:
        raise InputError(
            f"diffusers {diffusers.__version__} has no {name}", "see its documentation", field
        )
    # A class whose packages are not installed is there as one that always raises.
    lacking = getattr(found, "_backends", None)
    if lacking:
        raise InputError(f"{name} needs {', '.join(lacking)}", "pip install them", field)
    return found


def refuse_pickles(folder: Path) -> None:
    """Let no weights be read that can run code.

    Raises:
        EngineUnavailable: a component has weights in pickles alone.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix in PICKLED and not any(path.parent.glob("*.safetensors")):
            raise EngineUnavailable(
                f"{path.relative_to(folder.parent)} is a pickle, which can run code if it is read",
                "convert the weights to safetensors, or use a revision that has them",
            )


def load(setup: Setup, traits: Traits, name: str) -> Any:
    """The pipeline of a class with components of its own, in memory."""
    for part in setup.folder.iterdir():
        if part.is_dir() and part.name != LORAS:
            refuse_pickles(part)
    _be_quiet()
    pipeline = class_of(name, "options.pipelines").from_pretrained(
        str(setup.folder),
        dtype=_dtypes(setup, traits),
        variant=traits.variant or None,
        use_safetensors=True,
        local_files_only=True,
    )
    pipeline.set_progress_bar_config(disable=True)
    _schedule(pipeline, traits)
    return pipeline


def sibling(first: Any, name: str) -> Any:
    """A pipeline of another class over the same components.

    `from_pipe` would turn all of them to float32, whatever they were.
    """
    kind = class_of(name, "options.pipelines")
    parts, settings = kind._get_signature_keys(kind)
    given = {part: first.components[part] for part in parts if part in first.components}
    given |= {key: first.config[key] for key in settings if key in first.config}
    pipeline = kind(**given)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def denoisers(pipeline: Any) -> list[Any]:
    """The models that are asked at each step: one, or two that share the steps."""
    names = ("unet", "transformer", "transformer_2")
    found = (getattr(pipeline, name, None) for name in names)
    return [model for model in found if model is not None]


def _dtypes(setup: Setup, traits: Traits) -> Any:
    if not setup.device.startswith("cuda"):
        return torch.float32
    others = {part: dtype_of(name) for part, name in traits.dtypes.items()}
    return {"default": dtype_of(traits.dtype)} | others


def _schedule(pipeline: Any, traits: Traits) -> None:
    if not traits.scheduler and not traits.scheduler_options:
        return
    own = pipeline.scheduler
    kind = class_of(traits.scheduler, "options.scheduler") if traits.scheduler else type(own)
    pipeline.scheduler = kind.from_config(own.config, **traits.scheduler_options)


def _be_quiet() -> None:
    """A replica's log is for what matters."""
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.disable_progress_bar()

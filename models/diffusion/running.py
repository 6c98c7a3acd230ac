"""Calls of pipelines: their seeds, their progress, their end before time."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

from models.diffusion.loading import load, sibling
from models.diffusion.memory import Memory
from models.diffusion.speed import hasten
from models.diffusion.styles import PLAIN, Styles, Worn
from models.diffusion.traits import Traits
from models.setup import Setup

Progress = Callable[[float], None]
SEEDS = 2**63


@dataclass(frozen=True, kw_only=True)
class Call:
    """What a pipeline is asked for."""

    modality: str
    arguments: dict[str, Any]
    seeds: tuple[int, ...]
    """One for each picture that is made."""
    progress: Progress
    worn: Worn = PLAIN


class Runner:
    """A model's pipelines, over one set of components, and calls of them."""

    def __init__(self, setup: Setup, traits: Traits) -> None:
        self.memory = Memory(setup, traits)
        self._traits = traits
        first = next(iter(traits.pipelines))
        pipeline = load(setup, traits, traits.pipelines[first])
        self.memory.place(pipeline)
        self._styles = Styles(pipeline, setup.loras, traits)
        self._first, self._by_class = pipeline, {traits.pipelines[first]: pipeline}
        self._at_work = pipeline
        hasten(pipeline, traits, lambda: self._at_work, on_card=self.memory.on_card)

    def pipeline(self, modality: str) -> Any:
        """The pipeline that serves a modality."""
        name = self._traits.pipelines[modality]
        if name not in self._by_class:
            self._by_class[name] = sibling(self._first, name)
            self.memory.place(self._by_class[name])
        return self._by_class[name]

    def run(self, call: Call) -> Any:
        """Carry a call out.

        What its progress raises ends it within the step; the pipeline is as before then.

        Raises:
            InputError: the style is unknown, or does not fit the model.
            OutOfMemory: the card holds no such thing.
        """
        self._styles.use(call.worn)
        pipeline = self._at_work = self.pipeline(call.modality)
        return self.memory.guarded(pipeline, lambda: _attempt(pipeline, call))


def _attempt(pipeline: Any, call: Call) -> Any:
    generators = [torch.Generator("cpu").manual_seed(seed % SEEDS) for seed in call.seeds]
    generator = generators if len(generators) > 1 else generators[0]
    # Some pipelines write into the lists that they are given.
    arguments = {
        name: list(value) if isinstance(value, list) else value
        for name, value in call.arguments.items()
    }
    with _no_other_chance(call.seeds[0], pipeline._execution_device), _tidied(pipeline):
        return pipeline(**arguments, **_heard(pipeline, call), generator=generator)


def _heard(pipeline: Any, call: Call) -> dict[str, Any]:
    """How the pipeline tells of its steps: of those of sound, by another callback."""

    def told(step: int) -> None:
        # Of a picture that is changed a little, only the last steps are taken.
        total = getattr(pipeline, "num_timesteps", None) or len(pipeline.scheduler.timesteps)
        call.progress(min(1.0, (step + 1) / total))

    def after_step(_pipeline: Any, step: int, _time: Any, values: dict[str, Any]) -> dict[str, Any]:
        told(step)
        return values

    def after_step_of_sound(step: int, _time: Any, _latents: Any) -> None:
        told(step)

    if "callback_on_step_end" in accepted(pipeline):
        return {"callback_on_step_end": after_step}
    return {"callback": after_step_of_sound, "callback_steps": 1}


def accepted(pipeline: Any) -> frozenset[str]:
    """The arguments that a pipeline takes."""
    return frozenset(inspect.signature(type(pipeline).__call__).parameters)


@contextmanager
def _no_other_chance(seed: int, device: torch.device) -> Generator[None]:
    """What a model draws past its generator is of the seed as well, and of nobody else's."""
    with torch.random.fork_rng([device] if device.type == "cuda" else []):
        torch.manual_seed(seed % SEEDS)
        yield


@contextmanager
def _tidied(pipeline: Any) -> Generator[None]:
    """Components are put away, and caches of steps emptied, however a call ends."""
    try:
        yield
    except BaseException:
        pipeline.maybe_free_model_hooks()
        raise

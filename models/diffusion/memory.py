"""The card's memory: what stays on it, what is tiled, and what happens when it runs out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, TypeVar

import torch

from media.errors import OutOfMemory
from models.diffusion.loading import denoisers, dtype_of
from models.diffusion.traits import Offload, Traits
from models.setup import Setup

T = TypeVar("T")

GB = 1e9


class Memory:
    """Where the components of a model are, and how much of the card they take."""

    def __init__(self, setup: Setup, traits: Traits) -> None:
        self._name, self._device, self._traits = setup.row.id, setup.device, traits
        self._offload: Offload = traits.offload
        self._placed: list[Any] = []
        if self.on_card and setup.memory_share is not None:
            torch.cuda.set_per_process_memory_fraction(setup.memory_share, setup.device)

    @property
    def on_card(self) -> bool:
        """Whether there is one."""
        return self._device.startswith("cuda")

    @property
    def peak_gb(self) -> float:
        """The most that was ever taken; 0 without a card."""
        return torch.cuda.max_memory_allocated(self._device) / GB if self.on_card else 0.0

    def place(self, pipeline: Any) -> None:
        """Bring a pipeline to its device, once."""
        if not self._placed:
            self._store(pipeline)
            _tile(pipeline, self._traits.tiling == "on")
        self._placed.append(pipeline)
        self._move(pipeline)

    def guarded(self, attempt: Callable[[], T]) -> T:
        """Try; when the memory runs out, try once more with all that saves it.

        Tiles are for that one call, as they change a picture a little: what a request gives must
        not depend on those before it.

        Raises:
            OutOfMemory: it is not enough.
        """
        try:
            return attempt()
        except torch.OutOfMemoryError:
            # Beyond this block, as an exception holds the frames that hold the tensors.
            pass
        self._save()
        try:
            return attempt()
        except torch.OutOfMemoryError as error:
            raise self._exhausted() from error
        finally:
            for pipeline in self._placed:
                _tile(pipeline, self._traits.tiling == "on")

    def _save(self) -> None:
        self.free()
        if self._traits.tiling != "off":
            for pipeline in self._placed:
                _tile(pipeline, True)
        if self._offload == "none":
            self._offload = "model"
            for pipeline in self._placed:
                self._move(pipeline)
        self.free()

    def free(self) -> None:
        """Give back what nobody holds."""
        gc.collect()
        if self.on_card:
            torch.cuda.empty_cache()

    def _exhausted(self) -> OutOfMemory:
        self.free()
        if not self.on_card:
            return OutOfMemory(f"{self._name} ran out of memory", "ask for less")
        free, total = torch.cuda.mem_get_info(self._device)
        return OutOfMemory(
            f"{self._name} took {self.peak_gb:.1f} GB of a card of {total / GB:.1f} GB, of which "
            f"{free / GB:.1f} GB are free, and needed more",
            "ask for a smaller size or fewer seconds, or set options.offload to sequential",
        )

    def _move(self, pipeline: Any) -> None:
        if not self.on_card:
            return
        if self._offload == "model":
            pipeline.enable_model_cpu_offload(device=self._device)
        elif self._offload == "sequential":
            pipeline.enable_sequential_cpu_offload(device=self._device)
        else:
            pipeline.to(self._device)

    def _store(self, pipeline: Any) -> None:
        """Let the denoiser's weights wait in fewer bits than they work in."""
        if not self._traits.storage_dtype or not self.on_card:
            return
        for model in denoisers(pipeline):
            model.enable_layerwise_casting(
                storage_dtype=dtype_of(self._traits.storage_dtype), compute_dtype=model.dtype
            )


def _tile(pipeline: Any, on: bool) -> None:
    vae = getattr(pipeline, "vae", None)
    for name in ("tiling", "slicing"):
        switch = getattr(vae, f"{'enable' if on else 'disable'}_{name}", None)
        if switch is not None:
            switch()

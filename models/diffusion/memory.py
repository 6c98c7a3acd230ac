"""The card's memory: what stays on it, what is tiled, and what happens when it runs out."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

import torch

from media.errors import OutOfMemory
from models.diffusion.loading import denoisers, dtype_of
from models.diffusion.traits import Offload, Traits
from models.setup import Setup

T = TypeVar("T")
Ease = Literal["tiles", "offload"]

GB = 1e9
UNITS = {"bytes": 1.0, "KiB": 2.0**10, "MiB": 2.0**20, "GiB": 2.0**30, "TiB": 2.0**40}
_TRIED = re.compile(r"[Tt]ried to allocate (?P<amount>[\d.]+) (?P<unit>bytes|[KMGT]iB)")


class Memory:
    """Where the components of a model are, and how much of the card they take."""

    def __init__(self, setup: Setup, traits: Traits) -> None:
        self._name, self._device, self._traits = setup.row.id, setup.device, traits
        self._share = setup.memory_share
        self._offload: Offload = traits.offload
        self._placed = False
        self._lasting: tuple[Ease, ...] = ()
        self._needed_gb = self._held_gb = self._tried_gb = 0.0
        self._eased: dict[Ease, None] = {}
        if self.on_card and setup.memory_share is not None:
            torch.cuda.set_per_process_memory_fraction(setup.memory_share, setup.device)

    @property
    def on_card(self) -> bool:
        """Whether there is one."""
        return self._device.startswith("cuda")

    @property
    def peak_gb(self) -> float:
        """The most that tensors took, or would have taken where it ran out; 0 without a card.

        What torch keeps for later is not counted: that grows to whatever a process may take.
        """
        if not self.on_card:
            return 0.0
        return max(torch.cuda.max_memory_allocated(self._device) / GB, self._needed_gb)

    def place(self, pipeline: Any) -> None:
        """Bring a pipeline to its device.

        Raises:
            OutOfMemory: the card does not hold it.
        """
        if not self._placed:
            self._store(pipeline)
            _tile(pipeline, self._traits.tiling == "on")
        self._placed = True
        try:
            self._move(pipeline)
            return
        except RuntimeError as error:
            self._note(error)
        self.free()
        if self._offload != "auto":
            raise self._exhausted()
        # For good: what does not fit while it rests would not fit before any call.
        self._offload, self._lasting = "model", ("offload",)
        self._move(pipeline)

    def guarded(self, pipeline: Any, attempt: Callable[[], T]) -> T:
        """Try; when the memory runs out, try again with what saves it, one thing after the other.

        Tiles and offload are for that one call: the ones change a picture a little, and what a
        request gives must not depend on those before it; the other is slow.

        Raises:
            OutOfMemory: it is not enough.
        """
        eased = list(self._lasting)
        try:
            return self._went(attempt(), eased)
        except RuntimeError as error:
            self._note(error)
        # Beyond that block, as an exception holds the frames that hold the tensors.
        with self._restored(pipeline, eased):
            for ease in self._ways(pipeline):
                eased.append(ease)
                try:
                    return self._went(attempt(), eased)
                except RuntimeError as error:
                    self._note(error)
                self.free()
        raise self._exhausted(eased)

    def take_eased(self) -> tuple[Ease, ...]:
        """What had to be done so that calls went through, since this was last asked."""
        found, self._eased = tuple(self._eased), {}
        return found

    def _went(self, result: T, eased: Sequence[Ease]) -> T:
        self._eased |= dict.fromkeys(eased)
        return result

    def free(self) -> None:
        """Give back what nobody holds."""
        gc.collect()
        if self.on_card:
            torch.cuda.empty_cache()

    def _ways(self, pipeline: Any) -> Iterator[Ease]:
        """What can be done to take less; each is done when it is given out."""
        self.free()
        if self._traits.tiling == "auto" and _tile(pipeline, True):
            yield "tiles"
        if self._offload == "auto" and self.on_card:
            pipeline.enable_model_cpu_offload(device=self._device)
            self.free()
            yield "offload"

    @contextmanager
    def _restored(self, pipeline: Any, eased: Sequence[Ease]) -> Generator[None]:
        """Undo behind a call what was done for it."""
        try:
            yield
        finally:
            _tile(pipeline, self._traits.tiling == "on")
            if "offload" in eased and not self._lasting:
                pipeline.remove_all_hooks()
                self.place(pipeline)

    def _note(self, error: RuntimeError) -> None:
        """Keep what was held and asked for when the memory ran out.

        Raises:
            RuntimeError: it was something else.
        """
        if not ran_out(error):
            raise error
        if not self.on_card:
            return
        total_gb = torch.cuda.mem_get_info(self._device)[1] / GB
        self._held_gb = torch.cuda.memory_reserved(self._device) / GB
        self._tried_gb = tried_gb(error)
        # No card of this kind could be given more; a plan that asked for more would refuse it.
        needed_gb = min(self._held_gb + self._tried_gb, total_gb)
        self._needed_gb = max(self._needed_gb, needed_gb)

    def _exhausted(self, eased: Sequence[Ease] = ()) -> OutOfMemory:
        self.free()
        tried = f" even with {' and '.join(eased)}" if eased else ""
        if not self.on_card:
            return OutOfMemory(f"{self._name} ran out of memory{tried}", "ask for less")
        free, total = torch.cuda.mem_get_info(self._device)
        may_gb = total * (1.0 if self._share is None else self._share) / GB
        return OutOfMemory(
            f"{self._name} held {self._held_gb:.1f} GB and needed {self._tried_gb:.1f} GB more"
            f"{tried}; it may take {may_gb:.1f} GB of a card of {total / GB:.1f} GB, of which"
            f" {free / GB:.1f} GB are free",
            "ask for a smaller size or fewer seconds, declare a higher gpu.peak_gb, or set"
            " options.offload to sequential",
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


def ran_out(error: RuntimeError) -> bool:
    """Whether an error says that memory is spent: libraries of CUDA say it in words alone."""
    words = str(error)
    return isinstance(error, torch.OutOfMemoryError) or any(
        said in words for said in ("out of memory", "ALLOC_FAILED")
    )


def tried_gb(error: RuntimeError) -> float:
    """What an error says was asked for; 0 where it does not say."""
    found = _TRIED.search(str(error))
    return float(found["amount"]) * UNITS[found["unit"]] / GB if found else 0.0


def _tile(pipeline: Any, on: bool) -> bool:
    """Have its VAE work in parts, or not; whether it can."""
    vae = getattr(pipeline, "vae", None)
    names = [f"{'enable' if on else 'disable'}_{what}" for what in ("tiling", "slicing")]
    switches = [getattr(vae, name) for name in names if hasattr(vae, name)]
    for switch in switches:
        switch()
    return bool(switches)

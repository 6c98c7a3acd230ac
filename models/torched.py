"""Models of transformers that work beside words: loaded from a folder, asked on a device."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.errors import EngineUnavailable, OutOfMemory, WorldError
from models.setup import Setup

T = TypeVar("T")
Light = NDArray[np.float32]

GB = 1e9


class Torched:
    """A model on its device, in float32: these are small, and half of that bands skies."""

    def __init__(self, setup: Setup, kind: Any, folder: Path | None = None) -> None:
        """Load it.

        Args:
            setup: of the engine that it is a part of.
            kind: its class.
            folder: where it lies; None: it is all that the engine's weights hold.

        Raises:
            EngineUnavailable: the folder holds no weights of it, or not all of them.
            OutOfMemory: the card cannot hold it.
        """
        self._name, self._device = setup.row.id, setup.device
        if self._on_card and setup.memory_share is not None:
            torch.cuda.set_per_process_memory_fraction(setup.memory_share, setup.device)
        self.model = self.guarded(lambda: _loaded(setup, kind, folder or setup.folder))

    def measured_peak_gb(self) -> float:
        """The most of the card's memory that was ever taken here; 0 without a card."""
        return torch.cuda.max_memory_allocated(self._device) / GB if self._on_card else 0.0

    def guarded(self, attempt: Callable[[], T]) -> T:
        """Carry out what asks the model.

        Raises:
            OutOfMemory: the card cannot hold it.
        """
        try:
            with torch.inference_mode():
                return attempt()
        except torch.OutOfMemoryError:
            # Beyond this block, as an exception holds the frames that hold the tensors.
            pass
        gc.collect()
        if self._on_card:
            torch.cuda.empty_cache()
        raise OutOfMemory(
            f"{self._name} needs more memory than is free",
            "ask for less, lower options.tile where it has one, or raise gpu.peak_gb of its row",
        )

    def given(self, values: Light) -> torch.Tensor:
        """A picture of shape (height, width, channels) as a batch of one on the device."""
        planes = np.ascontiguousarray(values.transpose(2, 0, 1)[None])
        return torch.from_numpy(planes).to(self._device)

    def taken(self, values: torch.Tensor) -> Light:
        """What a model gave.

        Raises:
            WorldError: there are no numbers.
        """
        found = values.float().cpu().numpy()
        if not np.isfinite(found).all():
            raise WorldError(f"{self._name} gave what is no number", "pull its weights again")
        return found

    @property
    def _on_card(self) -> bool:
        return self._device.startswith("cuda")


def in_rgb(frame: Frame) -> Light:
    """The colours of a frame from 0 to 1, in the order that models know."""
    return np.ascontiguousarray(frame[:, :, 2::-1], np.float32) / np.float32(255)


def in_bgr(light: Light) -> Frame:
    """And back."""
    levels = np.rint(np.clip(light, 0, 1) * np.float32(255)).astype(np.uint8)
    return np.ascontiguousarray(levels[:, :, ::-1])


def _loaded(setup: Setup, kind: Any, folder: Path) -> Any:
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    try:
        model, told = kind.from_pretrained(
            str(folder),
            dtype=torch.float32,
            local_files_only=True,
            use_safetensors=True,
            output_loading_info=True,
        )
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise
        raise unloadable(setup, str(error).strip().partition("\n")[0]) from error
    # Transformers draws by lot what a file lacks, and works on.
    if told["missing_keys"]:
        raise unloadable(setup, f"{min(told['missing_keys'])} is not among them")
    return model.to(setup.device).eval().requires_grad_(False)


def unloadable(setup: Setup, why: str) -> EngineUnavailable:
    """What is said of weights that are not what their family wants."""
    return EngineUnavailable(
        f"{setup.row.id}: its weights cannot be loaded: {why}"[:300],
        f"pull {setup.row.id} again, or name weights of {setup.row.family}",
    )

"""faster-whisper's model with a place to stop: before each window of thirty seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel

from media.errors import EngineUnavailable, OutOfMemory

_NO_MEMORY = "out of memory"


class WindowedModel(WhisperModel):
    """Whisper by CTranslate2; one call at a time."""

    before_window: Callable[[], None] | None = None
    """Called before each window, the silent ones too; what it raises ends the call."""

    def encode(self, features: Any) -> Any:
        """Listen to one window.

        Raises:
            OutOfMemory: the card cannot hold it.
        """
        if self.before_window is not None:
            self.before_window()
        try:
            return super().encode(features)
        except RuntimeError as error:
            raise _explained(error, "a window of thirty seconds") from error


def loaded(folder: Path, device: str, compute_type: str, num_threads: int) -> WindowedModel:
    """A model from its folder, on a device that torch would name so.

    Raises:
        EngineUnavailable: the folder holds no such model, or the device cannot run it.
        OutOfMemory: the card cannot hold it.
    """
    kind, _, index = device.partition(":")
    try:
        return WindowedModel(
            str(folder),
            device=kind,
            device_index=int(index or 0),
            compute_type=compute_type,
            cpu_threads=num_threads,
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        raise _explained(error, f"the model in {folder.name}") from error


def _explained(error: Exception, what: str) -> Exception:
    said = str(error).strip().partition("\n")[0]
    if _NO_MEMORY in said:
        return OutOfMemory(f"the card has no room for {what}", "raise gpu.peak_gb of its row")
    return EngineUnavailable(
        f"CTranslate2 cannot run {what}: {said}",
        "pull a model that was converted for faster-whisper, or name another compute_type",
    )

"""Music and sounds from words."""

from __future__ import annotations

from typing import Protocol

from media.types import Audio
from media.workspace import Workspace


class SoundEngine(Protocol):
    """Words to sound."""

    def generate(
        self,
        work: Workspace,
        *,
        prompt: str,
        avoid: str = "",
        seconds: float,
        steps: int | None = None,
        guidance: float | None = None,
        seed: int,
    ) -> Audio:
        """Make stereo sound at 48 kHz, as long as was asked for to the sample.

        Raises:
            InputError: it is longer than the row's limits.
        """
        ...

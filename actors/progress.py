"""How far a step is that an engine works at: told to the journal, and not too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from actors.steps import Json, Step
from pipelines.orders import Told

EVERY_S = 0.5
"""Who watches sees a bar move; a row and an event for each step of denoising would be far more."""


class Journals(Protocol):
    """What writes it down: `actors.run.Run`."""

    def tell_progress(self, step: Step, told: Json) -> None:
        """Journal how far a step is."""
        ...


class Progress:
    """Of one attempt at one step."""

    def __init__(
        self, run: Journals, step: Step, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._run = run
        self._step = step
        self._clock = clock
        self._told_at = float("-inf")

    def hear(self, told: Told) -> None:
        """Note what a replica says; a change between waiting and working is told at once."""
        works = told.fraction is not None
        changed = works != (self._step.state == "running")
        if not changed and self._clock() - self._told_at < EVERY_S:
            return
        self._told_at = self._clock()
        if works:
            self._step.go_on()
        else:
            self._step.wait("capacity")
        self._run.tell_progress(self._step, told.model_dump(exclude_none=True))

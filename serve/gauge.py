"""What a replica's engine takes of its card, kept for the plans to come."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

from models.catalog.row import Engine
from models.setup import device_name
from models.weights.measured import keep
from pipelines.orders import Outcome

GB = 1e9
NEWS = 1.01
"""Only what is a hundredth more than was known is written down."""

log = logging.getLogger(__name__)


class Gauge:
    """Looks at the card once the engine is warm, and behind each call."""

    def __init__(self, row: Engine, engine: Any) -> None:
        self._row, self._engine = row, engine
        self._resident_gb, self._kept_gb = _allocated_gb(), 0.0
        self.look()

    def told(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Outcomes of one call that say what the engine had to do because memory ran out."""
        self.look()
        take: Callable[[], tuple[str, ...]] | None = getattr(self._engine, "take_eased", None)
        eased = take() if take else ()
        return [_eased(one, eased) for one in outcomes] if eased else list(outcomes)

    def look(self) -> None:
        """Keep the most that was needed, if it is more than what was kept."""
        # Of several cards, what one of them holds says nothing of the others.
        if self._row.gpu is None or self._row.gpu.num_gpus > 1:
            return
        peak_gb = self._peak_gb()
        if peak_gb <= self._kept_gb * NEWS:
            return
        try:
            keep(self._row, device_name(), self._resident_gb, peak_gb)
        except OSError as error:
            # A result must not be lost for a note.
            log.warning("what %s took of its card cannot be kept: %s", self._row.id, error)
        self._kept_gb = peak_gb

    def _peak_gb(self) -> float:
        """What the engine says, as it knows of what it did not get; else what torch counted."""
        asked = getattr(self._engine, "measured_peak_gb", None)
        if asked is not None:
            return float(asked())
        torch: Any = sys.modules.get("torch")
        if torch is None or not torch.cuda.is_available():
            return 0.0
        return torch.cuda.max_memory_allocated() / GB


def _eased(outcome: Outcome, eased: tuple[str, ...]) -> Outcome:
    if outcome.made_by is None:
        return outcome
    made_by = outcome.made_by.model_copy(update={"eased": eased})
    return outcome.model_copy(update={"made_by": made_by})


def _allocated_gb() -> float:
    torch: Any = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_available():
        return 0.0
    return torch.cuda.memory_allocated() / GB

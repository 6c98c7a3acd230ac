"""A step while its run is driven, as the journal's row shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from actors.schedule import StepId
from pipelines.graph import FlowNode
from pipelines.values import Json

FINISHED = ("succeeded", "cached")


@dataclass(kw_only=True)
class Step:
    """The state of one step; `row` is what the journal holds of it."""

    id: StepId
    node: FlowNode
    state: str = "pending"
    attempt: int = 0
    key: str | None = None
    inputs: Json | None = None
    outputs: Json | None = None
    """Packed: as journalled."""
    error: Json | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    started_at: datetime | None = None
    finished_at: datetime | None = None

    def begin(self) -> None:
        """Note the start of an attempt."""
        self.state = "running"
        self.attempt += 1
        self.started_at = datetime.now(UTC)

    def end(self, state: str) -> None:
        """Note the end."""
        self.state = state
        self.finished_at = datetime.now(UTC)

    @property
    def row(self) -> Json:
        """The columns of the step's row, but for run and tenant."""
        return {
            "node": self.id.node,
            "path": self.id.path,
            "type": self.node.type,
            "state": self.state,
            "attempt": self.attempt,
            "cache_key": self.key,
            "inputs": self.inputs,
            "outputs": self.outputs,
            "error": self.error,
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
        }

"""A step while its run is driven, as the journal's row shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from actors.schedule import StepId
from media.model import quick_json
from models.catalog.choosing import Choice
from pipelines.graph import FlowNode
from pipelines.values import Json, Packed, packed_json

FINISHED = ("succeeded", "cached", "skipped")
"""States in which a step needs nothing more, in this run or whoever goes on with it."""

STEP_CANCELLED = "step cancelled"
"""The message of a cancellation that ends one step, and not its run."""
FOR_GOOD = "for good"
"""The message of a cancellation of steps that nobody will go on with."""


@dataclass(kw_only=True, slots=True)
class Step:
    """The state of one step; `record` is what the journal holds of it."""

    id: StepId
    node: FlowNode
    name: str
    """The node's name within the run: those of the groups that it is in come first."""
    path: tuple[int, ...] = ()
    """The indices of all loops that it is in, its own last."""
    rank: int = 0
    """How many steps in a row wait for it."""
    state: str = "pending"
    reason: str | None = None
    """What a waiting step waits for."""
    attempt: int = 0
    key: str | None = None
    inputs: Json | None = None
    outputs: Packed | None = None
    error: Json | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    gpu_seconds: Mapping[str, float] | None = None
    """What it took of GPUs, by engine."""
    micros: int = 0
    """What its calls cost, in millionths of a dollar."""
    stood_in: Mapping[str, str] | None = None
    """For each modality in which another engine than the preferred one answered, its identity."""
    choices: Mapping[str, Choice] | None = None
    """For each modality, who serves it, where the step wants more than the first that is live."""
    routed: Mapping[str, str] | None = None
    """For each modality, the engine that was told to serve it."""
    made_by: Sequence[Json] = ()
    """The engines with weights that answered: `models.setup.Maker`."""
    cost_s: float | None = None
    """Seconds of work that the node expects; None where it does not say."""
    wake_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None

    def begin(self) -> None:
        """Note the start of an attempt."""
        self.state, self.reason, self.wake_at = "running", None, None
        self.attempt += 1
        self.started_at = datetime.now(UTC)

    def wait(self, reason: str, until: datetime | None = None) -> None:
        """Note what it waits for."""
        self.state, self.reason, self.wake_at = "waiting", reason, until

    def go_on(self) -> None:
        """Note that a wait in the middle of an attempt is over."""
        self.state, self.reason, self.wake_at = "running", None, None

    def end(self, state: str) -> None:
        """Note the end."""
        self.state, self.reason = state, None
        self.finished_at = datetime.now(UTC)

    def record(self) -> str:
        """The step's row but for run and tenant, as JSON; each value is put into words once."""
        outputs = "null" if self.outputs is None else packed_json(self.outputs)
        rest = quick_json(
            {
                "node": self.name,
                "path": self.path,
                "type": self.node.type,
                "state": self.state,
                "reason": self.reason,
                "attempt": self.attempt,
                "cache_key": self.key,
                "inputs": self.inputs,
                "error": self.error,
                "seconds": self.seconds,
                "cpu_seconds": self.cpu_seconds,
                "cost_s": self.cost_s,
                "wake_at": self.wake_at,
                "started_at": self.started_at,
                "finished_at": self.finished_at,
            }
        )
        return f'{rest[:-1]},"outputs":{outputs}}}'

"""Runs, their steps, and films."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from kinora_client.models.base import OPEN, Json, Model

RunState = Annotated[
    Literal[
        "queued", "running", "waiting", "paused", "cancelling", "cancelled", "failed", "succeeded"
    ],
    OPEN,
]
Priority = Annotated[Literal["interactive", "standard", "batch"], OPEN]
StepState = Annotated[
    Literal[
        "pending",
        "ready",
        "running",
        "waiting",
        "cached",
        "skipped",
        "cancelling",
        "cancelled",
        "failed",
        "succeeded",
    ],
    OPEN,
]
GateReason = Annotated[Literal["gate", "budget", "unknown_payment"], OPEN]
FileName = Annotated[
    Literal[
        "film.mp4",
        "film.srt",
        "film.vtt",
        "film.ass",
        "contact_sheet.png",
        "contact_sheet.html",
        "dialogue.wav",
    ],
    OPEN,
]

ENDED = ("succeeded", "failed", "cancelled")


class Ending(Model):
    """What goes on until it has ended."""

    state: RunState

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen in it."""
        return self.state in ENDED


class Failure(Model):
    """Why a run or a step failed."""

    code: str
    message: str
    remedy: str = ""


class Run(Ending):
    """A run of a flow."""

    id: str
    project: str
    """What it is for: a project's id, or a name of one's own."""
    reason: str | None = None
    """What it waits for, or why it was set aside."""
    error: Failure | None = None
    priority: Priority
    origin: str | None = None
    """The run that this one goes on from."""
    steps: dict[StepState, int]
    """How many steps are in each state."""
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None


class WholeRun(Run):
    """A run with what it was given and what it gave."""

    inputs: Json | None = None
    outputs: Json | None = None
    last_seq: int
    """Of its events: give it as Last-Event-ID to go on from here."""


class QueuedRun(Model):
    """A run that waits for its turn: follow it by `/v1/runs/{id}/events`."""

    id: str
    project: str
    state: Annotated[Literal["queued"], OPEN] = "queued"
    priority: Priority
    created_at: datetime


class Routed(Model):
    """The engine that served a step."""

    engine: str
    why: str
    """In a sentence; the event `step.routed` says it of each that was looked at."""


class Step(Model):
    """One step of a run."""

    node: str
    path: list[int]
    """The indices of all loops that it is in."""
    type: str
    state: StepState
    reason: str | None = None
    """What it waits for."""
    attempt: int
    error: Failure | None = None
    seconds: float | None = None
    outputs: Json | None = None
    routed: Routed | None = None
    """Who served it, where it was told: of a model with weights or a price, or one asked for."""
    wake_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None


class Event(Model):
    """Something that happened in a run."""

    seq: int
    """Its number in the run, from 1, without gaps: go on behind it by `after`."""
    type: str
    """As in `run.started`, `step.ended`, `step.waiting`, `run.ended`."""
    data: Json
    """More of it, by its type: the node, the state, the error."""
    at: datetime | None = None


class Gate(Model):
    """A step that goes on when somebody has said or done something."""

    run_id: str
    project: str
    node: str
    path: list[int]
    """The indices of all loops that it is in."""
    type: str
    reason: GateReason
    """`gate`: answer it; `budget`: raise a limit; `unknown_payment`: pay again, or not."""
    inputs: Json | None = None
    """What is asked about."""
    wake_at: datetime | None = None
    """When it decides by itself."""
    started_at: datetime | None = None


class Answered(Model):
    """An answer on its way: the run's events say if it is refused."""

    run_id: str
    node: str
    path: list[int]


class FilmFile(Model):
    """A file of a finished film."""

    name: FileName
    media_type: str
    num_bytes: int
    digest: str
    url: str


class Film(Run):
    """The making of a film; its files once it is finished."""

    project_id: str
    files: list[FilmFile]

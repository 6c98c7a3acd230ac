"""Runs and steps as they are answered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import Row

from api.kit.model import View

RunState = Literal[
    "queued", "running", "waiting", "paused", "cancelling", "cancelled", "failed", "succeeded"
]
StepState = Literal[
    "pending", "ready", "running", "waiting", "cached", "skipped", "cancelling", "cancelled",
    "failed", "succeeded",
]  # fmt: skip
Priority = Literal["interactive", "standard", "batch"]
AnyRow = Row[*tuple[Any, ...]]


class Failure(View):
    """Why a run or a step failed."""

    code: str
    message: str
    remedy: str = ""


class RunView(View):
    """A run of a flow."""

    id: uuid.UUID
    project: str = Field(description="What it is for: a project's id, or a name of one's own.")
    state: RunState
    reason: str | None = Field(description="What it waits for, or why it was set aside.")
    error: Failure | None
    priority: Priority
    origin: uuid.UUID | None = Field(description="The run that this one goes on from.")
    steps: dict[StepState, int] = Field(description="How many steps are in each state.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Queued(View):
    """A run that waits for its turn: follow it by `/v1/runs/{id}/events`."""

    id: uuid.UUID
    project: str
    state: Literal["queued"] = "queued"
    priority: Priority
    created_at: datetime


class WholeRun(RunView):
    """A run with what it was given and what it gave."""

    inputs: dict[str, Any] | None
    outputs: dict[str, Any] | None
    last_seq: int = Field(description="Of its events: give it as Last-Event-ID to go on from here.")


class Routed(View):
    """The engine that served a step."""

    engine: str
    why: str = Field(description="The event `step.routed` says it of each that was looked at.")


class StepView(View):
    """One step of a run."""

    node: str
    path: list[int] = Field(description="The indices of all loops that it is in.")
    type: str
    state: StepState
    reason: str | None = Field(description="What it waits for.")
    attempt: int
    error: Failure | None
    seconds: float | None
    outputs: dict[str, Any] | None
    routed: Routed | None = Field(
        description="Who served it: of a model with weights or a price, or one that was asked for."
    )
    wake_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None


def run_view(row: AnyRow, counts: Mapping[str, int]) -> RunView:
    """A run's row, with its steps counted."""
    return RunView(**_fields(row, counts))


def whole_run(row: AnyRow, counts: Mapping[str, int]) -> WholeRun:
    """The same with inputs and outputs."""
    return WholeRun(
        **_fields(row, counts), inputs=row.inputs, outputs=row.outputs, last_seq=row.next_seq - 1
    )


def step_view(row: AnyRow, routed: Mapping[str, Any] | None = None) -> StepView:
    """A step's row, and what was told of its engine."""
    names = (name for name in StepView.model_fields if name not in ("error", "routed"))
    told = Routed(engine=routed["engine"], why=routed["why"]) if routed else None
    fields = {name: getattr(row, name) for name in names}
    return StepView(**fields, error=_failure(row.error), routed=told)


def _fields(row: AnyRow, counts: Mapping[str, int]) -> dict[str, Any]:
    names = (name for name in RunView.model_fields if name not in ("error", "steps"))
    fields = {name: getattr(row, name) for name in names}
    return fields | {"error": _failure(row.error), "steps": dict(counts)}


def _failure(error: Mapping[str, Any] | None) -> Failure | None:
    if not error:
        return None
    return Failure(
        code=error.get("code", ""),
        message=error.get("message", ""),
        remedy=error.get("remedy") or "",
    )

"""What may be spent, and what was."""

from __future__ import annotations

from typing import Annotated, Literal

from kinora_client.models.base import OPEN, Model

BudgetScope = Annotated[Literal["tenant", "project", "run"], OPEN]


class Budget(Model):
    """What may be spent in a scope; all sums in millionths of a dollar."""

    scope: BudgetScope
    name: str
    """The project, or the run's id; empty for the tenant."""
    limit_micros: int | None = None
    reserved_micros: int
    spent_micros: int


class Woken(Model):
    """How many runs went on."""

    woken: int


class EngineUse(Model):
    """What an engine took."""

    engine: str
    calls: int
    spent_micros: int
    gpu_seconds: float


class Quota(Model):
    """What the tenant has taken and what it may; null is no limit."""

    queued: int
    max_queued: int | None = None
    running: int
    max_running: int | None = None
    storage_bytes: int
    max_storage_bytes: int | None = None
    gpu_seconds: float
    """In this calendar month, UTC."""
    max_gpu_seconds: int | None = None

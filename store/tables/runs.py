"""Runs, their steps, and the commands that a client sends to a run.

Only the executor that holds a run's lease writes its steps and events: each of its writes names
the lease's epoch, which a takeover raises, so that a zombie writes nothing.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id

RUN_STATES = (
    "queued",
    "running",
    "waiting",
    "paused",
    "cancelling",
    "cancelled",
    "failed",
    "succeeded",
)
STEP_STATES = (
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
)
ENDED = ("cancelled", "failed", "succeeded")
"""The states from which a run does not come back by itself."""
CLAIMABLE = ("queued", "running", "cancelling", "waiting")
"""The states in which a run has work for an executor, now or at a time."""
PRIORITIES = ("interactive", "standard", "batch")
"""The classes of runs, the most urgent first."""


def _one_of(values: tuple[str, ...], column: str = "state") -> str:
    return f"{column} IN (" + ", ".join(f"'{value}'" for value in values) + ")"


runs = Table(
    "runs",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(),
    Column("project", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("flow", JSONB, nullable=False),
    Column("inputs", JSONB),
    Column("priority", Text, nullable=False, server_default="standard"),
    Column("state", Text, nullable=False, server_default="queued"),
    Column("reason", Text),
    Column("error", JSONB),
    Column("outputs", JSONB),
    Column("lease_owner", Text),
    Column("lease_until", DateTime(timezone=True)),
    Column("epoch", Integer, nullable=False, server_default="0"),
    Column("barren_claims", Integer, nullable=False, server_default="0"),
    Column("next_seq", BigInteger, nullable=False, server_default="1"),
    Column("wake_at", DateTime(timezone=True)),
    Column("origin", UUID(as_uuid=True)),
    Column("trace", Text),
    created_at(),
    Column("started_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    CheckConstraint(_one_of(RUN_STATES), name="state"),
    CheckConstraint(_one_of(PRIORITIES, "priority"), name="priority"),
    Index("ix_runs_tenant_id_project_created_at", "tenant_id", "project", "created_at"),
    Index("ix_runs_tenant_id_finished_at", "tenant_id", "finished_at"),
    Index(
        "ix_runs_claimable",
        "tenant_id",
        "priority",
        "created_at",
        postgresql_where=text(_one_of(CLAIMABLE)),
    ),
)

steps = Table(
    "steps",
    metadata,
    tenant_id(referring=False),
    Column(
        "run_id", UUID(as_uuid=True), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("node", Text, primary_key=True),
    Column("path", ARRAY(Integer), primary_key=True, server_default="{}"),
    Column("type", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("cache_key", Text),
    Column("inputs", JSONB),
    Column("outputs", JSONB),
    Column("error", JSONB),
    Column("seconds", Double),
    Column("cpu_seconds", Double),
    Column("cost_s", Double),
    Column("wake_at", DateTime(timezone=True)),
    Column("started_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    CheckConstraint(_one_of(STEP_STATES), name="state"),
)

commands = Table(
    "commands",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(index=True),
    Column(
        "run_id",
        UUID(as_uuid=True),
        ForeignKey("runs.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("kind", Text, nullable=False),
    Column("node", Text),
    Column("path", ARRAY(Integer)),
    Column("data", JSONB),
    created_at(),
    Column("done_at", DateTime(timezone=True)),
)

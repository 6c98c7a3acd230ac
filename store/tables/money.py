"""Money: what may be spent, every movement of it, and the paid calls behind them.

All amounts are integer millionths of a dollar. A budget's row is what its ledger entries add up to;
both are written by one statement, so they agree whenever it is looked.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id

CALL_STATES = ("sending", "accepted", "succeeded", "failed")

budgets = Table(
    "budgets",
    metadata,
    tenant_id(primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("limit_micros", BigInteger),
    Column("reserved_micros", BigInteger, nullable=False, server_default="0"),
    Column("spent_micros", BigInteger, nullable=False, server_default="0"),
    Column("alerted", Boolean, nullable=False, server_default="false"),
    CheckConstraint("scope IN ('tenant', 'project', 'run')", name="scope"),
    CheckConstraint("reserved_micros >= 0", name="reserved"),
)
"""One row each for the tenant (its name is empty), a project and a run; no limit, no stop."""

calls = Table(
    "calls",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(),
    Column("digest", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("attempt", Integer, nullable=False, server_default="1"),
    Column("run_id", UUID(as_uuid=True), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("payer_id", UUID(as_uuid=True), nullable=False),
    Column("project", Text, nullable=False),
    Column("node", Text, nullable=False),
    Column("path", ARRAY(Integer), nullable=False),
    Column("engine", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("request", JSONB, nullable=False),
    Column("provider_id", Text),
    Column("result", JSONB),
    Column("error", JSONB),
    Column("reserved_micros", BigInteger, nullable=False),
    Column("spent_micros", BigInteger),
    created_at(),
    Column("finished_at", DateTime(timezone=True)),
    UniqueConstraint("tenant_id", "digest", "occurrence"),
    Index("ix_calls_payer_id", "payer_id", postgresql_where=text("spent_micros IS NULL")),
    CheckConstraint(
        "state IN (" + ", ".join(f"'{state}'" for state in CALL_STATES) + ")", name="state"
    ),
)
"""A purchase: the same request of a tenant is bought once, whichever run or step asks for it. The
run that paid holds the reservation, also when another one under its lease fetches the result."""

promises = Table(
    "promises",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(),
    Column("project", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("micros", BigInteger, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    created_at(),
    Index("ix_promises_tenant_id", "tenant_id"),
    Index("ix_promises_expires_at", "expires_at"),
)
"""What is held for an answer in words while it is given; what nobody settles is paid in full."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(referring=False),
    Column("project", Text, nullable=False),
    Column("run_id", UUID(as_uuid=True), nullable=False),
    Column("node", Text, nullable=False),
    Column("path", ARRAY(Integer), nullable=False),
    Column("call_id", UUID(as_uuid=True)),
    Column("engine", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reserved_micros", BigInteger, nullable=False, server_default="0"),
    Column("spent_micros", BigInteger, nullable=False, server_default="0"),
    Column("gpu_ms", BigInteger, nullable=False, server_default="0"),
    created_at(),
    CheckConstraint("kind IN ('reserve', 'settle', 'use')", name="kind"),
    Index("ix_ledger_tenant_id_created_at", "tenant_id", "created_at"),
    Index("ix_ledger_run_id", "run_id"),
)
"""Movements, never changed; the keeper alone takes them away, with their tenant."""

"""What the API keeps of requests: answers by idempotency key, counts for limits, the audit log."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id

answers = Table(
    "answers",
    metadata,
    tenant_id(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_digest", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("headers", JSONB),
    Column("body", LargeBinary),
    created_at(),
    Column("taken_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_answers_created_at", "created_at"),
)
"""What was answered to an idempotency key; no status while the first request is under way. Bodies
are encrypted, since some hold secrets that are shown once."""

hits = Table(
    "hits",
    metadata,
    Column("bucket", Text, primary_key=True),
    Column("minute", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    prefixes=["UNLOGGED"],
)
"""Requests by bucket and minute, and how many the last question took; lost with a crash of the
server, which only forgives."""

audit = Table(
    "audit",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(referring=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object_kind", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("address", Text),
    Column("request_id", Text),
    Column("data", JSONB),
    created_at(),
    Index("ix_audit_tenant_id_id", "tenant_id", "id"),
)
"""Who did what from where, never changed: it outlives what it tells of. The keeper alone takes
entries away, with their tenant or by its retention, and addresses with their user."""

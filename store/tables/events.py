"""Events of a run: (run_id, seq), numbered by the lease holder alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id

events = Table(
    "events",
    metadata,
    tenant_id(referring=False),
    Column(
        "run_id", UUID(as_uuid=True), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    created_at(),
)

"""Tenants: who owns what, and whose turn it is."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Double, Integer, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from store.tables.base import created_at, metadata, tenant_id

tenants = Table(
    "tenants",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    created_at(),
)

shares = Table(
    "shares",
    metadata,
    tenant_id(primary_key=True),
    Column("weight", Double, nullable=False, server_default="1"),
    Column("max_running", Integer),
    Column("max_queued", Integer),
    Column("max_storage_bytes", BigInteger),
    Column("max_gpu_seconds", BigInteger),
    Column("virtual_time", Double, nullable=False, server_default="0"),
    Column("last_turn_at", DateTime(timezone=True)),
    CheckConstraint("weight > 0", name="weight"),
)

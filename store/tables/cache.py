"""The step cache: what a cache key once produced. Shared by runs, workers and restarts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Double, Index, Table, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.base import created_at, metadata, tenant_id

cache = Table(
    "cache",
    metadata,
    tenant_id(primary_key=True),
    Column("key", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("outputs", JSONB, nullable=False),
    Column("num_bytes", BigInteger, nullable=False, server_default="0"),
    Column("cpu_seconds", Double, nullable=False, server_default="0"),
    Column("micros", BigInteger, nullable=False, server_default="0"),
    created_at(),
    Column("used_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_cache_tenant_id_used_at", "tenant_id", "used_at"),
)

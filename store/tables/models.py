"""Models: rows of the catalog that the operator keeps in the database."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Table, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from store.tables.base import created_at, metadata

engine_rows = Table(
    "engine_rows",
    metadata,
    Column("id", Text, primary_key=True),
    Column("row", JSONB, nullable=False),
    created_at(),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
"""For all tenants; a row's form is that of `models.catalog.row.Engine`."""

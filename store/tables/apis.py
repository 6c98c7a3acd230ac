"""Flows deployed as APIs: what is called by a slug, its releases, and the jobs that calls became.

A release is written once: a trigger refuses to change it, and what goes live is which one of them
the API names.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id, within_tenant
from store.tables.documents import document


def _id() -> Column[Any]:
    return Column("id", UUID(as_uuid=True), primary_key=True)


apis = document(
    "apis",
    Column("slug", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("per_minute", Integer),
    Column("live", Integer, nullable=False),
    CheckConstraint("per_minute > 0", name="per_minute"),
    Index(
        "ix_apis_tenant_id_slug",
        "tenant_id",
        "slug",
        unique=True,
        postgresql_where=text("deleted_at IS NULL"),
    ),
)
"""A document like any other; `live` is the number of the release that is called."""

releases = Table(
    "releases",
    metadata,
    _id(),
    tenant_id(referring=False),
    Column("api_id", UUID(as_uuid=True), nullable=False),
    Column("number", Integer, nullable=False),
    Column("flow", JSONB, nullable=False),
    Column("inputs", JSONB, nullable=False),
    Column("outputs", JSONB, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("made_by", Text, nullable=False),
    created_at(),
    UniqueConstraint("tenant_id", "api_id", "number"),
    within_tenant("releases", "api_id", "apis"),
)
"""A flow as it was deployed, with the JSON Schemas of what it takes and gives."""

jobs = Table(
    "jobs",
    metadata,
    Column(
        "run_id", UUID(as_uuid=True), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
    ),
    tenant_id(referring=False),
    Column("api_id", UUID(as_uuid=True), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    within_tenant("jobs", "api_id", "apis"),
    Index("ix_jobs_tenant_id_api_id", "tenant_id", "api_id", "run_id"),
)
"""The run that a call became, of which release, and who called."""

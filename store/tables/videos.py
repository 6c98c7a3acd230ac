"""Video jobs of the endpoints in OpenAI's form."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from store.tables.base import created_at, metadata, tenant_id

videos = Table(
    "videos",
    metadata,
    Column(
        "run_id", UUID(as_uuid=True), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
    ),
    tenant_id(referring=False),
    Column("model", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("seconds", Text, nullable=False),
    Column("size", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    created_at(),
    Index("ix_videos_tenant_id_run_id", "tenant_id", "run_id"),
)
"""The run that a video is made by, and what was asked for. Its deletion deletes the row alone."""

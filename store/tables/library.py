"""The library: files that come in, the artifacts that are kept, and the folders they lie in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR, UUID

from store.tables.base import created_at, metadata, tenant_id, within_tenant
from store.tables.documents import document

KINDS = "kind IN ('image', 'video', 'audio', 'document', 'lora')"
SEARCHED = "to_tsvector('simple', translate(name, '._-', '   ') || ' ' || prompt || ' ' || model)"
"""Words of any language as they stand; the marks in a file's name part its words."""


def _id(name: str) -> Column[Any]:
    return Column(name, UUID(as_uuid=True))


folders = document(
    "folders",
    Column("name", Text, nullable=False),
    _id("parent_id"),
    within_tenant("folders", "parent_id", "folders"),
    Index("ix_folders_tenant_id_parent_id", "tenant_id", "parent_id"),
)
"""A tree; whoever moves one makes sure that it stays one."""

artifacts = document(
    "artifacts",
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    _id("folder_id"),
    Column("asset", JSONB, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_sha256", Text),
    _id("run_id"),
    Column("node", Text),
    Column("path", ARRAY(Integer)),
    Column("port", Text),
    Column("prompt", Text, nullable=False, server_default=""),
    Column("model", Text, nullable=False, server_default=""),
    Column("tags", ARRAY(Text), nullable=False, server_default="{}"),
    Column("search", TSVECTOR, Computed(SEARCHED, persisted=True)),
    Column("preview", JSONB),
    Column("preview_state", Text, nullable=False, server_default="pending"),
    Column("preview_tries", Integer, nullable=False, server_default="0"),
    Column("preview_leased_until", DateTime(timezone=True)),
    CheckConstraint(KINDS, name="kind"),
    CheckConstraint("source IN ('upload', 'run')", name="source"),
    CheckConstraint("preview_state IN ('pending', 'ready', 'none')", name="preview_state"),
    within_tenant("artifacts", "folder_id", "folders"),
    Index("ix_artifacts_tenant_id_folder_id", "tenant_id", "folder_id"),
    Index("ix_artifacts_tenant_id_run_id", "tenant_id", "run_id"),
    Index("ix_artifacts_search", "search", postgresql_using="gin"),
    Index("ix_artifacts_tags", "tags", postgresql_using="gin"),
    Index(
        "uq_artifacts_source",
        "tenant_id",
        "kind",
        "source_sha256",
        unique=True,
        postgresql_where=text("source_sha256 IS NOT NULL AND deleted_at IS NULL"),
    ),
    Index("ix_artifacts_unseen", "id", postgresql_where=text("preview_state = 'pending'")),
)
"""Something to use again. `asset` is its handle; `source_sha256` the digest of the file that was
uploaded, which the asset was normalised from: the same file is kept once. What came of a run names
the output it was. `preview` is the handle of a small picture of it."""

uploads = Table(
    "uploads",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    tenant_id(),
    Column("made_by", Text, nullable=False),
    created_at(),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("num_bytes", BigInteger, nullable=False),
    Column("sha256", Text),
    _id("folder_id"),
    Column("state", Text, nullable=False, server_default="open"),
    Column("received", BigInteger, nullable=False, server_default="0"),
    Column("code", Text),
    Column("message", Text),
    Column("warnings", ARRAY(Text), nullable=False, server_default="{}"),
    _id("artifact_id"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("leased_until", DateTime(timezone=True)),
    CheckConstraint(KINDS, name="kind"),
    CheckConstraint("state IN ('open', 'checking', 'ready', 'refused')", name="state"),
    UniqueConstraint("tenant_id", "id"),
    within_tenant("uploads", "folder_id", "folders"),
    within_tenant("uploads", "artifact_id", "artifacts"),
    Index("ix_uploads_expires_at", "expires_at"),
)
"""A file on its way in, forgotten once it expires. Who writes to it or looks at it holds a lease;
`tries` is raised with each, and is in the WHERE of what is written under it."""

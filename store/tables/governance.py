"""What tenants decide about their data: copies to take along, erasure, how long things are kept.

An erasure outlives whom it erased: it names him by an id alone, so no foreign key holds it.
"""

from __future__ import annotations

from typing import Any

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
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id

EXPORT_STATES = ("queued", "running", "complete", "failed", "expired", "cancelled")
ERASURE_STATES = ("waiting", "running", "complete", "called_off")


def _id() -> Column[Any]:
    return Column("id", UUID(as_uuid=True), primary_key=True)


def _time(name: str, **options: Any) -> Column[Any]:
    return Column(name, DateTime(timezone=True), **options)


def _sum(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _leased() -> tuple[Column[Any], Column[Any]]:
    return (
        Column("tries", Integer, nullable=False, server_default="0"),
        _time("leased_until"),
    )


def _one_of(values: tuple[str, ...]) -> str:
    return "state IN (" + ", ".join(f"'{value}'" for value in values) + ")"


_UNENDED_EXPORT = _one_of(("queued", "running"))
_UNENDED_ERASURE = _one_of(("waiting", "running"))

exports = Table(
    "exports",
    metadata,
    _id(),
    tenant_id(),
    Column("user_id", UUID(as_uuid=True)),
    Column("homes", ARRAY(UUID(as_uuid=True)), nullable=False, server_default="{}"),
    Column("made_by", Text, nullable=False),
    Column("media", Boolean, nullable=False, server_default="false"),
    created_at(),
    Column("state", Text, nullable=False, server_default="queued"),
    _sum("num_rows"),
    _sum("num_bytes"),
    Column("digest", Text),
    Column("code", Text),
    Column("message", Text),
    *_leased(),
    _time("finished_at"),
    _time("expires_at"),
    CheckConstraint(_one_of(EXPORT_STATES), name="state"),
    Index("ix_exports_tenant_id", "tenant_id", "id"),
    Index("ix_exports_unended", "id", postgresql_where=text(_UNENDED_EXPORT)),
    Index("ix_exports_expires_at", "expires_at", postgresql_where=text("state = 'complete'")),
)
"""A copy of what is a tenant's, or of what is a user's in his `homes`; `digest` names the file."""

erasures = Table(
    "erasures",
    metadata,
    _id(),
    tenant_id(referring=False),
    Column("user_id", UUID(as_uuid=True)),
    Column("made_by", Text, nullable=False),
    created_at(),
    _time("due_at", nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("place", UUID(as_uuid=True)),
    Column("counts", JSONB, nullable=False, server_default="{}"),
    Column("code", Text),
    Column("message", Text),
    *_leased(),
    _time("started_at"),
    _time("finished_at"),
    CheckConstraint(_one_of(ERASURE_STATES), name="state"),
    Index("ix_erasures_tenant_id", "tenant_id", "id"),
    Index("ix_erasures_due", "due_at", postgresql_where=text(_UNENDED_ERASURE)),
    Index(
        "uq_erasures_tenant",
        "tenant_id",
        unique=True,
        postgresql_where=text(f"user_id IS NULL AND {_UNENDED_ERASURE}"),
    ),
    Index("uq_erasures_user", "user_id", unique=True, postgresql_where=text(_UNENDED_ERASURE)),
)
"""The erasure of a tenant, or of a user, who then asked for it in that tenant. `place`: up to which
tenant a user is erased. What is left of it in the end is its receipt."""

retentions = Table(
    "retentions",
    metadata,
    tenant_id(primary_key=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("made_by", Text, nullable=False),
    created_at(),
    _time("updated_at", nullable=False, server_default=func.now()),
    Column("deleted_days", Integer, nullable=False),
    Column("events_days", Integer, nullable=False),
    Column("steps_days", Integer, nullable=False),
    Column("deliveries_days", Integer, nullable=False),
    Column("uploads_days", Integer, nullable=False),
    Column("cache_days", Integer, nullable=False),
    Column("files_days", Integer, nullable=False),
    Column("audit_days", Integer),
)
"""How many days a tenant keeps what; without a row, as many as `api.governance.retention` says."""

chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    _time("done_at"),
    _time("leased_until"),
)
"""What one process does for all, now and then."""

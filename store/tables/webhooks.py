"""Webhooks: where a tenant wants to hear of its runs, and what was sent there.

A run's events become deliveries behind a trail, which says how far they were read: what is read is
written down for every endpoint in one transaction with the trail, so nothing is missed or told
twice. The executor knows nothing of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables.base import created_at, metadata, tenant_id, within_tenant

DELIVERY_STATES = ("pending", "delivered", "dead")


def _id() -> Column[Any]:
    return Column("id", UUID(as_uuid=True), primary_key=True)


def _now(name: str) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now())


def _of_run(**options: Any) -> Column[Any]:
    return Column(
        "run_id", UUID(as_uuid=True), ForeignKey("runs.id", ondelete="CASCADE"), **options
    )


webhooks = Table(
    "webhooks",
    metadata,
    _id(),
    tenant_id(),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("made_by", Text, nullable=False),
    created_at(),
    _now("updated_at"),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("kinds", ARRAY(Text), nullable=False),
    Column("enabled", Boolean, nullable=False, server_default="true"),
    Column("disabled_for", Text),
    Column("secret", LargeBinary, nullable=False),
    Column("former_secret", LargeBinary),
    Column("former_until", DateTime(timezone=True)),
    _now("since"),
    _now("seen_until"),
    Column("failing_since", DateTime(timezone=True)),
    UniqueConstraint("tenant_id", "id"),
)
"""An endpoint. Its secrets are encrypted; until `former_until` both sign. It hears of what happens
from `since` on. All that ended before `seen_until` is in the trails."""

trails = Table(
    "trails",
    metadata,
    tenant_id(referring=False),
    _of_run(primary_key=True),
    Column("seq", BigInteger, nullable=False, server_default="0"),
    Column("state", JSONB, nullable=False, server_default="{}"),
)
"""How far a run's events were read for webhooks, and what must be remembered of them. Whoever
changes which delivery of a run comes next holds the lock of its row."""

_PENDING = "state = 'pending'"
deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    tenant_id(referring=False),
    Column("webhook_id", UUID(as_uuid=True), nullable=False),
    _of_run(nullable=False, index=True),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", DateTime(timezone=True)),
    Column("leased_until", DateTime(timezone=True)),
    Column("last_status", Integer),
    Column("last_error", Text),
    created_at(),
    Column("ended_at", DateTime(timezone=True)),
    CheckConstraint("state IN ('pending', 'delivered', 'dead')", name="state"),
    UniqueConstraint("webhook_id", "run_id", "seq", "kind"),
    within_tenant("deliveries", "webhook_id", "webhooks"),
    Index("ix_deliveries_tenant_id_webhook_id", "tenant_id", "webhook_id", "id"),
    Index(
        "ix_deliveries_due",
        "webhook_id",
        "next_at",
        postgresql_where=text(f"{_PENDING} AND next_at IS NOT NULL"),
    ),
    Index("ix_deliveries_ended_at", "ended_at", postgresql_where=text("state <> 'pending'")),
    Index("ix_deliveries_line", "webhook_id", "run_id", "seq", postgresql_where=text(_PENDING)),
)
"""A message to an endpoint; its id is the `webhook-id` of every try. Of a run's pending ones the
first alone has a `next_at`: the others wait behind it."""

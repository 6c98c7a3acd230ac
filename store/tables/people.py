"""Who may enter: users, their memberships and sessions, invitations, keys, and identity providers.

Users, sessions and keys are found before it is known whose they are, so the role `kinora_gate`
sees them whatever the tenant; the application sees those of its tenant alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables.base import created_at, metadata, tenant_id, within_tenant

ROLES = ("viewer", "creator", "admin")
_ROLE = "role IN ('viewer', 'creator', 'admin')"


def _id() -> Column[Any]:
    return Column("id", UUID(as_uuid=True), primary_key=True)


def _time(name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _user(name: str = "user_id", **options: Any) -> Column[Any]:
    key = ForeignKey("users.id", ondelete="CASCADE")
    return Column(name, UUID(as_uuid=True), key, **options)


users = Table(
    "users",
    metadata,
    _id(),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("password_hash", Text),
    Column("failed_logins", Integer, nullable=False, server_default="0"),
    _time("locked_until"),
    Column("operator", Boolean, nullable=False, server_default="false"),
    created_at(),
    CheckConstraint("email = lower(email)", name="email"),
)
"""A person, whatever the tenants that he belongs to. An operator runs the platform itself."""

passwords = Table(
    "passwords",
    metadata,
    _id(),
    _user(nullable=False, index=True),
    Column("hash", Text, nullable=False),
    created_at(),
)
"""Former passwords, so that the last five are not taken again."""

resets = Table(
    "resets",
    metadata,
    Column("token_digest", LargeBinary, primary_key=True),
    _user(nullable=False, index=True),
    _time("expires_at", nullable=False),
)

providers = Table(
    "providers",
    metadata,
    _id(),
    tenant_id(),
    Column("name", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("client_secret", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("domains", ARRAY(Text), nullable=False),
    created_at(),
    CheckConstraint(_ROLE, name="role"),
    UniqueConstraint("tenant_id", "id"),
)
"""An OpenID Connect issuer that a tenant trusts; the secret is encrypted."""

sessions = Table(
    "sessions",
    metadata,
    _id(),
    Column("token_digest", LargeBinary, nullable=False, unique=True),
    _user(nullable=False, index=True),
    tenant_id(index=True),
    Column("address", Text),
    Column("agent", Text),
    Column("provider_id", UUID(as_uuid=True)),
    created_at(),
    Column("seen_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    _time("expires_at", nullable=False),
    within_tenant("sessions", "provider_id", "providers"),
)
"""Whom a provider let in stays in the tenant that trusts it: its word counts nowhere else."""

memberships = Table(
    "memberships",
    metadata,
    tenant_id(primary_key=True),
    _user(primary_key=True, index=True),
    Column("role", Text, nullable=False),
    Column("provider_id", UUID(as_uuid=True)),
    created_at(),
    CheckConstraint(_ROLE, name="role"),
    within_tenant("memberships", "provider_id", "providers"),
)
"""Who became a member by a provider's word enters by that provider alone, and leaves with it: with
a password comes whoever had first taken the address, which another tenant's admin can."""

teams = Table(
    "teams",
    metadata,
    _id(),
    tenant_id(),
    Column("name", Text, nullable=False),
    created_at(),
    UniqueConstraint("tenant_id", "name"),
    UniqueConstraint("tenant_id", "id"),
)

team_members = Table(
    "team_members",
    metadata,
    tenant_id(index=True),
    Column("team_id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", UUID(as_uuid=True), primary_key=True),
    within_tenant("team_members", "team_id", "teams"),
    ForeignKeyConstraint(
        ["tenant_id", "user_id"],
        ["memberships.tenant_id", "memberships.user_id"],
        name="fk_team_members_membership",
        ondelete="CASCADE",
    ),
)
"""Who leaves the tenant leaves its teams."""

invitations = Table(
    "invitations",
    metadata,
    _id(),
    tenant_id(index=True),
    Column("email", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("token_digest", LargeBinary, nullable=False, unique=True),
    created_at(),
    _time("expires_at", nullable=False),
    _time("accepted_at"),
    CheckConstraint(_ROLE, name="role"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    tenant_id(index=True),
    _user(index=True),
    Column("name", Text, nullable=False),
    Column("prefix", Text, nullable=False, unique=True),
    Column("secret_digest", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("operator", Boolean, nullable=False, server_default="false"),
    Column("per_minute", Integer),
    Column("apis", ARRAY(Text)),
    created_at(),
    _time("expires_at"),
    _time("revoked_at"),
    _time("used_at"),
    CheckConstraint(_ROLE, name="role"),
)
"""A key acts for its tenant in a role, narrowed to its scopes; its secret is kept as a digest. One
that is bound to APIs, by their slugs, calls those and does nothing else."""

identities = Table(
    "identities",
    metadata,
    tenant_id(index=True),
    Column("provider_id", UUID(as_uuid=True), primary_key=True),
    Column("subject", Text, primary_key=True),
    _user(nullable=False, index=True),
    created_at(),
    within_tenant("identities", "provider_id", "providers"),
)
"""Who a provider's subject is here."""

"""Tenants, who belongs to them, keys, and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kinora_client.models.base import OPEN, Json, Model

Role = Annotated[Literal["viewer", "creator", "admin"], OPEN]
KeyScope = Annotated[Literal["read", "write", "run", "admin", "operate"], OPEN]


class Me(Model):
    """Who asks."""

    tenant_id: str
    user_id: str | None = None
    actor: str
    role: Role
    scopes: list[KeyScope]
    csrf_token: str | None = None
    """For X-CSRF-Token, in a session."""


class Tenant(Model):
    """A tenant."""

    id: str
    name: str
    created_at: datetime


class Key(Model):
    """A key, without its secret."""

    id: str
    name: str
    prefix: str
    role: Role
    scopes: list[KeyScope]
    per_minute: int | None = None
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    """To the minute."""
    apis: list[str] | None = None
    """The APIs that it is bound to."""


class ShownKey(Key):
    """A new key: the only time that its secret is seen."""

    key: str = Field(repr=False)


class FirstTenant(Tenant):
    """A new tenant, with the key of its first admin."""

    key: ShownKey
    """For its first admin, who makes all others."""


class Share(Model):
    """How much of the platform a tenant gets; null is no limit."""

    weight: float = 1.0
    """Beside those of others."""
    max_running: int | None = None
    max_queued: int | None = None
    """Above it submits are refused as QUEUE_FULL."""
    max_storage_bytes: int | None = None
    """Above it uploads and runs are refused as STORAGE_QUOTA."""
    max_gpu_seconds: int | None = None
    """A month; above it runs are refused as GPU_QUOTA."""


class Member(Model):
    """A member."""

    user_id: str
    email: str
    name: str
    role: Role
    provider_id: str | None = None
    """The identity provider by which alone he enters; null: by his password."""
    created_at: datetime


class Invitation(Model):
    """An invitation that nobody accepted."""

    id: str
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


class ShownInvitation(Invitation):
    """A new invitation: the only time that its token is seen."""

    token: str = Field(repr=False)
    link: str


class Team(Model):
    """A team."""

    id: str
    name: str
    created_at: datetime


class TeamMember(Model):
    """Who is in a team."""

    user_id: str
    email: str
    name: str


class IdentityProvider(Model):
    """A provider, without its secret."""

    id: str
    name: str
    issuer: str
    client_id: str
    role: Role
    domains: list[str]
    created_at: datetime
    start_url: str = ""
    """Where people begin to sign in."""
    redirect_uri: str = ""
    """To be registered with the issuer."""


class AuditEntry(Model):
    """Who did what, from where."""

    id: str
    actor: str
    action: str
    object_kind: str
    object_id: str
    address: str | None = None
    request_id: str | None = None
    data: Json | None = None
    created_at: datetime

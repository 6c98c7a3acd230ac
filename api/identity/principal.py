"""Who asks, and what he may do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal

Role = Literal["viewer", "creator", "admin"]
Scope = Literal["read", "write", "run", "admin", "operate"]

SCOPES: dict[Role, frozenset[Scope]] = {
    "viewer": frozenset({"read"}),
    "creator": frozenset({"read", "write", "run"}),
    "admin": frozenset({"read", "write", "run", "admin"}),
}
MEANINGS: dict[Scope, str] = {
    "read": "See what the tenant has",
    "write": "Make and change projects, scripts, flows and files",
    "run": "Start, cancel and answer runs, which may cost money",
    "admin": "Members, keys, webhooks, budgets and the audit log",
    "operate": "The platform itself: tenants",
}


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A user in a session or the holder of a key, in one tenant."""

    tenant: uuid.UUID
    role: Role
    scopes: frozenset[Scope]
    actor: str
    """As the audit log names it: `user:<id>` or `key:<prefix>`."""
    user_id: uuid.UUID | None = None
    key_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    per_minute: int | None = None
    """The key's own rate."""
    apis: frozenset[str] | None = None
    """The APIs that a key is bound to, by their slugs; None: it is not bound."""


def scopes_of(
    role: Role, *, operator: bool, narrowed: list[Scope] | None = None
) -> frozenset[Scope]:
    """What a role may do, as far as a key was not narrowed."""
    beyond: frozenset[Scope] = frozenset({"operate"}) if operator else frozenset()
    whole = SCOPES[role] | beyond
    return whole & frozenset(narrowed) if narrowed is not None else whole

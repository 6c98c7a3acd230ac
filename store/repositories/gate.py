"""Finds who asks, and counts his requests: one statement in one message for every request.

The window slides: a minute's count and the part of the minute before it that is not yet over.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from store.database import Database
from store.repositories.sessions import IDLE


@dataclass(frozen=True, kw_only=True)
class Hit:
    """What is left of a rate."""

    limit: int
    remaining: int
    wait_s: int
    """Seconds until the next request may come; zero if this one may."""


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """Somebody who was known at the gate."""

    id: uuid.UUID
    """Of the key or the session."""
    tenant: uuid.UUID
    user_id: uuid.UUID | None
    role: str
    scopes: Sequence[str] | None
    """None: all of the role's."""
    operator: bool
    per_minute: int | None
    apis: Sequence[str] | None
    """The APIs that a key is bound to; None: it is not."""
    hit: Hit


_BY_KEY = """
WITH who AS (
    SELECT id, tenant_id, user_id, role, scopes, operator, per_minute, apis FROM api_keys
    WHERE prefix = %(prefix)s AND secret_digest = %(digest)s AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now())
), used AS (
    UPDATE api_keys SET used_at = now() WHERE id = (SELECT id FROM who)
        AND (used_at IS NULL OR used_at < now() - interval '1 minute')
)
SELECT who.*, coalesce(who.per_minute, %(most)s), hit.remaining, hit.wait_s
FROM who, LATERAL take_hit('key:' || who.id, coalesce(who.per_minute, %(most)s)) AS hit
"""
# A provider's word counts in its own tenant alone: it makes nobody an operator.
_BY_SESSION = """
WITH who AS (
    SELECT sessions.id, tenant_id, user_id, memberships.role, NULL::text[] AS scopes,
        users.operator AND sessions.provider_id IS NULL, NULL::integer AS per_minute,
        NULL::text[] AS apis
    FROM sessions JOIN memberships USING (tenant_id, user_id) JOIN users ON users.id = user_id
    WHERE token_digest = %(digest)s AND expires_at > now() AND seen_at > now() - %(idle)s
        AND (memberships.provider_id IS NULL OR memberships.provider_id = sessions.provider_id)
), seen AS (
    UPDATE sessions SET seen_at = now() WHERE id = (SELECT id FROM who)
        AND seen_at < now() - interval '1 minute'
)
SELECT who.*, %(most)s, hit.remaining, hit.wait_s
FROM who, LATERAL take_hit('user:' || who.user_id, %(most)s) AS hit
"""


async def by_key(gate: Database, *, prefix: str, digest: bytes, most: int) -> Entrant | None:
    """Who holds a key, counted; None if it is unknown, revoked or over.

    Args:
        gate: connections of the role `kinora_gate`.
        prefix: of the key.
        digest: of its secret.
        most: requests a minute, where the key does not say its own.
    """
    return await _enter(gate, _BY_KEY, {"prefix": prefix, "digest": digest, "most": most})


async def by_session(gate: Database, *, digest: bytes, most: int) -> Entrant | None:
    """Whose session it is, counted; None if it is unknown or over."""
    return await _enter(gate, _BY_SESSION, {"digest": digest, "most": most, "idle": IDLE})


async def _enter(gate: Database, statement: str, values: dict[str, object]) -> Entrant | None:
    row = await gate.ask(statement, values)
    if row is None:
        return None
    key_id, tenant, user_id, role, scopes, operator, per_minute, apis, *hit = row
    limit, remaining, wait_s = hit
    return Entrant(
        id=key_id, tenant=tenant, user_id=user_id, role=role, scopes=scopes, operator=operator,
        per_minute=per_minute, apis=apis, hit=Hit(limit=limit, remaining=remaining, wait_s=wait_s),
    )  # fmt: skip


async def take_hit(gate: Database, bucket: str, most: int) -> Hit:
    """Count a request in a bucket of its own: a kind of work, an address."""
    row = await gate.ask(
        "SELECT * FROM take_hit(%(bucket)s, %(most)s)", {"bucket": bucket, "most": most}
    )
    assert row is not None
    return Hit(limit=most, remaining=row[0], wait_s=row[1])

"""Finds who asks, and counts his requests: one statement in one message for all that wait for it.

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
class Rate:
    """A kind of work that is counted beside all requests."""

    work: str
    most: int
    """Requests of it a minute, where a key does not say its own."""


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


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Who came, and how his requests were counted."""

    who: Entrant
    hits: Sequence[Hit]
    """One for each of his requests."""
    work_hits: Sequence[Hit]
    """Likewise, if they are of a kind of work."""


_COUNTED = """
SELECT who.*, coalesce(who.per_minute, %(most)s), general.*,
    coalesce(who.per_minute, %(most_work)s), work.*
FROM who,
    LATERAL take_hits({bucket}, coalesce(who.per_minute, %(most)s), %(asked)s) AS general,
    LATERAL take_hits(
        %(work)s::text || ':' || {owner}, coalesce(who.per_minute, %(most_work)s),
        CASE WHEN %(work)s::text IS NULL THEN 0 ELSE general.granted END
    ) AS work
"""
_BY_KEY = """
WITH who AS (
    SELECT id, tenant_id, user_id, role, scopes, operator, per_minute, apis FROM api_keys
    WHERE prefix = %(prefix)s AND secret_digest = %(digest)s AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now())
), used AS (
    UPDATE api_keys SET used_at = now() WHERE id = (SELECT id FROM who)
        AND (used_at IS NULL OR used_at < now() - interval '1 minute')
)
""" + _COUNTED.format(bucket="'key:' || who.id", owner="who.id")
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
""" + _COUNTED.format(bucket="'user:' || who.user_id", owner="who.user_id")


async def by_key(
    gate: Database, *, prefix: str, digest: bytes, most: int, work: Rate | None, asked: int
) -> Entry | None:
    """Who holds a key, counted; None if it is unknown, revoked or over.

    Args:
        gate: connections of the role `kinora_gate`.
        prefix: of the key.
        digest: of its secret.
        most: requests a minute, where the key does not say its own.
        work: what kind of work is asked for, if that has a rate of its own.
        asked: how many requests came; zero to count none.
    """
    return await _enter(gate, _BY_KEY, {"prefix": prefix, "digest": digest}, most, work, asked)


async def by_session(
    gate: Database, *, digest: bytes, most: int, work: Rate | None, asked: int
) -> Entry | None:
    """Whose session it is, counted; None if it is unknown or over."""
    return await _enter(gate, _BY_SESSION, {"digest": digest, "idle": IDLE}, most, work, asked)


async def _enter(
    gate: Database,
    statement: str,
    values: dict[str, object],
    most: int,
    work: Rate | None,
    asked: int,
) -> Entry | None:
    rates = {"most": most, "work": work and work.work, "most_work": work.most if work else 0}
    row = await gate.ask(statement, {**values, **rates, "asked": asked})
    if row is None:
        return None
    entrant_id, tenant, user_id, role, scopes, operator, per_minute, apis, *counts = row
    return Entry(
        who=Entrant(
            id=entrant_id, tenant=tenant, user_id=user_id, role=role, scopes=scopes,
            operator=operator, per_minute=per_minute, apis=apis,
        ),
        hits=_hits(asked, *counts[:4]),
        work_hits=_hits(asked, *counts[4:]) if work else (),
    )  # fmt: skip


_STANDS = """
SELECT EXISTS (
    SELECT FROM api_keys WHERE id = %(key)s AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now())
) OR EXISTS (
    SELECT FROM sessions JOIN memberships USING (tenant_id, user_id)
    WHERE sessions.id = %(session)s AND expires_at > now()
        AND (memberships.provider_id IS NULL OR memberships.provider_id = sessions.provider_id)
)
"""


async def stands(gate: Database, *, key_id: uuid.UUID | None, session_id: uuid.UUID | None) -> bool:
    """Whether a key, or a session, would still let somebody in.

    Args:
        gate: connections of the role `kinora_gate`.
        key_id: of the key.
        session_id: of the session.
    """
    row = await gate.ask(_STANDS, {"key": key_id, "session": session_id})
    return row is not None and bool(row[0])


async def take_hits(gate: Database, bucket: str, most: int, asked: int = 1) -> Sequence[Hit]:
    """Count requests in a bucket of its own: an address, an API; a hit for each.

    Args:
        gate: connections of the role `kinora_gate`.
        bucket: what they are counted under.
        most: how many may come in a minute.
        asked: how many came.
    """
    row = await gate.ask(
        "SELECT * FROM take_hits(%(bucket)s, %(most)s, %(asked)s)",
        {"bucket": bucket, "most": most, "asked": asked},
    )
    assert row is not None
    return _hits(asked, most, *row)


def _hits(asked: int, limit: int, granted: int, remaining: int, wait_s: int) -> Sequence[Hit]:
    """The hits of requests that were counted together, as if each had come by itself."""
    return [
        Hit(limit=limit, remaining=remaining + granted - 1 - place, wait_s=0)
        if place < granted
        else Hit(limit=limit, remaining=0, wait_s=wait_s)
        for place in range(asked)
    ]

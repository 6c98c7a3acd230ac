"""Erasures as jobs: asked for, due after a grace, carried out under a lease, kept as receipts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, UUID, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.governance import erasures
from store.tables.people import memberships

AnyRow = Row[*tuple[Any, ...]]
UNENDED = ("waiting", "running")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Somebody's try at an erasure; `tries` is in the WHERE of what he writes of it."""

    id: uuid.UUID
    tries: int


async def ask(
    connection: AsyncConnection,
    *,
    erasure_id: uuid.UUID,
    tenant: uuid.UUID,
    user_id: uuid.UUID | None,
    made_by: str,
    grace: timedelta,
) -> AnyRow:
    """Have a tenant erased, or a user; the one that waits already, if there is one.

    Args:
        connection: of the tenant, or of the gate.
        erasure_id: its id.
        tenant: which; of a user, where he asked.
        user_id: whom; None for the tenant itself.
        made_by: who asks.
        grace: for how long it can be called off.
    """
    made = insert(erasures).values(
        id=erasure_id, tenant_id=tenant, user_id=user_id, made_by=made_by,
        due_at=func.now() + grace,
    )  # fmt: skip
    await connection.execute(made.on_conflict_do_nothing())
    row = await unended(connection, tenant=tenant, user_id=user_id)
    assert row is not None
    return row


async def unended(
    connection: AsyncConnection, *, tenant: uuid.UUID, user_id: uuid.UUID | None
) -> AnyRow | None:
    """The erasure of a tenant, or of a user, that has not ended."""
    wanted = select(erasures).where(_whom(tenant, user_id), erasures.c.state.in_(UNENDED))
    return (await connection.execute(wanted)).one_or_none()


async def get(connection: AsyncConnection, erasure_id: uuid.UUID) -> AnyRow | None:
    """One, as far as the role sees it."""
    wanted = select(erasures).where(erasures.c.id == erasure_id)
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Erasures and receipts, the newest first, as far as the role sees them."""
    wanted = select(erasures)
    if before is not None:
        wanted = wanted.where(erasures.c.id < before)
    return (await connection.execute(wanted.order_by(erasures.c.id.desc()).limit(limit))).all()


async def call_off(connection: AsyncConnection, erasure_id: uuid.UUID) -> bool:
    """Let nothing be erased; False if it has begun."""
    done = await connection.execute(
        update(erasures)
        .where(erasures.c.id == erasure_id, erasures.c.state == "waiting")
        .values(state="called_off", finished_at=func.now())
    )
    return done.rowcount > 0


async def last_admin_of(connection: AsyncConnection, user_id: uuid.UUID) -> uuid.UUID | None:
    """A tenant that would have no admin without a user, and stays; for the gate."""
    others = memberships.alias()
    stays = ~select(erasures.c.id).where(
        erasures.c.tenant_id == memberships.c.tenant_id,
        erasures.c.user_id.is_(None),
        erasures.c.state.in_(UNENDED),
    ).exists()  # fmt: skip
    another = select(others.c.user_id).where(
        others.c.tenant_id == memberships.c.tenant_id,
        others.c.role == "admin",
        others.c.user_id != user_id,
    )
    wanted = select(memberships.c.tenant_id).where(
        memberships.c.user_id == user_id, memberships.c.role == "admin", ~another.exists(), stays
    )
    return (await connection.execute(wanted.limit(1))).scalar_one_or_none()


def _whom(tenant: uuid.UUID, user_id: uuid.UUID | None) -> ColumnElement[bool]:
    if user_id is not None:
        return erasures.c.user_id == user_id
    return erasures.c.user_id.is_(None) & (erasures.c.tenant_id == tenant)


# -- for the keeper, who sees those of all tenants

_TAKE = text("""
UPDATE erasures SET state = 'running', tries = tries + 1, code = NULL, message = NULL,
    started_at = coalesce(started_at, now()),
    leased_until = now() + make_interval(secs => :lease)
WHERE id = (
    SELECT id FROM erasures
    WHERE state IN ('waiting', 'running') AND due_at <= now()
        AND (leased_until IS NULL OR leased_until < now())
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *, now() - started_at AS lasted
""")
_COUNT = text("""
UPDATE erasures SET leased_until = now() + make_interval(secs => :lease),
    place = coalesce(:place, place),
    counts = counts || (
        SELECT coalesce(jsonb_object_agg(
            key, value::bigint + coalesce((counts ->> key)::bigint, 0)
        ), '{}') FROM jsonb_each_text(:more)
    )
WHERE id = :id AND tries = :tries AND state = 'running'
""").bindparams(
    bindparam("more", type_=JSONB),
    bindparam("place", type_=UUID(as_uuid=True)),
    bindparam("id", type_=UUID(as_uuid=True)),
)


async def take(connection: AsyncConnection, *, lease_s: float) -> AnyRow | None:
    """Lease the one that is due longest, whoever let go of it."""
    return (await connection.execute(_TAKE, {"lease": lease_s})).one_or_none()


async def count(
    connection: AsyncConnection,
    turn: Turn,
    more: Mapping[str, int],
    *,
    lease_s: float,
    place: uuid.UUID | None = None,
) -> bool:
    """Keep a turn, in the transaction of what was erased; False if it is somebody else's by now.

    Args:
        connection: of the keeper.
        turn: whose.
        more: how many of what are gone.
        lease_s: for how long the turn goes on.
        place: up to where he is.
    """
    kept = {name: number for name, number in more.items() if number}
    done = await connection.execute(
        _COUNT,
        {"id": turn.id, "tries": turn.tries, "lease": lease_s, "more": kept, "place": place},
    )
    return done.rowcount > 0


async def let_go(
    connection: AsyncConnection, turn: Turn, *, wait_s: float, code: str = "", message: str = ""
) -> None:
    """Leave one to another try, after a while; the reason is shown."""
    await connection.execute(
        update(erasures)
        .where(erasures.c.id == turn.id, erasures.c.tries == turn.tries)
        .values(
            leased_until=func.now() + timedelta(seconds=wait_s),
            code=code or None, message=message or None,
        )
    )  # fmt: skip


async def put_off(
    connection: AsyncConnection, turn: Turn, *, wait_s: float, code: str, message: str
) -> None:
    """Have one wait that cannot be carried out yet; until then it can be called off."""
    await connection.execute(
        update(erasures)
        .where(erasures.c.id == turn.id, erasures.c.tries == turn.tries)
        .values(
            state="waiting", due_at=func.now() + timedelta(seconds=wait_s), leased_until=None,
            code=code, message=message,
        )
    )  # fmt: skip


async def complete(connection: AsyncConnection, turn: Turn) -> None:
    """Make a receipt of it."""
    await connection.execute(
        update(erasures)
        .where(erasures.c.id == turn.id, erasures.c.tries == turn.tries)
        .values(state="complete", finished_at=func.now(), leased_until=None, place=None)
    )

"""Exports as jobs: queued by whom they are of, carried out under a lease, expired after a while."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.governance import exports

AnyRow = Row[*tuple[Any, ...]]
KEPT = timedelta(days=7)
"""A finished file is deleted after so long."""
MOST_FILES = 3
"""Of a tenant, or of a user in it, at once."""
UNENDED = ("queued", "running")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Somebody's try at an export; `tries` is in the WHERE of what he writes of it."""

    id: uuid.UUID
    tenant: uuid.UUID
    tries: int


async def create(
    connection: AsyncConnection, *, tenant: uuid.UUID, export_id: uuid.UUID,
    values: Mapping[str, Any],
) -> AnyRow:  # fmt: skip
    """Queue one; the one that is there, if this very request made it before."""
    made = insert(exports).values(id=export_id, tenant_id=tenant, **values)
    await connection.execute(made.on_conflict_do_nothing(index_elements=[exports.c.id]))
    return (await connection.execute(select(exports).where(exports.c.id == export_id))).one()


async def get(
    connection: AsyncConnection, export_id: uuid.UUID, *, user_id: uuid.UUID | None
) -> AnyRow | None:
    """An export of the tenant's own data, or of a user's."""
    wanted = select(exports).where(exports.c.id == export_id, _whose(user_id))
    return (await connection.execute(wanted)).one_or_none()


async def page(
    connection: AsyncConnection, *, user_id: uuid.UUID | None, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Exports of the tenant's own data, or of a user's, the newest first."""
    wanted = select(exports).where(_whose(user_id))
    if before is not None:
        wanted = wanted.where(exports.c.id < before)
    return (await connection.execute(wanted.order_by(exports.c.id.desc()).limit(limit))).all()


async def under_way(connection: AsyncConnection, *, user_id: uuid.UUID | None) -> uuid.UUID | None:
    """One that has not ended."""
    wanted = select(exports.c.id).where(_whose(user_id), exports.c.state.in_(UNENDED))
    return (await connection.execute(wanted.limit(1))).scalar_one_or_none()


async def supersede(connection: AsyncConnection, *, user_id: uuid.UUID | None) -> None:
    """Have all files but the latest ones expire now, else who asks often fills the store."""
    complete = (_whose(user_id), exports.c.state == "complete")
    latest = select(exports.c.id).where(*complete).order_by(exports.c.id.desc()).limit(MOST_FILES)
    await connection.execute(
        update(exports).where(*complete, exports.c.id.not_in(latest)).values(expires_at=func.now())
    )


async def cancel(connection: AsyncConnection, export_id: uuid.UUID) -> bool:
    """Cancel one that has not ended; False if it has."""
    done = await connection.execute(
        update(exports)
        .where(exports.c.id == export_id, exports.c.state.in_(UNENDED))
        .values(state="cancelled", finished_at=func.now())
    )
    return done.rowcount > 0


def _whose(user_id: uuid.UUID | None) -> ColumnElement[bool]:
    return exports.c.user_id.is_(None) if user_id is None else exports.c.user_id == user_id


# -- for the keeper, who sees those of all tenants

_TAKE = text("""
UPDATE exports SET state = 'running', tries = tries + 1, num_rows = 0, num_bytes = 0,
    leased_until = now() + make_interval(secs => :lease)
WHERE id = (
    SELECT id FROM exports
    WHERE state IN ('queued', 'running') AND (leased_until IS NULL OR leased_until < now())
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, tenant_id, user_id, homes, media, tries, created_at
""")


async def take(connection: AsyncConnection, *, lease_s: float) -> AnyRow | None:
    """Lease the one that waits longest, whoever let go of it."""
    return (await connection.execute(_TAKE, {"lease": lease_s})).one_or_none()


async def go_on(
    connection: AsyncConnection, turn: Turn, *, lease_s: float, num_rows: int, num_bytes: int
) -> bool:
    """Keep a turn, and say how far it is; False if it was cancelled or is somebody else's."""
    values = {"num_rows": num_rows, "num_bytes": num_bytes}
    lease = func.now() + timedelta(seconds=lease_s)
    return await _written(connection, turn, {"leased_until": lease, **values})


async def complete(connection: AsyncConnection, turn: Turn, **values: Any) -> bool:
    """End a turn with a file; False if nobody waits for it any more."""
    return await _written(
        connection,
        turn,
        {"state": "complete", "finished_at": func.now(), "expires_at": func.now() + KEPT, **values},
    )


async def fail(connection: AsyncConnection, turn: Turn, *, code: str, message: str) -> bool:
    """Give one up."""
    ended = {"state": "failed", "finished_at": func.now(), "code": code, "message": message}
    return await _written(connection, turn, ended)


async def let_go(connection: AsyncConnection, turn: Turn, *, wait_s: float) -> bool:
    """Leave one to another try, after a while."""
    lease = func.now() + timedelta(seconds=wait_s)
    return await _written(connection, turn, {"leased_until": lease})


async def _written(connection: AsyncConnection, turn: Turn, values: Mapping[str, Any]) -> bool:
    mine = (exports.c.id == turn.id, exports.c.tries == turn.tries, exports.c.state == "running")
    return (await connection.execute(update(exports).where(*mine).values(values))).rowcount > 0


async def over(connection: AsyncConnection, *, most: int) -> Sequence[AnyRow]:
    """Those whose file is to be deleted, as id, tenant and digest."""
    wanted = select(exports.c.id, exports.c.tenant_id, exports.c.digest).where(
        exports.c.state == "complete", exports.c.expires_at < func.now()
    )
    return (await connection.execute(wanted.limit(most))).all()


async def expire(connection: AsyncConnection, export_id: uuid.UUID) -> None:
    """Say that the file is gone."""
    await connection.execute(
        update(exports)
        .where(exports.c.id == export_id, exports.c.expires_at < func.now())
        .values(state="expired", digest=None)
    )


async def of_user(connection: AsyncConnection, user_id: uuid.UUID) -> Sequence[AnyRow]:
    """All of a user's, in whatever tenant."""
    wanted = select(exports.c.id, exports.c.tenant_id, exports.c.digest)
    return (await connection.execute(wanted.where(exports.c.user_id == user_id))).all()


async def remove(connection: AsyncConnection, export_id: uuid.UUID) -> None:
    """Forget one; its file is gone already."""
    await connection.execute(delete(exports).where(exports.c.id == export_id))


async def digests(connection: AsyncConnection) -> set[str]:
    """Files that can still be downloaded; in the transaction of a tenant, its own."""
    wanted = select(exports.c.digest).where(exports.c.digest.is_not(None))
    return {digest for digest in await connection.scalars(wanted) if digest}

"""What was answered to an idempotency key."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.requests import answers

STUCK_S = 60
"""A request that has not been answered for so long died with its process."""
KEPT_H = 24


async def take(
    connection: AsyncConnection, *, tenant: uuid.UUID, key: str, request_digest: bytes
) -> datetime | None:
    """Claim a key; when it was first claimed, or None if it is under way or answered."""
    fresh = insert(answers).values(tenant_id=tenant, key=key, request_digest=request_digest)
    stuck = answers.c.taken_at < func.now() - text(f"interval '{STUCK_S} seconds'")
    claimed = await connection.execute(
        fresh.on_conflict_do_update(
            index_elements=[answers.c.tenant_id, answers.c.key],
            set_={"taken_at": func.now()},
            where=answers.c.status.is_(None)
            & stuck
            & (answers.c.request_digest == fresh.excluded.request_digest),
        ).returning(answers.c.created_at)
    )
    row = claimed.one_or_none()
    return row.created_at if row else None


async def get(connection: AsyncConnection, *, key: str) -> Row[*tuple[Any, ...]] | None:
    """What is known of a key."""
    return (await connection.execute(select(answers).where(answers.c.key == key))).one_or_none()


async def finish(
    connection: AsyncConnection, *, key: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    """Keep an answer."""
    await connection.execute(
        update(answers)
        .where(answers.c.key == key)
        .values(status=status, headers=headers, body=body)
    )


async def forget(connection: AsyncConnection, *, key: str) -> None:
    """Let the key be used again: the request was refused."""
    await connection.execute(delete(answers).where(answers.c.key == key))


async def let_go(connection: AsyncConnection, *, key: str) -> None:
    """Let the same request take the key over at once: nobody carries it out any more."""
    await connection.execute(
        update(answers)
        .where(answers.c.key == key, answers.c.status.is_(None))
        .values(taken_at=text("'-infinity'"))
    )


async def sweep(connection: AsyncConnection) -> int:
    """Forget what is older than a day; how many there were."""
    old = answers.c.created_at < func.now() - text(f"interval '{KEPT_H} hours'")
    return (await connection.execute(delete(answers).where(old))).rowcount

"""Links by which a password is reset: kept as a digest, good once and for a short time."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.people import resets


async def create(
    connection: AsyncConnection, *, token_digest: bytes, user_id: uuid.UUID, life: timedelta
) -> None:
    """A link for a user; his former ones are void."""
    await connection.execute(delete(resets).where(resets.c.user_id == user_id))
    await connection.execute(
        insert(resets).values(
            token_digest=token_digest, user_id=user_id, expires_at=func.now() + life
        )
    )


async def owner(connection: AsyncConnection, token_digest: bytes) -> uuid.UUID | None:
    """Whose link it is; None if it is void."""
    wanted = select(resets.c.user_id).where(
        resets.c.token_digest == token_digest, resets.c.expires_at > func.now()
    )
    return (await connection.execute(wanted)).scalar_one_or_none()


async def use(connection: AsyncConnection, token_digest: bytes) -> bool:
    """Void a link; False if it was void already."""
    gone = delete(resets).where(
        resets.c.token_digest == token_digest, resets.c.expires_at > func.now()
    )
    return (await connection.execute(gone)).rowcount > 0

"""What the gate keeps for a while, and forgets."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_HITS = text("DELETE FROM hits WHERE minute < floor(extract(epoch FROM now()) / 60) - 5")
_RESETS = text("DELETE FROM resets WHERE expires_at < now()")


async def forget_counts_and_resets(connection: AsyncConnection) -> None:
    """Forget requests of minutes that count no more, and links that are void; for the gate."""
    await connection.execute(_HITS)
    await connection.execute(_RESETS)

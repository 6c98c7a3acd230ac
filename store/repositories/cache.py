"""The step cache as rows: looked up in bulk, pruned by age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories.named import collect_digests
from store.tables.cache import cache

BATCH = 1000
USE_IS_NOTED_AFTER = "1 hour"
"""Age is told in days, so a row is not written at each use."""

_LOOKUP = text(
    f"SELECT key, outputs, used_at < now() - interval '{USE_IS_NOTED_AFTER}' AS stale "
    "FROM cache WHERE key = ANY(:keys)"
)


@dataclass(frozen=True, kw_only=True)
class CacheUse:
    """What the cache holds of one node type."""

    type: str
    steps: int
    num_bytes: int
    cpu_seconds: float


async def lookup(connection: AsyncConnection, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The outputs kept under these keys; keys without any are absent."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), BATCH):
        rows = await connection.execute(_LOOKUP, {"keys": wanted[start : start + BATCH]})
        stale: list[str] = []
        for row in rows:
            found[row.key] = row.outputs
            if row.stale:
                stale.append(row.key)
        await _touch(connection, stale)
    return found


async def _touch(connection: AsyncConnection, keys: list[str]) -> None:
    """Note that rows were used."""
    if keys:
        await connection.execute(
            update(cache).where(cache.c.key.in_(keys)).values(used_at=func.now())
        )


async def use(connection: AsyncConnection) -> list[CacheUse]:
    """Size by node type, largest first."""
    num_bytes = func.sum(cache.c.num_bytes)
    rows = await connection.execute(
        select(cache.c.type, func.count(), num_bytes, func.sum(cache.c.cpu_seconds))
        .group_by(cache.c.type)
        .order_by(num_bytes.desc())
    )
    return [
        CacheUse(type=kind, steps=count, num_bytes=int(size), cpu_seconds=float(spent))
        for kind, count, size, spent in rows
    ]


async def forget(connection: AsyncConnection, *, older_than_s: float) -> int:
    """Drop the rows that nobody used for so long; how many."""
    age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, older_than_s)
    done = await connection.execute(delete(cache).where(cache.c.used_at < age))
    return done.rowcount


async def digests(connection: AsyncConnection) -> set[str]:
    """Every digest that a kept output names."""
    rows = await connection.stream(select(cache.c.outputs))
    named: set[str] = set()
    async for (outputs,) in rows:
        collect_digests(outputs, named)
    return named

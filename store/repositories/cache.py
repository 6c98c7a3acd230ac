"""The step cache as rows: looked up in bulk, pruned by age."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from store.database import Database
from store.repositories.named import collect_digests
from store.tables.cache import cache

BATCH = 1000
MAX_REMEMBERED = 20_000
USE_IS_NOTED_AFTER = "1 hour"
"""Age is told in days, so a row is not written at each use."""

_LOOKUP = f"""
WITH found AS (
    SELECT key, outputs, used_at < now() - interval '{USE_IS_NOTED_AFTER}' AS stale
    FROM cache WHERE key = ANY(%(keys)s)
), noted AS (
    UPDATE cache SET used_at = now() FROM found WHERE cache.key = found.key AND stale
)
SELECT jsonb_object_agg(key, outputs) FROM found
"""
_USE = text("""
WITH hits AS (
    SELECT cache_key, count(*) AS hits FROM steps
    WHERE state = 'cached' AND cache_key IS NOT NULL GROUP BY cache_key
)
SELECT type, count(*) AS steps, sum(num_bytes)::bigint AS num_bytes,
       coalesce(sum(hits), 0)::bigint AS hits,
       coalesce(sum(hits * cpu_seconds), 0)::double precision AS saved_cpu_s,
       coalesce(sum(hits * micros), 0)::bigint AS saved_micros
FROM cache LEFT JOIN hits ON hits.cache_key = cache.key
GROUP BY type ORDER BY num_bytes DESC, type
""")
_FORGET_BEYOND = text("""
DELETE FROM cache WHERE key IN (
    SELECT key FROM (
        SELECT key, sum(num_bytes) OVER (ORDER BY used_at DESC, key) AS total FROM cache
    ) AS ordered WHERE total > :most
)
""")
_LAST_RUN = text(f"""
SELECT cache.key, cache.outputs FROM steps
JOIN cache ON cache.tenant_id = steps.tenant_id AND cache.key = steps.cache_key
WHERE steps.path = '{{}}' AND steps.run_id = (
    SELECT id FROM runs WHERE project = :project AND id <> :run
    AND state IN ('succeeded', 'failed', 'cancelled') ORDER BY created_at DESC, id DESC LIMIT 1
)
LIMIT {MAX_REMEMBERED}
""").bindparams(bindparam("run", type_=UUID(as_uuid=True)))


@dataclass(frozen=True, kw_only=True)
class CacheUse:
    """What the cache holds of one node type."""

    type: str
    steps: int
    num_bytes: int
    hits: int
    """How many steps of runs that are still listed took their result from it."""
    saved_cpu_s: float
    """What those would have taken."""
    saved_micros: int
    """What those would have cost, in millionths of a dollar."""


async def lookup(
    database: Database, tenant: uuid.UUID, keys: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """The outputs kept under these keys; keys without any are absent.

    One message a batch: a chain of steps that nobody knows asks for each alone.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), BATCH):
        row = await database.at_once(tenant, _LOOKUP, {"keys": wanted[start : start + BATCH]})
        found |= (row and row[0]) or {}
    return found


async def of_last_run(
    connection: AsyncConnection, *, project: str, run_id: uuid.UUID
) -> dict[str, dict[str, Any]]:
    """What is kept of the single steps of a project's run before this one.

    The next run asks for most of them, in a chain one after the other; those of lists are asked for
    together anyway.
    """
    rows = await connection.execute(_LAST_RUN, {"project": project, "run": run_id})
    return {row.key: row.outputs for row in rows}


async def use(connection: AsyncConnection) -> list[CacheUse]:
    """Size by node type, largest first, and what it has saved."""
    rows = await connection.execute(_USE)
    return [CacheUse(**row._mapping) for row in rows]  # pyright: ignore[reportPrivateUsage]


async def forget(connection: AsyncConnection, *, older_than_s: float) -> int:
    """Drop the rows that nobody used for so long; how many."""
    age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, older_than_s)
    done = await connection.execute(delete(cache).where(cache.c.used_at < age))
    return done.rowcount


async def forget_beyond(connection: AsyncConnection, *, num_bytes: int) -> int:
    """Drop the rows used longest ago, until the rest is no larger than that; how many."""
    done = await connection.execute(_FORGET_BEYOND, {"most": num_bytes})
    return done.rowcount


async def digests(connection: AsyncConnection) -> set[str]:
    """Every digest that a kept output names."""
    rows = await connection.stream(select(cache.c.outputs))
    named: set[str] = set()
    async for (outputs,) in rows:
        collect_digests(outputs, named)
    return named

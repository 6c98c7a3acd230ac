"""What node types really took here, from the steps of the latest runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

LATEST_RUNS = 40
LATEST_STEPS = 500
"""Of a type, at most: a machine, and what is made on it, changes."""

# A step that a run took over from another ended before that run was there: it counts there.
_LEARN = text("""
WITH latest AS (
    SELECT id, created_at FROM runs ORDER BY created_at DESC LIMIT :runs
), worked AS (
    SELECT steps.type, steps.seconds, nullif(steps.cost_s, 0) AS cost_s,
           row_number() OVER (PARTITION BY steps.type ORDER BY steps.finished_at DESC) AS place
    FROM latest JOIN steps ON steps.run_id = latest.id
    WHERE steps.state = 'succeeded' AND steps.type = ANY(:types) AND steps.seconds > 0
      AND steps.finished_at >= latest.created_at
)
SELECT type, count(*) AS steps,
       sum(seconds) FILTER (WHERE cost_s IS NOT NULL) / sum(cost_s) AS ratio,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median_s
FROM worked WHERE place <= :steps GROUP BY type
""").bindparams(bindparam("types", type_=ARRAY(Text)))


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What the steps of a node type took."""

    steps: int
    """How many it is learnt from."""
    ratio: float | None
    """Real seconds for each that the node expected; None where it expected none."""
    median_s: float
    """Of one step."""


async def learn(connection: AsyncConnection, *, types: Collection[str]) -> dict[str, Learnt]:
    """What is known of some node types; of those that never ran here, nothing.

    The ratio is that of the sums, so that large steps count for more than small ones, whose time
    is mostly that of getting to work.
    """
    rows = await connection.execute(
        _LEARN, {"types": sorted(types), "runs": LATEST_RUNS, "steps": LATEST_STEPS}
    )
    return {
        row.type: Learnt(steps=row.steps, ratio=row.ratio, median_s=row.median_s) for row in rows
    }

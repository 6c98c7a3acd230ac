"""Runs that go on from another: what that one finished is theirs too, but for what is to change."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

_COPY = text("""
INSERT INTO steps (tenant_id, run_id, node, path, type, state, attempt, cache_key, inputs, outputs,
                   seconds, cpu_seconds, cost_s, started_at, finished_at)
SELECT tenant_id, :run, node, path, type, state, attempt, cache_key, inputs, outputs,
       seconds, cpu_seconds, cost_s, started_at, finished_at
FROM steps
WHERE run_id = :origin AND state IN ('succeeded', 'cached', 'skipped')
  AND NOT split_part(node, '/', 1) = ANY(:stale)
""").bindparams(
    bindparam("run", type_=UUID(as_uuid=True)),
    bindparam("origin", type_=UUID(as_uuid=True)),
    bindparam("stale", type_=ARRAY(Text)),
)
_EDIT = text("""
UPDATE steps SET outputs = outputs || :values, cache_key = NULL
WHERE run_id = :run AND node = :node AND path = '{}'
""").bindparams(bindparam("values", type_=JSONB), bindparam("run", type_=UUID(as_uuid=True)))


async def carry_over(
    connection: AsyncConnection,
    *,
    origin: uuid.UUID,
    run_id: uuid.UUID,
    stale: Collection[str] = (),
    edits: Mapping[str, Mapping[str, Any]] | None = None,
) -> int:
    """Give a run what another finished; how many steps.

    Args:
        connection: of the tenant, in the transaction that submits the run.
        origin: the other run.
        run_id: the run that goes on.
        stale: nodes of the flow whose steps are to be made again, with all in them.
        edits: values in place of what a finished step gave, by node and port.
    """
    copied = await connection.execute(
        _COPY, {"run": run_id, "origin": origin, "stale": sorted(stale)}
    )
    for node, values in (edits or {}).items():
        await connection.execute(_EDIT, {"run": run_id, "node": node, "values": dict(values)})
    return copied.rowcount

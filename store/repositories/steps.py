"""Steps of runs as rows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories.named import collect_digests
from store.tables.runs import ENDED, runs, steps

AnyRow = Row[*tuple[Any, ...]]


async def of_run(
    connection: AsyncConnection, *, run_id: uuid.UUID, node: str | None = None
) -> Sequence[AnyRow]:
    """A run's steps, in the order of node and path, without their inputs: those are large."""
    condition = steps.c.run_id == run_id
    if node is not None:
        condition = and_(condition, steps.c.node == node)
    columns = [column for column in steps.c if column.name != "inputs"]
    found = await connection.execute(
        select(*columns).where(condition).order_by(steps.c.node, steps.c.path)
    )
    return found.all()


async def states(
    connection: AsyncConnection, run_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[str, int]]:
    """How many steps of each run are in each state."""
    found = await connection.execute(
        select(steps.c.run_id, steps.c.state, func.count())
        .where(steps.c.run_id.in_(run_ids))
        .group_by(steps.c.run_id, steps.c.state)
    )
    counts: dict[uuid.UUID, dict[str, int]] = {run_id: {} for run_id in run_ids}
    for run_id, state, count in found:
        counts[run_id][state] = count
    return counts


async def digests(connection: AsyncConnection, *, younger_than_s: float) -> set[str]:
    """Every digest that recent or unended runs were given, or that their steps name."""
    age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, younger_than_s)
    recent = or_(runs.c.created_at > age, runs.c.state.not_in(ENDED))
    made = select(steps.c.outputs).join(runs, runs.c.id == steps.c.run_id).where(recent)
    given = select(runs.c.inputs).where(recent)
    named: set[str] = set()
    for wanted in (made, given):
        async for (values,) in await connection.stream(wanted):
            collect_digests(values, named)
    return named


async def failed(
    connection: AsyncConnection, run_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, AnyRow]:
    """The step at which each run ended: the last that failed, or what failed in it if a group."""
    rows = await connection.execute(
        select(steps.c.run_id, steps.c.node, steps.c.path, steps.c.error)
        .where(steps.c.run_id.in_(run_ids), steps.c.state == "failed")
        .order_by(steps.c.run_id, steps.c.finished_at.desc())
    )
    found: dict[uuid.UUID, AnyRow] = {}
    for row in rows:
        known = found.setdefault(row.run_id, row)
        # What sank a group failed before it.
        if row.node.startswith(f"{known.node}/") and row.path[: len(known.path)] == known.path:
            found[row.run_id] = row
    return found

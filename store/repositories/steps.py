"""Steps of runs as rows."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Integer, Row, and_, cast, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from store.repositories.named import collect_digests
from store.tables.money import calls
from store.tables.runs import ENDED, runs, steps

AnyRow = Row[*tuple[Any, ...]]
FOR_SOMEBODY = ("gate", "budget", "unknown_payment")
"""What steps wait for that somebody must do; the rest they wait for passes by itself."""


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


async def page(
    connection: AsyncConnection,
    *,
    run_id: uuid.UUID,
    after: tuple[str, Sequence[int]] | None,
    limit: int,
    state: str | None = None,
) -> Sequence[AnyRow]:
    """A run's steps by node and path, without their inputs.

    Args:
        connection: of the tenant.
        run_id: the run.
        after: node and path of the last one of the page before.
        limit: how many.
        state: in this one alone.
    """
    columns = [column for column in steps.c if column.name != "inputs"]
    wanted = select(*columns).where(steps.c.run_id == run_id)
    if after is not None:
        node, path = after
        place = tuple_(literal(node), cast(list(path), ARRAY(Integer)))
        wanted = wanted.where(tuple_(steps.c.node, steps.c.path) > place)
    if state is not None:
        wanted = wanted.where(steps.c.state == state)
    return (
        await connection.execute(wanted.order_by(steps.c.node, steps.c.path).limit(limit))
    ).all()


async def one(
    connection: AsyncConnection, *, run_id: uuid.UUID, node: str, path: Sequence[int]
) -> AnyRow | None:
    """A step, with its inputs."""
    of_path = steps.c.path == cast(list(path), ARRAY(Integer))
    found = await connection.execute(
        select(steps).where(steps.c.run_id == run_id, steps.c.node == node, of_path)
    )
    return found.one_or_none()


async def for_somebody(
    connection: AsyncConnection,
    *,
    after: tuple[uuid.UUID, str, Sequence[int]] | None,
    limit: int,
    run_id: uuid.UUID | None = None,
    project: str | None = None,
    reason: str | None = None,
) -> Sequence[AnyRow]:
    """Steps that wait for somebody, with their inputs and their run's project, the oldest first.

    Args:
        connection: of the tenant.
        after: run, node and path of the last one of the page before.
        limit: how many.
        run_id: of this run alone.
        project: of this project alone.
        reason: that wait for this alone.
    """
    wanted = (
        select(steps, runs.c.project)
        .join(runs, runs.c.id == steps.c.run_id)
        .where(
            runs.c.state.in_(("running", "waiting", "paused")),
            steps.c.state == "waiting",
            steps.c.reason.in_(FOR_SOMEBODY),
        )
    )
    for column, value in (
        (steps.c.run_id, run_id),
        (runs.c.project, project),
        (steps.c.reason, reason),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if after is not None:
        run, node, path = after
        place = tuple_(literal(run), literal(node), cast(list(path), ARRAY(Integer)))
        wanted = wanted.where(tuple_(steps.c.run_id, steps.c.node, steps.c.path) > place)
    ordered = wanted.order_by(steps.c.run_id, steps.c.node, steps.c.path).limit(limit)
    return (await connection.execute(ordered)).all()


async def outputs_of(
    connection: AsyncConnection, *, run_id: uuid.UUID, nodes: Collection[str]
) -> dict[str, Any]:
    """What finished steps of single nodes gave, by node."""
    found = await connection.execute(
        select(steps.c.node, steps.c.outputs).where(
            steps.c.run_id == run_id,
            steps.c.node.in_(nodes),
            steps.c.path == cast([], ARRAY(Integer)),
            steps.c.state.in_(("succeeded", "cached")),
        )
    )
    return {row.node: row.outputs for row in found}


async def timed(connection: AsyncConnection, run_id: uuid.UUID) -> Sequence[AnyRow]:
    """What a run's ended steps took."""
    found = await connection.execute(
        select(steps.c.node, steps.c.state, steps.c.seconds).where(
            steps.c.run_id == run_id, steps.c.finished_at.is_not(None)
        )
    )
    return found.all()


async def made(
    connection: AsyncConnection, *, run_id: uuid.UUID, node: str, path: Sequence[int]
) -> AnyRow | None:
    """A finished step: its inputs, its outputs, and the engine that it last bought from."""
    place = cast(list(path), ARRAY(Integer))
    engine = (
        select(calls.c.engine)
        .where(calls.c.run_id == run_id, calls.c.node == node, calls.c.path == place)
        .order_by(calls.c.created_at.desc())
        .limit(1)
    )
    found = await connection.execute(
        select(steps.c.inputs, steps.c.outputs, engine.scalar_subquery().label("engine")).where(
            steps.c.run_id == run_id,
            steps.c.node == node,
            steps.c.path == place,
            steps.c.state.in_(("succeeded", "cached")),
        )
    )
    return found.one_or_none()


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
    """Every digest that recent or unended runs, or their flows or steps, name."""
    age = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, younger_than_s)
    recent = or_(runs.c.created_at > age, runs.c.state.not_in(ENDED))
    made = select(steps.c.outputs).join(runs, runs.c.id == steps.c.run_id).where(recent)
    given = select(runs.c.inputs).where(recent)
    flows = select(runs.c.flow).where(recent)
    named: set[str] = set()
    for wanted in (made, given, flows):
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

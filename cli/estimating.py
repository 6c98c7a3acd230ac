"""`kinora flow estimate`, and the time that a run has left."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import AsyncIterator, Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.money import dollars
from pipelines.estimate import Estimate, History, NodeEstimate, estimate
from pipelines.foresight import Work, foreseen
from pipelines.graph import Flow
from pipelines.time_left import TimeLeft, worded
from store.repositories import events as event_rows
from store.repositories import history as history_rows
from store.tables.runs import ENDED

SOURCES = {"node": "its own word", "unknown": "not known"}
MEGABYTE = 1e6
WORTH_SAYING_S = 0.5
SAID_EACH_S = 1.0
"""How often a run says how long it goes on."""


def cores() -> int:
    """How many this machine has for us."""
    return len(os.sched_getaffinity(0))


async def estimated(client: Client, flow: Flow, inputs: dict[str, Any]) -> Estimate:
    """What a flow will take here."""
    works = foreseen(flow, inputs)
    return estimate(works, await _learnt(client, works), cores())


async def following(client: Client, row: Any) -> TimeLeft:
    """What says how long a run goes on, once it has seen its events.

    Args:
        client: whose run it is.
        row: the run.
    """
    works = foreseen(Flow.model_validate(row.flow), row.inputs or {})
    clock = TimeLeft(works, await _learnt(client, works), cores())
    if row.origin is not None:
        _take(clock, await _ended(client, row, here=False))
    return clock


def _take(clock: TimeLeft, steps: Iterable[Any]) -> None:
    """Count ended steps."""
    for step in steps:
        told = {"node": step.node, "state": step.state, "seconds": step.seconds or 0.0}
        clock.take("step.ended", told)


async def _ended(client: Client, row: Any, *, here: bool) -> list[Any]:
    """The ended steps of a run: those that it ran, or those that it took over, without events."""
    steps = [step for step in await client.steps(row.id) if step.finished_at is not None]
    return [step for step in steps if (step.finished_at >= row.created_at) == here]


async def watched(
    client: Client, run_id: uuid.UUID
) -> AsyncIterator[tuple[int, str, dict[str, Any]]]:
    """A run's events as they come; now and then one says how long the run goes on."""
    clock = await following(client, await client.run(run_id))
    said = -SAID_EACH_S
    async for seq, kind, data in client.watch(run_id):
        clock.take(kind, data)
        now = time.monotonic()
        left = clock.left() if kind == "step.ended" and now - said >= SAID_EACH_S else None
        if left is not None and left.seconds >= WORTH_SAYING_S:
            said = now
            data = {**data, "left": str(left), "left_s": round(left.seconds, 1)}
        yield seq, kind, data


async def left_of(client: Client, row: Any) -> str:
    """How long a run goes on, by its steps; empty for one that has ended, or if nobody knows."""
    if row.state in ENDED:
        return ""
    clock = await following(client, row)
    async with client.database.begin(client.tenant) as connection:
        for event in await event_rows.of_type(connection, run_id=row.id, type="node.expanded"):
            clock.take(event.type, event.data)
    _take(clock, await _ended(client, row, here=True))
    left = clock.left()
    return "" if left is None else str(left)


async def _learnt(client: Client, works: Iterable[Work]) -> History:
    async with client.database.begin(client.tenant) as connection:
        return await history_rows.learn(connection, types=_types(works))


def _types(works: Iterable[Work]) -> set[str]:
    found: set[str] = set()
    for work in works:
        found |= _types(work.body) if work.body else {work.node.type}
    return found


def show(told: Estimate) -> None:
    """A table for a person, and what it comes to."""
    table = Table("node", "type", box=None)
    for heading in ("steps", "seconds", "GPU s", "MB", "price"):
        table.add_column(heading, justify="right")
    table.add_column("from")
    for row in told.nodes:
        table.add_row(*_cells(row))
    console = Console(highlight=False)
    console.print(table)
    console.print(_sum(told))


def _cells(row: NodeEstimate) -> tuple[str, ...]:
    steps = "per item" if row.steps is None else f"{'≤ ' * row.at_most}{row.steps}"
    source = (
        SOURCES.get(row.source)
        or f"{row.learnt_from} {'step' if row.learnt_from == 1 else 'steps'} here"
    )
    return (
        row.node,
        row.type,
        steps,
        "" if row.seconds is None else f"{'~ ' * row.guess}{row.seconds:.1f}",
        f"{row.gpu_s:.1f}" if row.gpu_s else "",
        f"{row.num_bytes / MEGABYTE:.1f}" if row.num_bytes else "",
        dollars(row.micros) if row.micros else "",
        source,
    )


def _sum(told: Estimate) -> str:
    most = "about" if told.whole else "at least"
    gpu = f", {worded(told.gpu_s)} of it on a GPU" if told.gpu_s else ""
    size = f"{told.num_bytes / MEGABYTE:.1f} MB"
    size += f", {dollars(told.micros)}" if told.micros else ""
    return (
        f"{worded(told.seconds)} of work{gpu}, {size}; "
        f"{most} {worded(told.wall_s)} on {told.cores} cores with nothing in the cache"
    )

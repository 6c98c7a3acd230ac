"""How long a job goes on, by what such steps took here before."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from api.call import Call
from pipelines.foresight import Work, foreseen
from pipelines.graph import Flow
from pipelines.time_left import TimeLeft
from store.repositories import events, history, steps

AnyRow = Row[*tuple[Any, ...]]


async def seconds_left(call: Call, row: AnyRow, flow: Flow) -> float | None:
    """The seconds until a run ends; None where nothing is known of what it has to do.

    Args:
        call: of whoever asks.
        row: the run.
        flow: its flow.
    """
    works = await asyncio.to_thread(foreseen, flow, row.inputs or {})
    async with call.transaction() as connection:
        learnt = await history.learn(connection, types=_types(works))
        expanded = await events.of_type(connection, run_id=row.id, type="node.expanded")
        ended = await steps.timed(connection, row.id)
    clock = TimeLeft(works, learnt, len(os.sched_getaffinity(0)))
    for event in expanded:
        clock.take(event.type, event.data)
    for step in ended:
        told = {"node": step.node, "state": step.state, "seconds": step.seconds or 0.0}
        clock.take("step.ended", told)
    left = clock.left()
    return None if left is None else round(left.seconds, 1)


def _types(works: Iterable[Work]) -> set[str]:
    found: set[str] = set()
    for work in works:
        found |= _types(work.body) if work.body else {work.node.type}
    return found

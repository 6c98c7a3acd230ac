"""Drives one claimed run from its journal to its end.

Steps that the journal holds as finished are never run again; a pure step whose key the cache knows
is not run at all; the rest go to the cluster. Everything that happens is journalled under the
run's lease.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

from pydantic import ValidationError
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError

from actors.binding import Board, summary
from actors.context import Carrier, StepContext
from actors.flights import Flights
from actors.ready import Ready
from actors.schedule import SINGLE, Schedule, StepId
from actors.steps import FINISHED, Step
from media.errors import KinoraError
from media.memory import Heap
from models.catalog import identity
from pipelines.graph import Flow, validate
from pipelines.keys import cache_key
from pipelines.node import Node, Output
from pipelines.orders import Fault, Place, WorkFailed
from pipelines.ports import Stream
from pipelines.values import INLINE_BYTES, Json, Values, named_objects
from store.database import Database
from store.journal import Entry, Journal, LeaseLost
from store.repositories import cache as cache_rows
from store.repositories import runs as run_rows
from store.repositories.runs import Claim

MAX_OPEN = 256
"""Steps that are bound and under way at once; the rest of a long list waits as bare names."""
MAX_ATTEMPTS = 3
BACKOFF_S = 0.5


class Drive:
    """One run under one lease."""

    def __init__(
        self,
        database: Database,
        claim: Claim,
        *,
        carrier: Carrier,
        values: Values,
        place: Place,
        flights: Flights,
    ) -> None:
        self._database = database
        self._claim = claim
        self._carrier = carrier
        self._values = values
        self._place = place
        self._journal = Journal(
            database, tenant=claim.tenant_id, run_id=claim.run_id, epoch=claim.epoch
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._kept: dict[StepId, Step] = {}
        self._flights = flights
        self._outputs: dict[str, Json] = {}
        self._heap = Heap()
        self._cancelled = False

    async def run(self) -> None:
        """Drive the run until it ends, is cancelled, or its lease is lost."""
        try:
            self._flow = Flow.model_validate(self._claim.flow)
            validate(self._flow)
            await self._resume()
            await self._loop()
        except (LeaseLost, SQLAlchemyError, OSError):
            raise
        except Exception as error:
            await self._abandon()
            await self._conclude("failed", Fault.of(error))
        else:
            await self._conclude("cancelled" if self._cancelled else "succeeded", None)
        finally:
            await self._abandon()
            await self._journal.close()

    def cancel(self) -> None:
        """Stop every step that is under way; the run ends as cancelled."""
        self._cancelled = True
        for task in self._tasks:
            task.cancel()

    async def _resume(self) -> None:
        self._schedule = Schedule(self._flow)
        self._board = Board(self._flow, self._schedule)
        self._ready = Ready(self._flow, self._schedule)
        async with self._database.begin(self._claim.tenant_id) as connection:
            rows = await run_rows.steps_of(connection, run_id=self._claim.run_id)
        for row in rows:
            node = self._flow.by_id[row.node]
            step = Step(id=StepId(row.node, row.path), node=node, attempt=row.attempt)
            step.state, step.outputs, step.key = row.state, row.outputs, row.cache_key
            step.seconds, step.cpu_seconds = row.seconds or 0.0, row.cpu_seconds or 0.0
            step.started_at, step.finished_at = row.started_at, row.finished_at
            self._kept[step.id] = step
        self._journal.post(Entry(events=(("run.started", {"epoch": self._claim.epoch}),)))
        self._ready.add(self._schedule.start())
        for node_id, size in self._schedule.sizes.items():
            self._tell_size(node_id, size)

    async def _loop(self) -> None:
        while (self._ready or self._tasks) and not self._cancelled:
            room = MAX_OPEN - len(self._tasks)
            taken = self._ready.take(room) if room >= MAX_OPEN // 2 else []
            if taken:
                await self._admit([self._step(step_id) for step_id in taken])
                continue
            done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            self._tasks -= done
            for task in done:
                if not task.cancelled():
                    task.result()

    def _step(self, step_id: StepId) -> Step:
        kept = self._kept.pop(step_id, None)
        return kept or Step(id=step_id, node=self._flow.by_id[step_id.node])

    async def _admit(self, steps: list[Step]) -> None:
        """Finish what the journal or the cache knows; start the rest."""
        open_steps: list[Step] = []
        for step in steps:
            if step.state in FINISHED and self._values.present(step.outputs or {}):
                self._finish(step)
            else:
                open_steps.append(step)
        for step in open_steps:
            self._identify(step)
        known = await self._look_up(open_steps)
        for step in open_steps:
            outputs = known.get(step.key or "")
            if outputs is not None and self._values.present(outputs):
                self._reuse(step, outputs)
            else:
                self._ready.miss(step.id.node)
                self._tasks.add(asyncio.create_task(self._execute(step)))

    def _identify(self, step: Step) -> None:
        """Note a step's inputs and key. They are bound again to run it: a long film's are large."""
        bound, streams = self._board.bind(step)
        step.inputs = summary(bound, INLINE_BYTES)
        if not streams:
            step.key = self._key(step, bound)

    def _key(self, step: Step, bound: Json) -> str | None:
        kind = step.node.kind
        if kind.effect != "pure":
            return None
        return cache_key(kind, bound, {name: identity(name) for name in kind.uses})

    async def _look_up(self, steps: list[Step]) -> dict[str, Json]:
        keys = [step.key for step in steps if step.key]
        if not keys:
            return {}
        async with self._database.begin(self._claim.tenant_id) as connection:
            return await cache_rows.lookup(connection, keys)

    def _reuse(self, step: Step, outputs: Json) -> None:
        step.outputs = outputs
        step.end("cached")
        self._journal.post(Entry(step=step.row, events=(_told(step),)))
        self._finish(step)

    def _finish(self, step: Step) -> None:
        values = self._values.unpack(step.outputs or {})
        self._board.add(step.id, values)
        if step.id.path == SINGLE:
            self._outputs[step.id.node] = step.outputs or {}
        listed = self._flow.listed[step.id.node]
        lists = {port: held.size for port, held in values.items() if port in listed}
        sizes = dict(self._schedule.sizes)
        self._ready.add(self._schedule.finish(step.id, lists))
        for node_id, size in self._schedule.sizes.items():
            if node_id not in sizes:
                self._tell_size(node_id, size)
        if self._schedule.complete(step.id.node):
            self._board.release(step.id.node)
        self._heap.settle()

    def _tell_size(self, node_id: str, size: int) -> None:
        data = {"node": node_id, "type": self._flow.by_id[node_id].type, "steps": size}
        self._journal.post(Entry(events=(("node.expanded", data),)))

    async def _execute(self, step: Step) -> None:
        async def work() -> Json:
            await self._attempt_until_done(step)
            return step.outputs or {}

        if step.key is None:
            await work()
            return
        outputs = await self._flights.fly((self._claim.tenant_id, step.key), work)
        if step.state == "succeeded":
            return
        if self._values.present(outputs):
            self._reuse(step, outputs)
        else:
            await work()

    async def _attempt_until_done(self, step: Step) -> None:
        for attempt in range(1, MAX_ATTEMPTS + 1):
            step.begin()
            self._journal.post(Entry(step=step.row))
            try:
                await self._attempt(step)
                return
            except KinoraError as error:
                fault = Fault.of(error) if not isinstance(error, WorkFailed) else error.fault
                if not fault.retryable or attempt == MAX_ATTEMPTS:
                    self._fail(step, fault)
                    raise
                await asyncio.sleep(BACKOFF_S * 2**attempt * (0.5 + random.random()))

    async def _attempt(self, step: Step) -> None:
        context = StepContext(self._carrier, self._place, self._flow.heights[step.id.node])
        output = await self._node(step).run(context)
        if not isinstance(output, Output):
            raise WorkFailed({"code": "BAD_DEFINITION", "message": f"{step.node.type}: no Output"})
        step.outputs = self._values.pack(output)
        del output
        step.seconds, step.cpu_seconds = context.seconds, context.cpu_seconds
        step.end("succeeded")
        if step.key is None:
            # Its stream is whole by now, and so is its key.
            step.key = self._key(step, self._board.bind(step)[0])
        entry = Entry(step=step.row, cache=self._cache_row(step), events=(_told(step),))
        self._journal.post(entry)
        self._finish(step)

    def _node(self, step: Step) -> Node:
        bound, streams = self._board.bind(step)
        whole = {
            name: Stream(_each(bound[name]), len(bound[name]))
            for name in step.node.kind.streams
            if name not in streams
        }
        try:
            return step.node.kind.cls.model_validate({**bound, **whole, **streams})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            fault = Fault(
                code="BAD_PARAMETER", message=first["msg"], field=f"{step.id.node}.{where}"
            )
            raise WorkFailed(fault.model_dump()) from None

    def _cache_row(self, step: Step) -> Json | None:
        if step.key is None:
            return None
        return {
            "key": step.key,
            "type": step.node.type,
            "outputs": step.outputs,
            "num_bytes": sum(size for _, size in named_objects(step.outputs)),
            "cpu_seconds": step.cpu_seconds,
        }

    def _fail(self, step: Step, fault: Fault) -> None:
        step.error = fault.model_dump()
        step.end("failed")
        self._journal.post(Entry(step=step.row, events=(_told(step),)))

    async def _abandon(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = set()

    async def _conclude(self, state: str, fault: Fault | None) -> None:
        change = {
            "state": state,
            "outputs": self._outputs,
            "error": fault.model_dump() if fault else None,
            "reason": fault.message if fault else None,
            "lease_owner": None,
            "lease_until": None,
            "finished_at": func.now(),
        }
        told = {"state": state, "error": fault.model_dump() if fault else None}
        await self._journal.put(Entry(run=change, events=(("run.ended", told),)))


def _told(step: Step) -> tuple[str, Json]:
    data = {
        "node": step.id.node,
        "path": step.id.path,
        "state": step.state,
        "seconds": round(step.seconds, 4),
        "cpu_seconds": round(step.cpu_seconds, 4),
    }
    return "step.ended", data | ({"error": step.error} if step.error else {})


async def _each(items: list[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item

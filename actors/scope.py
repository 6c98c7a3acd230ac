"""Runs one flow: the run's own, or that of a group, at one place in the loops around it.

Steps that the journal holds as finished are never run again; a pure step whose key the cache knows
is not run at all; the rest are tried. What a step gives is bound to others at once, and journalled
behind it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from actors.attempts import Attempts, StepCancelled, StepFailed
from actors.binding import Board, Bound, summary
from actors.ready import Ready
from actors.routing import in_style, steered, style_of
from actors.run import Run
from actors.schedule import SINGLE, Schedule, StepId
from actors.steps import FINISHED, FOR_GOOD, STEP_CANCELLED, Step
from media.errors import KinoraError
from media.memory import Heap
from media.model import quick_json
from models.catalog.lookup import identities
from pipelines.expressions import holds
from pipelines.graph import Flow
from pipelines.keys import cache_key
from pipelines.orders import Fault
from pipelines.values import INLINE_BYTES, Held, Json, Packed, objects_of, packed_json

MAX_OPEN = 256
"""Steps that are bound and under way at once; the rest of a long list waits as bare names."""
BREATH_S = 0.001
"""How long short steps may follow each other before others of the loop, such as the journal, go."""
HEAP_S = 0.2


class NothingMade(Exception):
    """A step ended without results, which its flow collects; who waited for them makes them."""


class Scope:
    """One flow under way."""

    def __init__(
        self,
        run: Run,
        flow: Flow,
        *,
        inputs: dict[str, Held] | None = None,
        prefix: str = "",
        path: tuple[int, ...] = (),
    ) -> None:
        """Prepare to run.

        Args:
            run: what it belongs to.
            flow: the graph.
            inputs: values of the flow's own ports.
            prefix: names of the groups around it, each followed by a slash.
            path: indices of the loops around it.
        """
        self._run, self._flow, self._prefix, self._path = run, flow, prefix, path
        given = inputs or {}
        lists = {port: given[port].size for port in flow.listed["inputs"] if port in given}
        self._schedule = Schedule(flow, lists)
        self._board = Board(flow, self._schedule, given)
        self._ready = Ready(flow, self._schedule)
        self._attempts = Attempts(run, self._group)
        self._tasks: dict[asyncio.Task[None], Step] = {}
        self._ended: deque[asyncio.Task[None]] = deque()
        self._moved = asyncio.Event()
        self._aside: list[tuple[Step, Bound]] = []
        """Bound steps for whose keys the cache is to be asked."""
        self._breathed = time.monotonic()
        self._heap = Heap()

    async def outputs(self) -> Json:
        """Run the flow to its end; the values of its own ports.

        Raises:
            StepFailed: a step failed whose failure nobody collects.
        """
        try:
            self._ready.add(self._schedule.start())
            self._tell_sizes()
            await self._loop()
        except asyncio.CancelledError as cancelled:
            told = {FOR_GOOD, STEP_CANCELLED} & set(cancelled.args)
            await self._abandon(for_good=self._run.cancelled or bool(told))
            raise
        except BaseException:
            await self._abandon(for_good=True)
            raise
        return self._board.outputs(leaves=not self._prefix)

    async def _loop(self) -> None:
        while self._ready or self._tasks or self._aside:
            if self._run.journal.failed is not None:
                raise self._run.journal.failed
            await self._breathe()
            room = MAX_OPEN - len(self._tasks)
            taken = self._ready.take(room) if room >= MAX_OPEN // 2 and not self._run.paused else []
            if taken or self._aside:
                await self._admit([self._step(step_id) for step_id in taken])
            elif self._tasks:
                await self._next_end()
            else:
                await self._run.rest()

    async def _next_end(self) -> None:
        """Wait until a step ends; raise what it raised."""
        if not self._ended:
            self._moved.clear()
            await self._moved.wait()
        while self._ended:
            task = self._ended.popleft()
            step = self._tasks.pop(task)
            if task.cancelled():
                self._ready.leave(step.id)
            else:
                task.result()

    def _start(self, step: Step, bound: Bound) -> None:
        task = asyncio.create_task(self._go_on_from(step, bound))
        self._tasks[task] = step
        task.add_done_callback(self._note_end)

    async def _go_on_from(self, step: Step, bound: Bound) -> None:
        """Carry a step out, and in the same task those that follow and need no look elsewhere.

        A chain of short steps then costs no turn of the event loop for each.
        """
        task = asyncio.current_task()
        assert task is not None
        following: tuple[Step, Bound] | None = (step, bound)
        while following is not None:
            step, bound = following
            self._tasks[task] = step
            self._run.watch(step, task)
            try:
                await self._execute(step, bound)
            finally:
                self._run.unwatch(step)
            await self._breathe()
            following = self._follower(step)

    async def _breathe(self) -> None:
        """Let others of the event loop go on, the journal first; a cached step waits for nobody."""
        if self._run.journal.writing or time.monotonic() - self._breathed > BREATH_S:
            await asyncio.sleep(0)
            self._breathed = time.monotonic()

    def _follower(self, step: Step) -> tuple[Step, Bound] | None:
        """The next step for a task that is done with one; what needs a look goes to the loop."""
        self._ready.leave(step.id)
        while not self._run.paused:
            taken = self._ready.take(1)
            if not taken:
                break
            follower = self._step(taken[0])
            bound = self._known_or_bound(follower)
            if bound is None:
                continue
            if follower.key is None:
                if self._ready and len(self._tasks) <= MAX_OPEN // 2:
                    self._moved.set()  # others may run beside it
                return follower, bound
            known = self._run.remembered.get(follower.key)
            if known is None or not self._run.values.present(known):
                self._aside.append((follower, bound))
                break
            self._reuse(follower, known)
            self._ready.leave(follower.id)
        return None

    def _note_end(self, task: asyncio.Task[None]) -> None:
        self._ended.append(task)
        self._moved.set()

    def _step(self, step_id: StepId) -> Step:
        node = self._flow.by_id[step_id.node]
        path = self._path if step_id.path == SINGLE else (*self._path, step_id.path)
        rank = self._flow.heights[node.id]
        step = Step(id=step_id, node=node, name=self._prefix + node.id, path=path, rank=rank)
        self._run.take_up(step)
        return step

    async def _admit(self, steps: list[Step]) -> None:
        """Finish what the journal or the cache knows; start the rest."""
        if any(steered(step.node) for step in steps):
            await self._run.look_at_budget()
        binding, self._aside = self._aside, []
        for step in steps:
            bound = self._known_or_bound(step)
            if bound is None:
                continue
            known = self._run.remembered.get(step.key or "")
            if known is not None and self._run.values.present(known):
                self._reuse(step, known)
                self._ready.leave(step.id)
            else:
                binding.append((step, bound))
        if binding:
            await self._start_unknown(binding)

    def _known_or_bound(self, step: Step) -> Bound | None:
        """A step's inputs; None where it is finished already, skipped, or cannot be bound."""
        if step.state in FINISHED and self._run.values.present(step.outputs or {}):
            self._finish(step)
            self._ready.leave(step.id)
            return None
        try:
            bound = self._bound(step)
        except KinoraError as error:
            self._ready.leave(step.id)
            self._fail(step, StepFailed(Fault.of(error).model_dump()))
            return None
        if bound is None:
            step.end("skipped")
            self._run.tell_end(step)
            self._finish(step)
            self._ready.leave(step.id)
        return bound

    async def _start_unknown(self, binding: list[tuple[Step, Bound]]) -> None:
        keys = [step.key for step, _ in binding if step.key]
        known = await self._run.look_up(keys) if keys else {}
        for step, bound in binding:
            outputs = known.get(step.key or "")
            if outputs is not None and self._run.values.present(outputs):
                self._reuse(step, outputs)
                self._ready.leave(step.id)
            else:
                self._ready.miss(step.id.node)
                self._start(step, bound)

    def _bound(self, step: Step) -> Bound | None:
        """A step's inputs, noted in it with its key; None where it is to be skipped."""
        bound = self._board.bind(step)
        if bound is None or (step.node.when and not holds(step.node.when, bound.values)):
            return None
        step.inputs = summary(bound.values, INLINE_BYTES)
        if steered(step.node):
            step.choices = self._run.router.choices(step, bound.values)
        if not bound.streams:
            step.key = self._key(step, bound)
        return bound

    def _key(self, step: Step, bound: Bound) -> str | None:
        kind = step.node.kind
        if not kind.keyed:
            return None
        model = bound.values.get("model") or ""
        chosen = {name: choice.engines[0] for name, choice in (step.choices or {}).items()}
        preferred = identities(kind.uses, kind.prefers, model, chosen)
        behind = in_style({**preferred, **(step.stood_in or {})}, style_of(step.node))
        return cache_key(kind, bound.values, behind)

    def _reuse(self, step: Step, outputs: Packed) -> None:
        step.outputs = outputs
        step.end("cached")
        self._run.tell_end(step)
        self._finish(step)

    async def _execute(self, step: Step, bound: Bound) -> None:
        if step.key is None:
            await self._carry_out(step, bound)
            return

        async def work() -> Packed:
            await self._carry_out(step, bound)
            if step.outputs is None:
                raise NothingMade
            return step.outputs

        try:
            outputs = await self._run.flights.fly((self._run.tenant, step.key), work)
        except NothingMade:
            return
        if step.state == "succeeded":
            return
        if self._run.values.present(outputs):
            self._reuse(step, outputs)
        else:
            await work()

    async def _carry_out(self, step: Step, bound: Bound) -> None:
        try:
            await self._attempts.until_done(step, bound)
        except (StepFailed, StepCancelled) as ended:
            self._fail(step, ended)
            return
        streamed = step.key is None and step.node.kind.keyed and step.node.body is None
        if streamed or step.stood_in:
            # Its stream is whole by now, or another engine made it; and so it has another key.
            whole = self._board.bind(step)
            step.key = self._key(step, whole) if whole is not None else None
        self._run.tell_end(step, self._cache_row(step))
        if self._run.every_step:
            await self._run.journal.settle()
        self._finish(step)

    def _fail(self, step: Step, ended: StepFailed | StepCancelled) -> None:
        """End a step without results; raise what nobody collects."""
        step.error = ended.fault.model_dump()
        step.end("cancelled" if isinstance(ended, StepCancelled) else "failed")
        self._run.tell_end(step)
        if isinstance(ended, StepFailed) and step.node.on_failure == "fail":
            raise ended
        self._board.fail(step.id, step.error)
        self._go_on(step, {})

    def _cache_row(self, step: Step) -> tuple[str, str] | None:
        if step.key is None or step.outputs is None:
            return None
        rest = quick_json(
            {
                "key": step.key,
                "type": step.node.type,
                "num_bytes": sum(size for _, size in objects_of(step.outputs)),
                "cpu_seconds": step.cpu_seconds,
                "micros": step.micros,
            }
        )
        return step.key, f'{rest[:-1]},"outputs":{packed_json(step.outputs)}}}'

    def _finish(self, step: Step) -> None:
        """Hand a step's results to those that wait for them."""
        values = step.outputs or {}
        self._board.add(step.id, values)
        self._go_on(step, values)

    def _go_on(self, step: Step, values: Packed) -> None:
        listed = self._flow.listed[step.id.node]
        lists = {port: values[port].size for port in listed if port in values}
        self._ready.add(self._schedule.finish(step.id, lists, empty=not step.outputs))
        self._tell_sizes()
        if self._schedule.complete(step.id.node):
            self._board.release(step.id.node)
        self._heap.settle(at_most_each_s=HEAP_S)

    def _tell_sizes(self) -> None:
        """Tell how many steps the nodes over lists have become; every other has one."""
        while self._schedule.expanded:
            node = self._flow.by_id[self._schedule.expanded.pop()]
            self._run.tell_size(self._prefix + node.id, node.type, self._schedule.sizes[node.id])

    async def _group(self, step: Step, bound: Bound, attempt: int) -> Packed:
        """Run a group's own flow; what it gives."""
        body = step.node.body
        if body is None:
            raise StepFailed({"code": "BAD_DEFINITION", "message": f"{step.name} has no body"})
        given: dict[str, Any] = {"attempt": attempt, **bound.values}
        path = (*step.path, attempt) if step.node.retry is not None else step.path
        scope = Scope(
            self._run,
            body,
            inputs={name: self._run.values.held(value) for name, value in given.items()},
            prefix=f"{step.name}/",
            path=path,
        )
        return self._run.values.unpack(await scope.outputs())

    async def _abandon(self, *, for_good: bool) -> None:
        """Stop what is under way; what no executor will go on with is told as cancelled."""
        for task in self._tasks:
            task.cancel(FOR_GOOD if for_good else None)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for step in self._tasks.values():
            if for_good and step.finished_at is None:
                step.end("cancelled")
                self._run.tell(step)
        self._tasks = {}

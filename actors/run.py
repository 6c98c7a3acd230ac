"""What all flows of one run share: its journal, its cache, and what it is told and waits for."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from actors.context import Carrier
from actors.flights import Flights
from actors.steps import Step
from pipelines.orders import Fault, Place
from pipelines.values import Json, Packed, Values
from store.database import Database
from store.journal import Entry, Journal
from store.repositories import cache as cache_rows
from store.repositories.commands import Command
from store.repositories.leases import Claim

Name = tuple[str, tuple[int, ...]]
"""A step within a run: the node's name, with those of its groups before it, and all its indices."""


@dataclass(kw_only=True)
class Run:
    """One run under one lease."""

    database: Database
    claim: Claim
    carrier: Carrier
    values: Values
    place: Place
    flights: Flights
    journal: Journal
    kept: dict[Name, Any] = field(default_factory=dict[Name, Any])
    """Rows of steps that the journal had when the run was claimed, until they are taken up."""
    remembered: dict[str, Packed] = field(default_factory=dict[str, Packed])
    """Outputs that the cache holds under keys for which this run is likely to ask."""
    every_step: bool = False
    """Commit each step before the next begins, instead of together with those of 10 ms."""
    paused: bool = False
    cancelled: bool = False

    def __post_init__(self) -> None:
        self._answers: dict[Name, Command] = {}
        self._asking: dict[Name, asyncio.Event] = {}
        self._tasks: dict[Name, asyncio.Task[None]] = {}
        self._timers: dict[Name, datetime | None] = {}
        self._working = 0
        self._changed = asyncio.Event()

    @property
    def tenant(self) -> uuid.UUID:
        """Whose run it is."""
        return self.claim.tenant_id

    # -- the journal

    def tell(self, step: Step) -> None:
        """Journal where a step is."""
        self.journal.post(Entry(step=step))

    def tell_end(self, step: Step, cache: tuple[str, str] | None = None) -> None:
        """Journal a step's end, with what the cache keeps of it."""
        data: Json = {
            "node": step.name,
            "path": step.path,
            "state": step.state,
            "seconds": round(step.seconds, 4),
            "cpu_seconds": round(step.cpu_seconds, 4),
        }
        if step.error:
            data["error"] = step.error
        answer = self._answers.pop(name_of(step), None) if self._answers else None
        self.journal.post(
            Entry(
                step=step,
                cache=cache,
                events=(("step.ended", data),),
                commands=(answer.id,) if answer else (),
            )
        )

    def tell_wait(self, step: Step) -> None:
        """Journal that a step waits, and for what."""
        data = {
            "node": step.name,
            "path": step.path,
            "reason": step.reason,
            "until": step.wake_at.isoformat() if step.wake_at else None,
        }
        self.journal.post(Entry(step=step, events=(("step.waiting", data),)))

    def tell_size(self, name: str, type_id: str, count: int) -> None:
        """Journal how many steps a node has become."""
        data = {"node": name, "type": type_id, "steps": count}
        self.journal.post(Entry(events=(("node.expanded", data),)))

    # -- what is known already

    def take_up(self, step: Step) -> None:
        """Give a step what the journal knows of it."""
        row = self.kept.pop(name_of(step), None) if self.kept else None
        if row is None:
            return
        step.state, step.reason = row.state, row.reason
        step.attempt, step.key = row.attempt, row.cache_key
        step.error, step.wake_at = row.error, row.wake_at
        if row.outputs is not None:
            step.outputs = self.values.unpack(row.outputs)
        step.seconds, step.cpu_seconds = row.seconds or 0.0, row.cpu_seconds or 0.0
        step.cost_s = row.cost_s
        step.started_at, step.finished_at = row.started_at, row.finished_at

    async def look_up(self, keys: list[str]) -> dict[str, Packed]:
        """The outputs that the cache holds under some keys."""
        found = {key: self.remembered[key] for key in keys if key in self.remembered}
        missing = [key for key in keys if key not in found]
        if missing:
            async with self.database.begin(self.tenant) as connection:
                rows = await cache_rows.lookup(connection, missing)
            found |= {key: self.values.unpack(outputs) for key, outputs in rows.items()}
        return found

    # -- work, and waits

    @contextmanager
    def working(self) -> Generator[None]:
        """While it lasts, the run is not at rest."""
        self._working += 1
        try:
            yield
        finally:
            self._working -= 1

    @property
    def idle(self) -> bool:
        """Whether no step is being worked on."""
        return not self._working

    @property
    def waits(self) -> bool:
        """Whether some step waits for a time or a word."""
        return bool(self._timers)

    @property
    def wakes_at(self) -> datetime | None:
        """When the first of the waits is over by itself."""
        return min(filter(None, self._timers.values()), default=None)

    async def wait(self, step: Step, reason: str, until: datetime | None) -> Command | None:
        """Wait until a time, or until somebody answers; the answer, if that came first.

        A wait that the journal holds goes on: its end is not moved.
        """
        name = name_of(step)
        step.wait(reason, step.wake_at or until)
        self.tell_wait(step)
        self._timers[name] = step.wake_at
        answered = self._asking.setdefault(name, asyncio.Event())
        try:
            if name not in self._answers:
                await _either(answered, step.wake_at)
            return self._answers.get(name)
        finally:
            del self._timers[name], self._asking[name]

    async def rest(self) -> None:
        """Wait until somebody tells the run something."""
        self._changed.clear()
        await self._changed.wait()

    def watch(self, step: Step, task: asyncio.Task[None]) -> None:
        """Note who carries a step out, so that it can be cancelled by name."""
        self._tasks[name_of(step)] = task

    def unwatch(self, step: Step) -> None:
        """Forget who carried a step out."""
        self._tasks.pop(name_of(step), None)

    # -- what somebody tells it

    def answer(self, command: Command) -> None:
        """Take a signal for a step; one that does not ask yet finds it when it does."""
        name = (command.node, command.path)
        self._answers[name] = command
        if name in self._asking:
            self._asking[name].set()

    def refuse(self, step: Step, fault: Fault) -> None:
        """Take an answer that was none out of the way, and tell why."""
        answer = self._answers.pop(name_of(step))
        data = {"node": step.name, "path": step.path, "error": fault.model_dump()}
        self.journal.post(Entry(events=(("answer.refused", data),), commands=(answer.id,)))

    def cancel_step(self, command: Command) -> bool:
        """Cancel the steps of a node, or the one of its path; whether any was under way."""
        wanted = [
            task
            for (node, path), task in self._tasks.items()
            if _within(node, command.node) and path[: len(command.path)] == command.path
        ]
        for task in wanted:
            task.cancel(STEP_CANCELLED)
        self.journal.post(Entry(commands=(command.id,)))
        return bool(wanted)

    def pause(self, command: Command, *, paused: bool) -> None:
        """Begin no further step, or go on."""
        self.paused = paused
        self._changed.set()
        self.journal.post(
            Entry(commands=(command.id,), events=(("run.paused", {"paused": paused}),))
        )


STEP_CANCELLED = "step cancelled"
"""The message of a cancellation that ends one step, and not its run."""


def name_of(step: Step) -> Name:
    """The step's name within its run."""
    return step.name, step.path


def _within(node: str, wanted: str) -> bool:
    return node == wanted or node.startswith(f"{wanted}/")


async def _either(answered: asyncio.Event, until: datetime | None) -> None:
    """Wait for an event, but no longer than until a time."""
    if until is None:
        await answered.wait()
        return
    left = (until - datetime.now(UTC)).total_seconds()
    if left > 0:
        try:
            async with asyncio.timeout(left):
                await answered.wait()
        except TimeoutError:
            return

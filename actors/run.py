"""What all flows of one run share: its journal, its cache, and what it is told and waits for."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

from actors.context import Carrier
from actors.engines import Engines
from actors.flights import Flights
from actors.purchases import Purchases
from actors.routing import Router
from actors.shop import StepShop
from actors.steps import STEP_CANCELLED, Step
from actors.waits import Name, Waits, name_of
from pipelines.orders import Place
from pipelines.values import Json, Packed, Values
from store.database import Database
from store.journal import Entry, Journal, Use
from store.repositories import cache as cache_rows
from store.repositories.commands import Command
from store.repositories.events import ROUTED
from store.repositories.leases import Claim
from store.till import Till


@dataclass(kw_only=True)
class Run:
    """One run under one lease."""

    database: Database
    claim: Claim
    carrier: Carrier
    values: Values
    place: Place
    flights: Flights
    engines: Engines
    journal: Journal
    kept: dict[Name, Any] = field(default_factory=dict[Name, Any])
    """Rows of steps that the journal had when the run was claimed, until they are taken up."""
    remembered: dict[str, Packed] = field(default_factory=dict[str, Packed])
    """Outputs that the cache holds under keys for which this run is likely to ask."""
    every_step: bool = False
    """Commit each step before the next begins, instead of together with those of 10 ms."""
    trace: str | None = None
    """The `traceparent` of this lease's work on the run."""
    paused: bool = False
    cancelled: bool = False

    def __post_init__(self) -> None:
        self.router = Router(self.engines.paces)
        self.waits = Waits(self.journal)
        self.purchases = Purchases(
            Till(
                self.database,
                tenant=self.claim.tenant_id,
                run_id=self.claim.run_id,
                epoch=self.claim.epoch,
                project=self.claim.project,
            ),
            self.journal,
            self.waits,
            self.engines.callbacks,
        )
        self._tasks: dict[Name, asyncio.Task[None]] = {}
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
        if step.micros:
            data["micros"] = step.micros
        if step.made_by:
            data["made_by"] = list(step.made_by)
        if step.error:
            data["error"] = step.error
        answer = self.waits.heard(step)
        self.journal.post(
            Entry(
                step=step,
                cache=cache,
                events=(("step.ended", data),),
                commands=(answer.id,) if answer else (),
                use=tuple(
                    Use(node=step.name, path=step.path, engine=engine, gpu_seconds=seconds)
                    for engine, seconds in (step.gpu_seconds or {}).items()
                ),
            )
        )

    def tell_progress(self, step: Step, told: Json) -> None:
        """Journal how far a step is."""
        data = {"node": step.name, "path": step.path, "state": step.state, **told}
        self.journal.post(Entry(step=step, events=(("step.progress", data),)))

    def tell_routed(self, step: Step, told: Json) -> None:
        """Journal which engine serves a step, and why."""
        data = {"node": step.name, "path": step.path, **told}
        self.journal.post(Entry(step=step, events=((ROUTED, data),)))

    def tell_size(self, name: str, type_id: str, count: int) -> None:
        """Journal how many steps a node has become."""
        data = {"node": name, "type": type_id, "steps": count}
        self.journal.post(Entry(events=(("node.expanded", data),)))

    def shop_for(self, step: Step) -> StepShop:
        """Where a step buys."""
        return StepShop(self.purchases, self.engines, step)

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

    async def look_at_budget(self) -> None:
        """Learn what may still be spent."""
        claim = self.claim
        await self.router.look_at_budget(
            self.database, claim.tenant_id, claim.project, claim.run_id
        )

    async def look_up(self, keys: list[str]) -> dict[str, Packed]:
        """The outputs that the cache holds under some keys."""
        found = {key: self.remembered[key] for key in keys if key in self.remembered}
        missing = [key for key in keys if key not in found]
        if missing:
            rows = await cache_rows.lookup(self.database, self.tenant, missing)
            found |= {key: self.values.unpack(outputs) for key, outputs in rows.items()}
        return found

    # -- what is under way

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


def _within(node: str, wanted: str) -> bool:
    return node == wanted or node.startswith(f"{wanted}/")

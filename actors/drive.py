"""Drives one claimed run from its journal to its end, or to where it can only wait.

Everything that happens is journalled under the run's lease.
"""

from __future__ import annotations

import asyncio
import uuid
from datetime import datetime

from sqlalchemy import case, exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from actors.context import Carrier
from actors.engines import Engines
from actors.flights import Flights
from actors.run import Run
from actors.scope import Scope
from media.errors import WorldError
from pipelines.graph import Flow
from pipelines.orders import Fault, Place
from pipelines.tracing import span
from pipelines.validation import validate
from pipelines.values import Json, Values
from store.database import Database, DatabaseLost
from store.journal import Entry, Journal, LeaseLost
from store.repositories import cache as cache_rows
from store.repositories import steps as step_rows
from store.repositories.commands import Command
from store.repositories.leases import BARREN_CLAIMS, Claim
from store.tables.runs import commands

REST_AFTER_S = 1.0
"""A run of which nothing is left but waits gives its lease up after so long."""


class PoisonRun(WorldError):
    """A run loses every executor that takes it up."""

    code = "POISON_RUN"
    retryable = False


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
        engines: Engines,
        every_step: bool = False,
    ) -> None:
        self.claim = claim
        self._database = database
        journal = Journal(
            database,
            tenant=claim.tenant_id,
            run_id=claim.run_id,
            epoch=claim.epoch,
            project=claim.project,
        )
        self._run = Run(
            database=database, claim=claim, carrier=carrier, values=values, place=place,
            flights=flights, engines=engines, journal=journal, every_step=every_step,
        )  # fmt: skip
        self._seen: set[uuid.UUID] = set()
        self._work: asyncio.Task[Json] | None = None
        self._cancelled: Command | None = None
        self._stopped = False
        self._resting: tuple[str, datetime | None] | None = None
        """The state in which the run rests, and until when."""

    async def run(self) -> None:
        """Drive the run until it ends, rests, is cancelled, or its lease is lost."""
        resting = asyncio.create_task(self._rest_when_idle())
        told = {"run": str(self.claim.run_id), "epoch": self.claim.epoch}
        try:
            with span("run", self.claim.trace, **told) as self._run.trace:
                await self._drive()
        finally:
            resting.cancel()
            await self._run.journal.close()

    async def _drive(self) -> None:
        try:
            self._work = asyncio.create_task(self._carry_out())
            if self._stopped:
                self._work.cancel()
            outputs = await self._work
        except asyncio.CancelledError:
            await self._conclude_stopped()
        except (LeaseLost, DatabaseLost, SQLAlchemyError, OSError):
            raise
        except Exception as error:
            await self._conclude("failed", Fault.of(error), {})
        else:
            await self._conclude("succeeded", None, outputs)

    async def _carry_out(self) -> Json:
        if self.claim.poison:
            raise PoisonRun(
                f"the run lost its executor {BARREN_CLAIMS} times without finishing a step",
                "see `kinora logs`, then start it again",
            )
        flow = Flow.model_validate(self.claim.flow)
        validate(flow)
        if self.claim.begun:
            await self._recall()
        await self._remember(flow)
        self._run.journal.post(Entry(events=(("run.started", {"epoch": self.claim.epoch}),)))
        given = {name: self._run.values.held(v) for name, v in (self.claim.inputs or {}).items()}
        return await Scope(self._run, flow, inputs=given).outputs()

    async def _recall(self) -> None:
        """Learn what an earlier lease finished, or the run that this one goes on from."""
        async with self._database.begin(self.claim.tenant_id) as connection:
            rows = await step_rows.of_run(connection, run_id=self.claim.run_id)
        self._run.kept = {(row.node, tuple(row.path)): row for row in rows}
        await self._run.router.recall(self._database, self.claim.tenant_id, self.claim.run_id)

    async def _remember(self, flow: Flow) -> None:
        """Ask the cache at once for what the run before this one had, where steps hang in a row."""
        if not any(node.kind.keyed and not node.each for node in flow.nodes):
            return
        async with self._database.begin(self.claim.tenant_id) as connection:
            rows = await cache_rows.of_last_run(
                connection, project=self.claim.project, run_id=self.claim.run_id
            )
        self._run.remembered = {key: self._run.values.unpack(row) for key, row in rows.items()}

    # -- what it is told

    def obey(self, command: Command) -> None:
        """Do what somebody told the run; a word is taken once."""
        if command.id in self._seen:
            return
        self._seen.add(command.id)
        if command.kind == "signal":
            self._run.waits.answer(command)
        elif command.kind == "funds":
            self._run.waits.fund(command)
        elif command.kind in ("pause", "resume"):
            self._run.pause(command, paused=command.kind == "pause")
        elif command.node:
            self._run.cancel_step(command)
        else:
            self._cancelled, self._run.cancelled = command, True
            self.stop()

    def stop(self) -> None:
        """Stop every step that is under way; without a word of cancel, the lease was lost."""
        self._stopped = True
        if self._work is not None:
            self._work.cancel()

    # -- how it ends

    async def _rest_when_idle(self) -> None:
        """Stop a run that is paused, or of which nothing is left but waits."""
        quiet = 0
        while True:
            await asyncio.sleep(REST_AFTER_S / 4)
            waits = self._run.waits
            resting = waits.idle and (self._run.paused or waits.any)
            quiet = quiet + 1 if resting else 0
            if quiet >= 4 and self._work is not None:
                paused = self._run.paused
                self._resting = ("paused", None) if paused else ("waiting", waits.wakes_at)
                self._work.cancel()
                return

    async def _conclude_stopped(self) -> None:
        if self._cancelled is not None:
            fault = Fault(code="CANCELLED", message="the run was cancelled")
            await self._conclude("cancelled", fault, {}, done=self._cancelled)
        elif self._stopped:
            raise LeaseLost(f"run {self.claim.run_id} has another executor now")
        elif self._resting is not None:
            await self._rest(*self._resting)
        else:
            raise asyncio.CancelledError

    async def _rest(self, state: str, wakes_at: datetime | None) -> None:
        """Give the lease up until a time, or until somebody says a word."""
        told = exists(
            select(commands.c.id).where(
                commands.c.run_id == self.claim.run_id,
                commands.c.done_at.is_(None),
                commands.c.id.not_in(self._seen),
            )
        )
        change: Json = {
            "state": case((told, "waiting"), else_=state),
            "wake_at": case((told, func.now()), else_=wakes_at),
            "lease_owner": None,
            "lease_until": None,
        }
        data = {"state": state, "until": wakes_at.isoformat() if wakes_at else None}
        await self._run.journal.put(Entry(run=change, events=(("run.resting", data),)))

    async def _conclude(
        self, state: str, fault: Fault | None, outputs: Json, *, done: Command | None = None
    ) -> None:
        await self._run.purchases.close()
        change = {
            "state": state,
            "outputs": outputs,
            "error": fault.model_dump() if fault else None,
            "reason": fault.message if fault else None,
            "lease_owner": None,
            "lease_until": None,
            "wake_at": None,
            "finished_at": func.now(),
        }
        told = {"state": state, "error": fault.model_dump() if fault else None}
        await self._run.journal.put(
            Entry(run=change, events=(("run.ended", told),), commands=(done.id,) if done else ())
        )

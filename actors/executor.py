"""The executor: claims runs and drives many of them in one event loop.

A plain class; `actors.cluster` wraps it in a Ray actor. It outlives the database's restarts: a run
whose journal fails is left to its lease and claimed again.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from actors.dispatch import Dispatcher
from actors.drive import Drive
from actors.flights import Flights
from media.errors import KinoraError
from pipelines.orders import Place
from pipelines.values import Values
from store.database import Database
from store.objects.objects import open_objects
from store.repositories import runs as run_rows
from store.repositories.runs import LEASE_S, Claim

POLL_S = 0.1
BUSY_POLL_S = 0.5
"""An executor that drives a run looks for others less often."""
DATABASE_BACKOFF_S = 0.5
MAX_RUNS = 8

log = logging.getLogger(__name__)


class Executor:
    """Drives the runs of one database on one cluster."""

    def __init__(
        self, *, name: str, database_url: str, objects_url: str, scratch: str, num_cpus: float
    ) -> None:
        # A successor of the same name may take over at once what its predecessor held.
        self._owner = f"{name}/{uuid.uuid4().hex[:8]}"
        self._database_url = database_url
        self._objects_url = objects_url
        self._scratch = Path(scratch)
        self._num_cpus = num_cpus
        self._driving: set[asyncio.Task[None]] = set()
        self._flights = Flights()
        self._stopping = False

    async def run(self) -> None:
        """Claim and drive runs until the process ends."""
        database = Database(self._database_url, "kinora_engine")
        dispatcher = Dispatcher(self._num_cpus)
        try:
            while not self._stopping:
                claim = await self._claim(database)
                if claim is None:
                    await asyncio.sleep(BUSY_POLL_S if self._driving else POLL_S)
                    continue
                task = asyncio.create_task(self._drive(database, dispatcher, claim))
                self._driving.add(task)
                task.add_done_callback(self._driving.discard)
        finally:
            for task in self._driving:
                task.cancel()
            await asyncio.gather(*self._driving, return_exceptions=True)
            dispatcher.stop()
            await database.close()

    def stop(self) -> None:
        """Let `run` return soon; what it drives is left to be claimed again."""
        self._stopping = True

    async def _claim(self, database: Database) -> Claim | None:
        if len(self._driving) >= MAX_RUNS:
            return None
        try:
            async with database.begin(None) as connection:
                return await run_rows.claim(connection, owner=self._owner)
        except (SQLAlchemyError, OSError) as error:
            log.warning("no claim: %s", error)
            await asyncio.sleep(DATABASE_BACKOFF_S)
            return None

    async def _drive(self, database: Database, dispatcher: Dispatcher, claim: Claim) -> None:
        place = Place(tenant=claim.tenant_id, objects=self._objects_url, scratch=str(self._scratch))
        objects = open_objects(self._objects_url, self._scratch / "copies")
        values = Values(objects, claim.tenant_id, self._scratch / "values")
        drive = Drive(
            database,
            claim,
            carrier=dispatcher,
            values=values,
            place=place,
            flights=self._flights,
        )
        keeper = asyncio.create_task(self._keep_lease(database, claim, drive))
        try:
            await drive.run()
        except asyncio.CancelledError:
            await self._let_go(database, claim)
        except (SQLAlchemyError, OSError, KinoraError) as error:
            # The journal is closed to this drive: the lease runs out and the run is claimed again.
            log.warning("run %s is left to its lease: %s", claim.run_id, error)
            await self._let_go(database, claim)
        finally:
            keeper.cancel()

    async def _keep_lease(self, database: Database, claim: Claim, drive: Drive) -> None:
        while True:
            await asyncio.sleep(LEASE_S / 4)
            try:
                async with database.begin(claim.tenant_id) as connection:
                    kept = await run_rows.renew(connection, run_id=claim.run_id, epoch=claim.epoch)
                    cancelled = await run_rows.wants_cancel(connection, run_id=claim.run_id)
            except (SQLAlchemyError, OSError) as error:
                log.warning("the lease of %s is not renewed: %s", claim.run_id, error)
                continue
            if cancelled or not kept:
                drive.cancel()
                return

    async def _let_go(self, database: Database, claim: Claim) -> None:
        """Give a lease up at once, so that the run need not wait for its end."""
        for _ in range(int(LEASE_S / DATABASE_BACKOFF_S)):
            try:
                async with database.begin(claim.tenant_id) as connection:
                    await run_rows.release(connection, run_id=claim.run_id, epoch=claim.epoch)
                return
            except (SQLAlchemyError, OSError):
                await asyncio.sleep(DATABASE_BACKOFF_S)

"""The executor: claims runs and drives many of them in one event loop.

A plain class; `actors.cluster` wraps it in a Ray actor. It outlives the database's restarts: a run
whose journal fails is left to its lease and claimed again.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
import uuid
from collections import Counter
from pathlib import Path

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError

from actors.context import Carrier
from actors.drive import Drive
from actors.engines import Engines
from actors.flights import Flights
from media.errors import KinoraError
from models.catalog.watching import keep_looking, look
from pipelines.orders import Place
from pipelines.values import Values
from store.database import Database, DatabaseLost
from store.listening import Listener
from store.objects.objects import open_objects
from store.repositories import commands as command_rows
from store.repositories import leases
from store.repositories.leases import LEASE_S, Claim
from store.repositories.wakeups import EXECUTORS

POLL_S = 0.5
"""How long a run, or a word to one, may wait whose wake-up was lost."""
DATABASE_BACKOFF_S = 0.5
DATABASE_GONE = (DatabaseLost, OperationalError, InterfaceError, OSError)
"""What says nothing about the run that was driven."""
MAX_RUNS = 64
"""Runs that one executor drives at once."""
MAX_SHARE = 0.75
"""How many of them may be one tenant's, so that another's next run finds room at once."""

log = logging.getLogger(__name__)


class Executor:
    """Drives the runs of one database on one cluster."""

    def __init__(
        self,
        *,
        name: str,
        database_url: str,
        objects_url: str,
        scratch: str,
        carrier: Carrier,
        every_step: bool = False,
        public_url: str = "",
    ) -> None:
        """Prepare to claim runs.

        Args:
            name: its own among all executors; a successor takes the same.
            database_url: where the runs are.
            objects_url: where their objects are.
            scratch: a folder for temporary files.
            carrier: who carries orders out.
            every_step: commit each step before the next begins.
            public_url: where providers reach the API, to call back; empty: they do not.
        """
        # A successor of the same name may take over at once what its predecessor held.
        self._owner = f"{name}/{uuid.uuid4().hex[:8]}"
        self._database_url = database_url
        self._objects_url = objects_url
        self._scratch = Path(scratch)
        self._carrier = carrier
        self._every_step = every_step
        self._drives: dict[uuid.UUID, Drive] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._flights = Flights()
        self._engines = Engines(public_url)
        self._stopping = False
        self._renewed_at = time.monotonic()

    async def run(self) -> None:
        """Claim and drive runs until the process ends."""
        database = Database(self._database_url, "kinora_engine", pool_size=8)
        self._listener = Listener(self._database_url, EXECUTORS)
        self._engines.callbacks.listen(self._database_url)
        await look(database)
        looking = asyncio.create_task(keep_looking(database))
        # What is loaded by now stays: to look through it again at each collection takes a third
        # of the time of a chain of short steps.
        gc.freeze()
        try:
            while not self._stopping:
                if not await self._tick(database):
                    await self._listener.wait(POLL_S)
        finally:
            for task in (looking, *self._tasks):
                task.cancel()
            await asyncio.gather(looking, *self._tasks, return_exceptions=True)
            await self._engines.close()
            await self._listener.close()
            await database.close()

    def stop(self) -> None:
        """Let `run` return soon; what it drives is left to be claimed again."""
        self._stopping = True

    async def _tick(self, database: Database) -> bool:
        """Pass words on, keep leases, take one more run; whether there was one to take."""
        try:
            await self._pass_on(database)
            await self._keep_leases(database)
            claim = await self._claim(database)
        except (SQLAlchemyError, OSError) as error:
            log.warning("the database does not answer: %s", error)
            await asyncio.sleep(DATABASE_BACKOFF_S)
            return False
        if claim is None:
            return False
        self._begin(database, claim)
        return True

    async def _claim(self, database: Database) -> Claim | None:
        if len(self._drives) >= MAX_RUNS:
            return None
        held = Counter(drive.claim.tenant_id for drive in self._drives.values())
        full = [tenant for tenant, count in held.items() if count >= MAX_SHARE * MAX_RUNS]
        async with database.begin(None) as connection:
            return await leases.claim(connection, owner=self._owner, full=full)

    async def _pass_on(self, database: Database) -> None:
        """Hand each run what it was told."""
        if not self._drives:
            return
        async with database.begin(None) as connection:
            waiting = await command_rows.waiting(connection, list(self._drives))
        for command in waiting:
            drive = self._drives.get(command.run_id)
            if drive is not None:
                drive.obey(command)

    async def _keep_leases(self, database: Database) -> None:
        if time.monotonic() - self._renewed_at < LEASE_S / 4 or not self._drives:
            return
        epochs = {run_id: drive.claim.epoch for run_id, drive in self._drives.items()}
        async with database.begin(None) as connection:
            lost = await leases.renew(connection, epochs)
        self._renewed_at = time.monotonic()
        for run_id in lost & self._drives.keys():
            self._drives[run_id].stop()

    def _begin(self, database: Database, claim: Claim) -> None:
        place = Place(
            tenant=claim.tenant_id,
            weight=claim.weight,
            objects=self._objects_url,
            scratch=str(self._scratch),
            run=str(claim.run_id),
        )
        objects = open_objects(self._objects_url, self._scratch / "copies")
        drive = Drive(
            database,
            claim,
            carrier=self._carrier,
            values=Values(objects, claim.tenant_id, self._scratch / "values"),
            place=place,
            flights=self._flights,
            engines=self._engines,
            every_step=self._every_step,
        )
        self._drives[claim.run_id] = drive
        task = asyncio.create_task(self._drive(database, drive))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drive(self, database: Database, drive: Drive) -> None:
        claim = drive.claim
        try:
            await drive.run()
        except asyncio.CancelledError:
            await self._let_go(database, claim, blameless=True)
        except (SQLAlchemyError, OSError, KinoraError) as error:
            # The journal is closed to this drive: the lease runs out and the run is claimed again.
            log.warning("run %s is left to its lease: %s", claim.run_id, error)
            await self._let_go(database, claim, blameless=isinstance(error, DATABASE_GONE))
        finally:
            if self._drives.get(claim.run_id) is drive:
                del self._drives[claim.run_id]
                self._listener.wake()  # there is room for another

    async def _let_go(self, database: Database, claim: Claim, *, blameless: bool) -> None:
        """Give a lease up at once, so that the run need not wait for its end."""
        for _ in range(int(LEASE_S / DATABASE_BACKOFF_S)):
            try:
                async with database.begin(claim.tenant_id) as connection:
                    await leases.release(
                        connection, run_id=claim.run_id, epoch=claim.epoch, blameless=blameless
                    )
                return
            except (SQLAlchemyError, OSError):
                await asyncio.sleep(DATABASE_BACKOFF_S)

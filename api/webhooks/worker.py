"""Delivers: reads what runs have written, and brings messages to endpoints, in each API process.

Any number of processes share the work. A message is leased by Postgres's clock before it is sent; a
process that dies with it loses it to another one, which sends it again under the same id.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from api.services import Services
from api.vault import SecretLost
from api.webhooks import outbox
from api.webhooks.retrying import WAITS_S, wait_s
from api.webhooks.sending import WITHIN_S, Outcome, send
from api.webhooks.signing import signed
from media.model import canonical_json
from store.database import Database
from store.listening import Listener
from store.repositories import audit, deliveries, trails, webhooks
from store.repositories.deliveries import AnyRow, Job
from store.repositories.wakeups import RUNS

log = logging.getLogger(__name__)

ACTOR = "system:webhooks"
FAILING_AT_MOST = timedelta(days=5)
"""An endpoint that answered nothing for so long hears no more."""
KEPT = timedelta(days=30)
"""Messages that ended are forgotten after so long."""
SWEPT = 5000
"""Messages that are forgotten at once."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often to look, and how much to do at once."""

    poll_s: float = 1.0
    """A look at the latest after so long, where no word of news comes."""
    breath_s: float = 0.1
    """Between two looks: a busy run gives word a hundred times a second."""
    lease_s: float = 4 * WITHIN_S
    within_s: float = WITHIN_S
    """How long an endpoint may take."""
    sweep_s: float = 600.0
    """Between two looks for messages that are to be forgotten."""
    grace_s: float = 5.0
    """How long what is on its way may take when the process is told to end."""
    waits_s: Sequence[float] = WAITS_S
    """Behind each try but the last."""
    each: int = 4
    """Messages on their way to one endpoint."""
    most: int = 32
    """Messages on their way in all."""


class Deliverer:
    """Brings messages to endpoints."""

    def __init__(
        self,
        services: Services,
        *,
        pace: Pace | None = None,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to deliver.

        Args:
            services: where messages and secrets are, and what goes out.
            pace: how often to look.
            jitter: gives numbers from 0 to 1, which spread tries.
            now: the time of signatures, in UTC.
        """
        self._services = services
        self._pace = pace or Pace()
        self._jitter = jitter
        self._now = now
        self._sending: set[asyncio.Task[None]] = set()
        self._busy: Counter[uuid.UUID] = Counter()
        self._swept_at = -math.inf

    async def run(self) -> None:
        """Deliver until it is cancelled."""
        url = self._services.settings.database_url
        task = asyncio.current_task()

        def ended() -> bool:
            # An error that is caught may have taken a cancellation's place.
            return task is not None and task.cancelling() > 0

        courier = Database(url, "kinora_courier", pool_size=2)
        listener = Listener(url, RUNS)
        try:
            while not ended():
                if await self._read(courier):
                    listener.wake()
                await self._start(courier, listener)
                await self._sweep(courier)
                await listener.wait(self._pace.poll_s)
                await asyncio.sleep(self._pace.breath_s)
        finally:
            await self._finish()
            await listener.close()
            await courier.close()

    async def _finish(self) -> None:
        """Let what is on its way arrive, so that nobody needs to send it again."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=self._pace.grace_s)
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    # -- what runs have written

    async def _read(self, courier: Database) -> bool:
        """Read some of what is there; whether there may be more."""
        async with courier.begin(None) as connection:
            look = await trails.behind(connection)
        read = [await self._read_run(tenant, run_id) for tenant, run_id in look.runs]
        if look.whole and all(read):
            async with courier.begin(None) as connection:
                await trails.note_seen(connection, look)
        return bool(look.runs) and all(read)

    async def _read_run(self, tenant: uuid.UUID, run_id: uuid.UUID) -> bool:
        try:
            await outbox.tell(self._services.app, tenant, run_id)
        except Exception:
            # One run that cannot be read must not keep all others from being heard of.
            log.exception("events of run %s cannot be told", run_id)
            return False
        return True

    async def _sweep(self, courier: Database) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._swept_at < self._pace.sweep_s:
            return
        async with courier.begin(None) as connection:
            if await deliveries.sweep(connection, older_than=KEPT, most=SWEPT) < SWEPT:
                self._swept_at = now

    # -- what is due

    async def _start(self, courier: Database, listener: Listener) -> None:
        room = self._pace.most - len(self._sending)
        if room <= 0:
            return
        async with courier.begin(None) as connection:
            jobs = await deliveries.take(
                connection,
                lease_s=self._pace.lease_s,
                each=self._pace.each,
                most=room,
                busy=self._busy,
            )
        for job in jobs:
            self._busy[job.webhook_id] += 1
            task = asyncio.create_task(self._deliver(job))
            self._sending.add(task)
            task.add_done_callback(lambda task, job=job: self._done(task, job, listener))

    def _done(self, task: asyncio.Task[None], job: Job, listener: Listener) -> None:
        self._sending.discard(task)
        self._busy[job.webhook_id] -= 1
        if not self._busy[job.webhook_id]:
            del self._busy[job.webhook_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery %s broke off; its lease will end", job.id, exc_info=error)
        listener.wake()

    async def _deliver(self, job: Job) -> None:
        services = self._services
        async with services.app.begin(job.tenant) as connection:
            row = await deliveries.to_send(connection, job)
        if row is None:
            return
        outcome = await self._try(job, row)
        async with services.app.begin(job.tenant) as connection:
            await self._settle(connection, job, outcome)

    async def _try(self, job: Job, row: AnyRow) -> Outcome:
        sealed = [row.secret, row.former_secret] if row.overlap else [row.secret]
        try:
            secrets = [self._services.vault.open(bytes(secret)).decode() for secret in sealed]
        except SecretLost as error:
            return Outcome(error=error.message)
        body, now = canonical_json(row.payload), self._now()
        headers = signed(str(job.id), body, secrets, now)
        return await send(
            row.url, body, headers, self._services.outside, now=now, within_s=self._pace.within_s
        )

    async def _settle(self, connection: AsyncConnection, job: Job, outcome: Outcome) -> None:
        """Write down what came of a try, and what it says of the endpoint."""
        wait = None
        if not outcome.ok and not outcome.gone:
            wait = wait_s(
                job.attempt, asked_s=outcome.asked_s, jitter=self._jitter,
                waits_s=self._pace.waits_s,
            )  # fmt: skip
        state = "delivered" if outcome.ok else "dead" if wait is None else "pending"
        mine = await deliveries.settle(
            connection, job, status=outcome.status, error=outcome.error, state=state, wait_s=wait
        )
        if not mine:
            return
        if outcome.ok:
            await webhooks.heal(connection, job.webhook_id)
        elif outcome.gone:
            await self._disable(connection, job, "gone")
        elif await webhooks.fail(connection, job.webhook_id, at_most=FAILING_AT_MOST):
            await self._disable(connection, job, "failing")

    async def _disable(self, connection: AsyncConnection, job: Job, why: str) -> None:
        await webhooks.disable(connection, job.webhook_id, why)
        await audit.write(
            connection, tenant=job.tenant, actor=ACTOR, action="webhook.disabled",
            kind="webhook", object_id=str(job.webhook_id), data={"why": why},
        )  # fmt: skip

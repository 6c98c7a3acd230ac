"""Sees to it that what is to go goes: once an hour, by one process for all, in small batches."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.governance.retention import Retention, held
from api.governance.rules import OLD_RUNS, Rule, rules
from api.services import Services
from api.tasks import told_to_end
from media.ids import Digest
from store.database import Database
from store.repositories import audit, purging, retentions, sweeping

log = logging.getLogger(__name__)
ACTOR = "system:retention"
ROWS, FILES = "retention", "files"
"""Chores: rows by the hour; files by the day, since all that a tenant has must be read for it."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often to look, and for how long a turn holds."""

    every_s: float = 3600.0
    files_every_s: float = 86_400.0
    look_s: float = 300.0
    """Between two looks whether it is time."""
    lease_s: float = 300.0
    files_at_once: int = 50


class Housekeeper:
    """Applies every tenant's retention, and what holds for all."""

    def __init__(
        self,
        services: Services,
        *,
        pace: Pace | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to keep house.

        Args:
            services: where things are.
            pace: how often to look.
            now: the time that the ages of stored files are told by, in UTC.
        """
        self._services = services
        self._pace = pace or Pace()
        self._now = now

    async def run(self) -> None:
        """Keep house until it is cancelled."""
        keeper = Database(self._services.settings.database_url, "kinora_keeper", pool_size=1)
        try:
            while not told_to_end():
                await self.sweep_rows(keeper)
                await self.sweep_files(keeper)
                await self._drop_copies(keeper)
                await asyncio.sleep(self._pace.look_s)
        finally:
            await keeper.close()

    async def sweep_rows(self, keeper: Database) -> bool:
        """Apply all rules, if it is time; whether it was."""
        if not await self._taken(keeper, ROWS, self._pace.every_s):
            return False
        async for tenant in self._tenants(keeper):
            try:
                await self._sweep_tenant(keeper, tenant)
            except Exception:
                # What is wrong with one tenant's rows must not keep those of all others.
                log.exception("the retention of tenant %s broke off", tenant)
        async with self._services.gate.begin(None) as connection:
            await sweeping.forget_counts_and_resets(connection)
        await self._done(keeper, ROWS)
        return True

    async def sweep_files(self, keeper: Database) -> bool:
        """Delete stored files that nothing names, if it is time; whether it was."""
        if not await self._taken(keeper, FILES, self._pace.files_every_s):
            return False
        async for tenant in self._tenants(keeper):
            try:
                await self._sweep_files_of(keeper, tenant)
            except Exception:
                log.exception("the files of tenant %s cannot be swept", tenant)
        await self._done(keeper, FILES)
        return True

    async def _sweep_tenant(self, keeper: Database, tenant: uuid.UUID) -> None:
        async with self._services.app.begin(tenant) as connection:
            kept = await held(connection, tenant)
        counts: Counter[str] = Counter()
        await self._empty_folders(keeper, tenant, kept)
        for rule in rules(kept):
            gone = await self._apply(keeper, tenant, rule)
            if rule.noted:
                counts[rule.name] += gone
        counts["steps"] += await self._forget_inputs(keeper, tenant, kept)
        await self._note(keeper, tenant, counts)

    async def _apply(self, keeper: Database, tenant: uuid.UUID, rule: Rule) -> int:
        total = 0
        while True:
            async with keeper.begin(tenant) as connection:
                gone = await purging.delete_some(
                    connection, rule.table, tenant, most=rule.most, where=rule.where,
                    values={"days": rule.days} if ":days" in rule.where else None, waiting=False,
                )  # fmt: skip
                await retentions.go_on(connection, ROWS, lease_s=self._pace.lease_s)
            total += gone
            if gone < rule.most:
                return total

    async def _empty_folders(self, keeper: Database, tenant: uuid.UUID, kept: Retention) -> None:
        moved = 1
        while moved:
            async with keeper.begin(tenant) as connection:
                moved = await purging.take_out_of_folders(
                    connection, tenant, days=kept.deleted_days
                )

    async def _forget_inputs(self, keeper: Database, tenant: uuid.UUID, kept: Retention) -> int:
        total, gone = 0, 1
        while gone:
            async with keeper.begin(tenant) as connection:
                gone = await purging.forget_inputs(
                    connection, tenant, runs=OLD_RUNS, days=kept.steps_days
                )
            total += gone
        return total

    async def _sweep_files_of(self, keeper: Database, tenant: uuid.UUID) -> None:
        objects = self._services.objects
        async with self._services.app.begin(tenant) as connection:
            kept = await held(connection, tenant)
        before = self._now() - timedelta(days=kept.files_days)
        async with keeper.begin(tenant) as connection:
            if await purging.is_working(connection, tenant):
                return
            named = await purging.named_digests(connection, tenant)
        doomed = await asyncio.to_thread(
            lambda: [
                one for one in objects.stored(tenant)
                if one.since < before and one.digest not in named
            ]
        )  # fmt: skip
        counts: Counter[str] = Counter()
        for start in range(0, len(doomed), self._pace.files_at_once):
            some = doomed[start : start + self._pace.files_at_once]
            async with keeper.begin(tenant) as connection:
                # A run that began meanwhile may make one of them again.
                if await purging.is_working(connection, tenant):
                    break
                await retentions.go_on(connection, FILES, lease_s=self._pace.lease_s)
            await asyncio.to_thread(self._delete, tenant, [one.digest for one in some])
            counts["files"] += len(some)
            counts["bytes"] += sum(one.num_bytes for one in some)
        await self._note(keeper, tenant, counts)

    def _delete(self, tenant: uuid.UUID, digests: list[Digest]) -> None:
        for digest in digests:
            self._services.objects.delete(tenant, digest)

    async def _note(self, keeper: Database, tenant: uuid.UUID, counts: Counter[str]) -> None:
        gone = {name: count for name, count in counts.items() if count}
        if not gone:
            return
        async with keeper.begin(tenant) as connection:
            await audit.write(
                connection, tenant=tenant, actor=ACTOR, action="retention.applied", kind="tenant",
                object_id=str(tenant), data=gone,
            )  # fmt: skip

    async def _drop_copies(self, keeper: Database) -> None:
        living = [tenant async for tenant in self._tenants(keeper)]
        await asyncio.to_thread(self._services.objects.forget_copies, living)

    async def _taken(self, keeper: Database, chore: str, every_s: float) -> bool:
        async with keeper.begin(None) as connection:
            return await retentions.take_chore(
                connection, chore, every_s=every_s, lease_s=self._pace.lease_s
            )

    async def _done(self, keeper: Database, chore: str) -> None:
        async with keeper.begin(None) as connection:
            await retentions.chore_done(connection, chore)

    async def _tenants(self, keeper: Database) -> AsyncGenerator[uuid.UUID]:
        place: uuid.UUID | None = None
        while True:
            async with keeper.begin(None) as connection:
                found = await purging.tenants_behind(connection, place, most=100)
            for tenant in found:
                yield tenant
            if not found:
                return
            place = found[-1]

"""Erases tenants and users: claimed by lease, in small steps that may be done twice.

Each transaction takes a bounded batch away and counts it; who takes over finds less and goes on.
Whatever was erased, the receipt stays: ids, times and sums.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from api.governance.exporting import told
from api.services import Services
from api.tasks import told_to_end
from media.ids import LOCAL_TENANT, Digest
from store.database import Database
from store.repositories import (
    audit,
    erasures,
    exports,
    extracts,
    forgetting,
    purging,
    users,
)
from store.repositories.erasures import AnyRow, Turn
from store.repositories.members import LastAdmin

log = logging.getLogger(__name__)
ACTOR = "system:erasure"
Delete = Callable[[AsyncConnection], Awaitable[int]]


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often to look, and how much to do at once."""

    poll_s: float = 5.0
    lease_s: float = 60.0
    again_s: float = 30.0
    """Behind a try that broke off."""
    patience_s: float = 600.0
    """How long runs have that were told to end."""
    waits_s: float = 5.0
    """Between two looks at them."""
    refused_s: float = 86_400.0
    """Behind a try that found that somebody cannot go yet."""
    batch: int = purging.BATCH
    """Rows, or objects, at once."""


class _Later(Exception):
    """Runs have yet to end."""


class _Over(Exception):
    """Somebody else's turn by now."""


class Eraser:
    """Erases what is due, one tenant or user at a time."""

    def __init__(self, services: Services, *, pace: Pace | None = None) -> None:
        self._services = services
        self._pace = pace or Pace()

    async def run(self) -> None:
        """Erase until it is cancelled."""
        keeper = Database(self._services.settings.database_url, "kinora_keeper", pool_size=2)
        try:
            while not told_to_end():
                if not await self.step(keeper):
                    await asyncio.sleep(self._pace.poll_s)
        finally:
            await keeper.close()

    async def step(self, keeper: Database) -> bool:
        """Carry one out, as far as it can be; whether there was any."""
        async with keeper.begin(None) as connection:
            row = await erasures.take(connection, lease_s=self._pace.lease_s)
        if row is None:
            return False
        turn = Turn(id=row.id, tries=row.tries)
        try:
            if row.user_id is None:
                await self._erase_tenant(keeper, turn, row)
            else:
                await self._erase_user(keeper, turn, row)
        except _Later:
            await self._let_go(keeper, turn, self._pace.waits_s)
        except _Over:
            log.info("erasure %s was taken over", row.id)
        except LastAdmin as error:
            async with keeper.begin(None) as connection:
                await erasures.put_off(
                    connection, turn, wait_s=self._pace.refused_s, code=error.code,
                    message=f"{error.message}: {error.remedy}",
                )  # fmt: skip
        except Exception as error:
            log.exception("erasure %s broke off", row.id)
            await self._let_go(keeper, turn, self._pace.again_s, *told(error))
        return True

    async def _let_go(
        self, keeper: Database, turn: Turn, wait_s: float, code: str = "", message: str = ""
    ) -> None:
        async with keeper.begin(None) as connection:
            await erasures.let_go(connection, turn, wait_s=wait_s, code=code, message=message)

    async def _all(
        self, keeper: Database, turn: Turn, tenant: uuid.UUID, name: str, delete: Delete
    ) -> None:
        """Delete batches until there is nothing left, each counted in its own transaction."""
        while True:
            async with keeper.begin(tenant) as connection:
                gone = await delete(connection)
                await self._counted(connection, turn, {name: gone})
            if not gone:
                return

    async def _counted(
        self, connection: AsyncConnection, turn: Turn, more: dict[str, int],
        place: uuid.UUID | None = None,
    ) -> None:  # fmt: skip
        lease_s = self._pace.lease_s
        if not await erasures.count(connection, turn, more, lease_s=lease_s, place=place):
            raise _Over

    # -- a tenant

    async def _erase_tenant(self, keeper: Database, turn: Turn, row: AnyRow) -> None:
        tenant = row.tenant_id
        await self._shut(keeper, turn, tenant, row.lasted)
        for table in purging.OWNED:
            await self._all(
                keeper, turn, tenant, table.name,
                lambda connection, table=table: purging.delete_some(
                    connection, table, tenant, most=self._pace.batch
                ),
            )  # fmt: skip
        async with keeper.begin(tenant) as connection:
            gone = await purging.delete_tenant(connection, tenant)
            await self._counted(connection, turn, {"tenants": gone})
        # Last: who was about to keep a file finds no tenant to keep it for.
        await self._delete_bytes(keeper, turn, tenant)
        async with keeper.begin(LOCAL_TENANT) as connection:
            await erasures.complete(connection, turn)
            await _note(connection, LOCAL_TENANT, "tenant.erased", "tenant", tenant)

    async def _shut(
        self, keeper: Database, turn: Turn, tenant: uuid.UUID, lasted: timedelta
    ) -> None:
        """Let nobody in, and nothing go on."""
        async with self._services.app.begin(tenant) as connection:
            await forgetting.end_entries(connection)
            working = await forgetting.end_runs(connection, tenant)
        async with self._services.gate.begin(None) as connection:
            gone = await forgetting.delete_users_of(connection, tenant)
        async with keeper.begin(tenant) as connection:
            await self._counted(connection, turn, {"users": gone})
        if working and lasted.total_seconds() < self._pace.patience_s:
            raise _Later

    async def _delete_bytes(self, keeper: Database, turn: Turn, tenant: uuid.UUID) -> None:
        services = self._services
        await asyncio.to_thread(services.quarantine.clear, tenant)
        while True:
            count, num_bytes = await asyncio.to_thread(
                services.objects.clear, tenant, self._pace.batch
            )
            async with keeper.begin(tenant) as connection:
                await self._counted(connection, turn, {"objects": count, "bytes": num_bytes})
            if not count:
                return

    # -- a user

    async def _erase_user(self, keeper: Database, turn: Turn, row: AnyRow) -> None:
        user_id = row.user_id
        async with self._services.gate.begin(None) as connection:
            user = await users.get(connection, user_id)
            if await erasures.last_admin_of(connection, user_id) is not None:
                raise LastAdmin("a tenant has no other admin", "make another member an admin")
            await forgetting.shut_out(connection, user_id)
        await self._delete_exports(keeper, turn, user_id)
        if user is not None:
            await self._forget_everywhere(keeper, turn, user, row.place)
        async with self._services.gate.begin(None) as connection:
            gone = await forgetting.delete_user(connection, user_id)
        async with keeper.begin(None) as connection:
            await self._counted(connection, turn, {"users": gone})
            await erasures.complete(connection, turn)

    async def _forget_everywhere(
        self, keeper: Database, turn: Turn, user: AnyRow, place: uuid.UUID | None
    ) -> None:
        """Tenant by tenant: he may have left one long ago that still names him."""
        while found := await self._behind(keeper, place):
            for tenant in found:
                await self._forget_in(keeper, turn, tenant, user)
                await self._leave(tenant, user.id)
                async with keeper.begin(tenant) as connection:
                    await self._counted(connection, turn, {}, place=tenant)
                place = tenant

    async def _behind(self, keeper: Database, place: uuid.UUID | None) -> list[uuid.UUID]:
        async with keeper.begin(None) as connection:
            return await purging.tenants_behind(connection, place, most=100)

    async def _forget_in(
        self, keeper: Database, turn: Turn, tenant: uuid.UUID, user: AnyRow
    ) -> None:
        """Have nothing in a tenant name a user."""
        async with keeper.begin(tenant) as connection:
            actors = await extracts.actors_of(connection, user.id)
        most = self._pace.batch
        for table in purging.AUTHORED:
            await self._all(
                keeper, turn, tenant, table.name,
                lambda connection, table=table: purging.disown_some(
                    connection, table, tenant, actors, most=most
                ),
            )  # fmt: skip
        await self._all(
            keeper, turn, tenant, "audit",
            lambda connection: purging.forget_person(
                connection, tenant, user_id=user.id, email=user.email, actors=actors, most=most
            ),
        )  # fmt: skip
        async with keeper.begin(tenant) as connection:
            gone = await forgetting.delete_invitations(connection, tenant, user.email)
            await self._counted(connection, turn, {"invitations": gone})

    async def _leave(self, tenant: uuid.UUID, user_id: uuid.UUID) -> None:
        async with self._services.app.begin(tenant) as connection:
            if await forgetting.leave(connection, user_id):
                await _note(connection, tenant, "user.erased", "user", user_id)

    async def _delete_exports(self, keeper: Database, turn: Turn, user_id: uuid.UUID) -> None:
        async with keeper.begin(None) as connection:
            rows = await exports.of_user(connection, user_id)
        for row in rows:
            if row.digest is not None:
                await asyncio.to_thread(
                    self._services.objects.delete, row.tenant_id, Digest(row.digest)
                )
            async with keeper.begin(row.tenant_id) as connection:
                await exports.remove(connection, row.id)
                await self._counted(connection, turn, {"exports": 1})


async def _note(
    connection: AsyncConnection, tenant: uuid.UUID, action: str, kind: str, object_id: uuid.UUID
) -> None:
    await audit.write(
        connection, tenant=tenant, actor=ACTOR, action=action, kind=kind, object_id=str(object_id)
    )

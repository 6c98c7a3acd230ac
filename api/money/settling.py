"""Settles what answers in words left open whose process died: it counts as spent."""

from __future__ import annotations

import asyncio

from api.services import Services
from store.database import Database
from store.repositories import budgets

EVERY_S = 60.0
AT_ONCE = 200


class Settler:
    """Looks now and then."""

    def __init__(self, services: Services, *, every_s: float = EVERY_S) -> None:
        self._services = services
        self._every_s = every_s

    async def run(self) -> None:
        """Settle until it is cancelled."""
        url = self._services.settings.database_url
        courier = Database(url, "kinora_courier", pool_size=1)
        try:
            while True:
                if await self.settle(courier) < AT_ONCE:
                    await asyncio.sleep(self._every_s)
        finally:
            await courier.close()

    async def settle(self, courier: Database) -> int:
        """Settle some of them; how many."""
        async with courier.begin(None) as connection:
            found = await budgets.expired(connection, most=AT_ONCE)
        for entry, tenant in found:
            async with self._services.app.begin(tenant) as connection:
                await budgets.settle(connection, tenant=tenant, entry=entry, micros=None)
        return len(found)

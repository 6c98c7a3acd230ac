"""Forgets uploads whose time is over, with what has come of them."""

from __future__ import annotations

import asyncio

from api.services import Services
from store.database import Database
from store.repositories import uploads

EVERY_S = 300.0
SWEPT = 500
"""At once."""


class Sweeper:
    """Looks now and then."""

    def __init__(self, services: Services, *, every_s: float = EVERY_S) -> None:
        self._services = services
        self._every_s = every_s

    async def run(self) -> None:
        """Sweep until it is cancelled."""
        url = self._services.settings.database_url
        courier = Database(url, "kinora_courier", pool_size=1)
        try:
            while True:
                if await self.sweep(courier) < SWEPT:
                    await asyncio.sleep(self._every_s)
        finally:
            await courier.close()

    async def sweep(self, courier: Database) -> int:
        """Forget some of them; how many."""
        async with courier.begin(None) as connection:
            rows = await uploads.expired(connection, most=SWEPT)
        for row in rows:
            # What came goes first: a row without it is found again, and it without a row is not.
            await asyncio.to_thread(self._services.quarantine.remove, row.tenant_id, row.id)
            async with self._services.app.begin(row.tenant_id) as connection:
                await uploads.forget(connection, row.id)
        return len(rows)

"""Forgets uploads whose time is over, with what has come of them."""

from __future__ import annotations

import asyncio

from api.kit.rounds import Rounds
from store.database import Database
from store.repositories import uploads


class Sweeper(Rounds):
    """See `api.uploads.receiving`."""

    every_s, at_once = 300.0, 500

    async def some(self, courier: Database) -> int:
        """Forget some of them."""
        async with courier.begin(None) as connection:
            rows = await uploads.expired(connection, most=self.at_once)
        for row in rows:
            # What came goes first: a row without it is found again, and it without a row is not.
            await asyncio.to_thread(self.services.quarantine.remove, row.tenant_id, row.id)
            async with self.services.app.begin(row.tenant_id) as connection:
                await uploads.forget(connection, row.id)
        return len(rows)

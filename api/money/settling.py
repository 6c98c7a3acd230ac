"""Settles what answers in words left open whose process died: it counts as spent."""

from __future__ import annotations

from api.kit.rounds import Rounds
from store.database import Database
from store.repositories import budgets


class Settler(Rounds):
    """See `api.openai.paying`."""

    every_s, at_once = 60.0, 200

    async def some(self, courier: Database) -> int:
        """Settle some of them."""
        async with courier.begin(None) as connection:
            found = await budgets.expired(connection, most=self.at_once)
        for entry, tenant in found:
            async with self.services.app.begin(tenant) as connection:
                await budgets.settle(connection, tenant=tenant, entry=entry, micros=None)
        return len(found)

"""Workers that look now and then for what is due, of all tenants."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

from api.services import Services
from store.database import Database


class Rounds(ABC):
    """Does what is due, some of it at a time, and rests when there is no more."""

    every_s: float
    """How long it rests."""
    at_once: int
    """How much it does before it looks again."""

    def __init__(self, services: Services) -> None:
        self.services = services

    async def run(self) -> None:
        """Work until it is cancelled."""
        courier = Database(self.services.settings.database_url, "kinora_courier", pool_size=1)
        try:
            while True:
                if await self.some(courier) < self.at_once:
                    await asyncio.sleep(self.every_s)
        finally:
            await courier.close()

    @abstractmethod
    async def some(self, courier: Database) -> int:
        """Do some of what is due; how much was done.

        Args:
            courier: finds it, whoever's it is.
        """

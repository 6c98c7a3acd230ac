"""Makes previews of artifacts in the background, one at a time in each process of the API."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from api.services import Services
from media.errors import InputError
from media.previews.door import preview
from store.database import Database
from store.repositories import artifacts, documents
from store.repositories.artifacts import AnyRow
from store.tables.library import artifacts as table
from store.workspace import StoreWorkspace

log = logging.getLogger(__name__)
POLL_S = 2.0
LEASE_S = 300.0
TRIES = 3
"""Of an artifact whose maker died with it, or whose store did not answer."""


class Previewer:
    """Takes artifacts that have no preview, of all tenants."""

    def __init__(self, services: Services, *, poll_s: float = POLL_S) -> None:
        self._services = services
        self._poll_s = poll_s

    async def run(self) -> None:
        """Work until it is cancelled."""
        url = self._services.settings.database_url
        courier = Database(url, "kinora_courier", pool_size=1)
        try:
            while True:
                if not await self.one(courier):
                    await asyncio.sleep(self._poll_s)
        finally:
            await courier.close()

    async def one(self, courier: Database) -> bool:
        """Make one preview; False if there was none to make."""
        async with courier.begin(None) as connection:
            taken = await artifacts.take_unseen(connection, lease_s=LEASE_S, tries=TRIES)
        if taken is None:
            return False
        async with self._services.app.begin(taken.tenant_id) as connection:
            row = await documents.get(connection, table, taken.id)
        if row is None:
            return True
        try:
            made = await asyncio.to_thread(self._made, row)
        except InputError as error:
            log.info("artifact %s has no preview: %s", taken.id, error)
            await self._settle(taken, "none", None)
        else:
            await self._settle(taken, "ready", made)
        return True

    def _made(self, row: AnyRow) -> dict[str, Any]:
        services = self._services
        source = services.objects.local(row.tenant_id, row.asset["digest"])
        folder = services.settings.scratch / "previews"
        with StoreWorkspace(services.objects, row.tenant_id, folder) as work:
            return preview(work, row.asset, source).model_dump(mode="json")

    async def _settle(self, taken: AnyRow, state: str, made: dict[str, Any] | None) -> None:
        async with self._services.app.begin(taken.tenant_id) as connection:
            await artifacts.settle_preview(connection, taken, state=state, preview=made)

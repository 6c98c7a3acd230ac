"""Makes previews of artifacts in the background, one at a time in each process of the API."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from api.kit.rounds import Rounds
from media.errors import InputError
from media.previews.door import preview
from store.database import Database
from store.repositories import artifacts, documents
from store.repositories.artifacts import AnyRow
from store.tables.library import artifacts as table
from store.workspace import StoreWorkspace

log = logging.getLogger(__name__)
LEASE_S = 300.0
TRIES = 3
"""Of an artifact whose maker died with it, or whose store did not answer."""


class Previewer(Rounds):
    """Takes artifacts that have no preview."""

    every_s, at_once = 2.0, 1

    async def some(self, courier: Database) -> int:
        """Make one preview, if there is one to make."""
        async with courier.begin(None) as connection:
            taken = await artifacts.take_unseen(connection, lease_s=LEASE_S, tries=TRIES)
        if taken is None:
            return 0
        async with self.services.app.begin(taken.tenant_id) as connection:
            row = await documents.get(connection, table, taken.id)
        if row is None:
            return 1
        try:
            made = await asyncio.to_thread(self._made, row)
        except InputError as error:
            log.info("artifact %s has no preview: %s", taken.id, error)
            await self._settle(taken, "none", None)
        else:
            await self._settle(taken, "ready", made)
        return 1

    def _made(self, row: AnyRow) -> dict[str, Any]:
        services = self.services
        source = services.objects.local(row.tenant_id, row.asset["digest"])
        folder = services.settings.scratch / "previews"
        with StoreWorkspace(services.objects, row.tenant_id, folder) as work:
            return preview(work, row.asset, source).model_dump(mode="json")

    async def _settle(self, taken: AnyRow, state: str, made: dict[str, Any] | None) -> None:
        async with self.services.app.begin(taken.tenant_id) as connection:
            await artifacts.settle_preview(connection, taken, state=state, preview=made)

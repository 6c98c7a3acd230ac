"""Exports: all that a tenant has, or that is one's own, as a ZIP."""

from __future__ import annotations

import os
from pathlib import Path

from kinora_client._address import Id, at
from kinora_client._async.downloading import async_downloaded
from kinora_client._async.looking import async_ended
from kinora_client._async.resource import PAGE, AsyncPager, AsyncResource
from kinora_client._files import Progress
from kinora_client._patience import Deadline
from kinora_client.errors import ExportFailed
from kinora_client.models.governance import Export


class AsyncExports(AsyncResource):
    """Made, waited for, downloaded; the file is deleted after some days."""

    _of: tuple[str, ...]

    async def create(self, *, media: bool = False, idempotency_key: str | None = None) -> Export:
        """Have one made; `wait` for it. There are no secrets in it.

        Args:
            media: whether the files of artifacts come along.
            idempotency_key: one's own, to be able to ask again after a crash.

        Raises:
            Conflict: another one is under way.
        """
        return await self._post(Export, at(*self._of), {"media": media}, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[Export]:
        """The newest first."""
        return self._pages(Export, at(*self._of), page_size, cursor)

    async def read(self, id: Id) -> Export:
        """How far it is."""
        return await self._get(Export, at(*self._of, id))

    async def cancel(self, id: Id, *, idempotency_key: str | None = None) -> Export:
        """Let nothing come of it."""
        return await self._post(Export, at(*self._of, id, "cancel"), None, key=idempotency_key)

    async def wait(self, id: Id, *, timeout: float | None = None) -> Export:
        """Wait until its file is there.

        Args:
            id: of the export.
            timeout: seconds that it may take; None: as long as it takes.

        Raises:
            ExportFailed: it failed or was cancelled, or the file is deleted already.
            DeadlineExceeded: it takes longer; it goes on, and may be waited for again.
        """
        path, deadline = at(*self._of, id), Deadline(timeout)
        export = await async_ended(self._transport, path, Export, deadline)
        if export.state != "complete":
            raise ExportFailed(export.id, export.state, export.code or "", export.message or "")
        return export

    async def download(
        self, id: Id, *, to: str | os.PathLike[str], progress: Progress | None = None
    ) -> Path:
        """Download its ZIP: taken up where it breaks off, checked, whole or not there.

        Args:
            id: of the export.
            to: where it is to lie.
            progress: is told how many bytes are here, and of how many.

        Raises:
            Conflict: it is not complete, or the file is deleted.
            TransferFailed: what came is not what was made.
        """
        digest = (await self.read(id)).digest
        path = at(*self._of, id, "content")
        return await async_downloaded(self._transport, path, to, sha256=digest, progress=progress)


class AsyncTenantExports(AsyncExports):
    """All that the tenant has, for its admins."""

    _of = ("tenants", "current", "exports")


class AsyncMyExports(AsyncExports):
    """What one is and has made in this tenant; the key must be a person's."""

    _of = ("me", "exports")

"""Who may begin something: the platform's queue has room, and the tenant its quotas.

Counting is dear and the answer changes slowly, so it is looked up every few seconds; the limit on
a tenant's own queue is exact, since what inserts a run counts that itself.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import OrderedDict

from api.errors import Overloaded, QuotaExceeded
from store.database import Database
from store.repositories import quotas
from store.repositories.quotas import Standing

SEEN_FOR_S = 5.0
QUEUE_SEEN_FOR_S = 1.0
MOST_REMEMBERED = 1000
"""Tenants whose standing is kept; the one that was asked for longest ago goes first."""


class Admission:
    """Refuses what there is no room for.

    Args:
        app: sees one tenant at a time.
        gate: sees how many runs wait over all tenants.
        max_queued: so many, and no more are taken.
    """

    def __init__(self, app: Database, gate: Database, *, max_queued: int) -> None:
        self._app, self._gate, self._max_queued = app, gate, max_queued
        self._standings: OrderedDict[uuid.UUID, tuple[float, Standing | None]] = OrderedDict()
        self._waiting, self._waiting_seen = 0, -QUEUE_SEEN_FOR_S
        self._looking = asyncio.Lock()

    async def check_run(self, tenant: uuid.UUID) -> None:
        """Refuse a run that there is no room for.

        Raises:
            Overloaded: the queue of all tenants is full.
            QuotaExceeded: the tenant's storage is full, or its GPU time over.
        """
        if await self._waiting_now() >= self._max_queued:
            raise Overloaded("too many runs are waiting", "try again in a while")
        seen = await self._standing(tenant)
        if seen is None:
            return
        _check_storage(seen)
        most = seen.max_gpu_seconds
        if most is not None and seen.gpu_seconds >= most:
            raise QuotaExceeded(
                f"{seen.gpu_seconds:,.0f} of {most:,} GPU-seconds of this month are used",
                "wait for the next month, or ask the operator for more", code="GPU_QUOTA",
            )  # fmt: skip

    async def check_upload(self, tenant: uuid.UUID, num_bytes: int) -> None:
        """Refuse a file that there is no room for.

        Raises:
            QuotaExceeded: with it, the tenant has more than it may.
        """
        seen = await self._standing(tenant)
        if seen is not None:
            _check_storage(seen, num_bytes)

    def forget(self, tenant: uuid.UUID) -> None:
        """Look anew: the tenant's limits were changed. Other processes see it in seconds."""
        self._standings.pop(tenant, None)

    async def _waiting_now(self) -> int:
        async with self._looking:
            if time.monotonic() - self._waiting_seen > QUEUE_SEEN_FOR_S:
                async with self._gate.begin(None) as connection:
                    self._waiting = await quotas.waiting(connection, self._max_queued)
                self._waiting_seen = time.monotonic()
        return self._waiting

    async def _standing(self, tenant: uuid.UUID) -> Standing | None:
        """Where a tenant stands whose storage or GPU time is limited."""
        seen_at, standing = self._standings.get(tenant, (-SEEN_FOR_S, None))
        if time.monotonic() - seen_at > SEEN_FOR_S:
            async with self._app.begin(tenant) as connection:
                limited = await quotas.limited(connection, tenant)
                standing = await quotas.standing(connection, tenant) if limited else None
            self._standings[tenant] = time.monotonic(), standing
            while len(self._standings) > MOST_REMEMBERED:
                self._standings.popitem(last=False)
        self._standings.move_to_end(tenant)
        return standing


def _check_storage(seen: Standing, more: int = 0) -> None:
    most = seen.max_storage_bytes
    if most is not None and (seen.storage_bytes + more > most or seen.storage_bytes >= most):
        raise QuotaExceeded(
            f"{seen.storage_bytes / 1e6:,.0f} of {most / 1e6:,.0f} MB are used",
            "delete what is not needed, or ask the operator for more", code="STORAGE_QUOTA",
        )  # fmt: skip

"""What an API process does beside answering: workers that run as long as it does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from api.governance.erasing import Eraser
from api.governance.exporting import Exporter
from api.governance.housekeeping import Housekeeper
from api.library.previews import Previewer
from api.money.settling import Settler
from api.services import Services
from api.tasks import told_to_end
from api.uploads.sweeping import Sweeper
from api.webhooks.worker import Deliverer
from models.catalog.watching import keep_looking

log = logging.getLogger(__name__)
AGAIN_S = 5.0
"""A worker that broke down begins again after so long: the database may be back by then."""


class Worker(Protocol):
    """Something that goes on until it is cancelled."""

    async def run(self) -> None:
        """Work."""
        ...


class Models:
    """Knows of models that the operator adds while it runs."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def run(self) -> None:
        """Look at the database again and again."""
        await keep_looking(self._services.app)


def workers(services: Services) -> list[Worker]:
    """All workers of a process. Any number of processes may have them at once."""
    return [
        Deliverer(services), Previewer(services), Sweeper(services), Exporter(services),
        Eraser(services), Housekeeper(services), Settler(services),
        Models(services),
    ]  # fmt: skip


@asynccontextmanager
async def at_work(workers: Sequence[Worker], *, again_s: float = AGAIN_S) -> AsyncGenerator[None]:
    """Have workers run while it lasts.

    Args:
        workers: what runs.
        again_s: how long one rests that broke down.
    """
    tasks = [asyncio.create_task(_kept_up(worker, again_s)) for worker in workers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_up(worker: Worker, again_s: float) -> None:
    while not told_to_end():
        try:
            await worker.run()
        except Exception:
            log.exception("%s broke down", type(worker).__name__)
        if not told_to_end():
            await asyncio.sleep(again_s)

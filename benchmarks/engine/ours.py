"""Kinora's executor without a cluster: steps of no work go to no worker."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from actors.executor import Executor
from media.ids import LOCAL_TENANT
from pipelines.documents import stored
from pipelines.graph import Flow
from pipelines.orders import Listener as Hears
from pipelines.orders import Outcome, WorkOrder
from store.database import Database
from store.listening import Listener
from store.repositories import runs as run_rows
from store.repositories.wakeups import RUNS
from store.tables.runs import ENDED, runs

DEADLINE_S = 120.0
LOOK_S = 0.25


class Nobody:
    """Carries nothing out: steps of no work give no orders."""

    async def perform(self, order: WorkOrder, listener: Hears | None = None) -> Outcome:
        """Refuse."""
        raise AssertionError(f"nobody carries {order.target} out")

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        """Refuse."""
        raise AssertionError(f"nobody carries {order.target} out")


def executor(url: str, folder: Path, *, every_step: bool = False) -> Executor:
    """An executor on a database."""
    return Executor(
        name="bench",
        database_url=url,
        objects_url=str(folder / "objects"),
        scratch=str(folder / "scratch"),
        carrier=Nobody(),
        every_step=every_step,
    )


class Contender:
    """Submits flows and waits for their rows."""

    def __init__(self, url: str) -> None:
        self.database = Database(url, "kinora_app")
        self._listener = Listener(url, RUNS)

    async def seconds(self, flows: Sequence[Flow]) -> float:
        """How long some flows take, submitted together, until the last row says `succeeded`."""
        documents = [stored(flow) for flow in flows]
        began = time.perf_counter()
        ids = [await self.submit(document) for document in documents]
        left = set(ids)
        while left:
            if time.perf_counter() - began > DEADLINE_S:
                raise TimeoutError(f"{len(left)} runs did not end within {DEADLINE_S:.0f} s")
            await self._listener.wait(LOOK_S)
            left -= await self._ended(left)
        return time.perf_counter() - began

    async def submit(self, document: dict[str, Any]) -> uuid.UUID:
        """Queue a run."""
        async with self.database.begin(LOCAL_TENANT) as connection:
            return await run_rows.submit(
                connection,
                tenant=LOCAL_TENANT,
                project="bench",
                request="",
                flow=document,
                exclusive=False,
            )

    async def _ended(self, run_ids: set[uuid.UUID]) -> set[uuid.UUID]:
        async with self.database.begin(LOCAL_TENANT) as connection:
            rows = await connection.execute(
                select(runs.c.id, runs.c.state, runs.c.error).where(
                    runs.c.id.in_(run_ids), runs.c.state.in_(ENDED)
                )
            )
        ended = rows.all()
        for row in ended:
            if row.state != "succeeded":
                raise AssertionError(f"a run {row.state}: {row.error}")
        return {row.id for row in ended}

    async def close(self) -> None:
        """Close every connection."""
        await self._listener.close()
        await self.database.close()


@asynccontextmanager
async def contending(
    url: str, folder: Path, *, every_step: bool = False
) -> AsyncGenerator[Contender]:
    """An executor under way in this loop, and a client beside it."""
    engine = executor(url, folder, every_step=every_step)
    running = asyncio.create_task(engine.run())
    contender = Contender(url)
    try:
        yield contender
    finally:
        engine.stop()
        await asyncio.wait_for(running, DEADLINE_S)
        await contender.close()

"""Runs flows of real nodes on a real Postgres, with orders carried out in this process."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from actors.executor import Executor
from media.ids import LOCAL_TENANT
from pipelines.graph import Flow
from pipelines.orders import Listener, Outcome, WorkOrder
from pipelines.performing import perform
from pipelines.validation import validate
from store.database import Database
from store.repositories import commands as command_rows
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows
from store.tables.runs import ENDED

DEADLINE_S = 60.0
LOOK_S = 0.02


class Here:
    """Carries orders out in a thread of this process."""

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        return await asyncio.to_thread(perform, order)

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        arrived = [item async for item in items]
        return await asyncio.to_thread(perform, order, streams={field: iter(arrived)})


def flow(*nodes: dict[str, Any], edges: list[Any] | None = None) -> Flow:
    """A flow of nodes in their version, 1 unless said; an edge is a pair, or a document."""
    documents = [
        edge if isinstance(edge, dict) else {"from": edge[0], "to": edge[1]} for edge in edges or []
    ]
    return Flow.model_validate({"nodes": list(nodes), "edges": documents})


def node(name: str, kind: str, /, **rest: Any) -> dict[str, Any]:
    """A node; what is no field of one is a parameter."""
    fields = {name: rest.pop(name) for name in list(rest) if name in STEERING}
    return {"id": name, "type": kind, "params": rest} | fields


STEERING = ("version", "each", "when", "width", "on_failure", "retry", "timeout_s", "body")


class Engine:
    """An executor under way, and a client beside it."""

    def __init__(self, url: str, folder: Path, *, public_url: str = "") -> None:
        self._url, self._folder, self._public_url = url, folder, public_url
        self.database = Database(url, "kinora_app")
        self._number = 0
        self.start()

    def start(self) -> None:
        self._number += 1
        self._executor = Executor(
            name="engine",
            database_url=self._url,
            objects_url=str(self._folder / "objects"),
            scratch=str(self._folder / "scratch"),
            carrier=Here(),
            public_url=self._public_url,
        )
        self._running = asyncio.create_task(self._executor.run())

    async def stop(self) -> None:
        self._executor.stop()
        await asyncio.wait_for(self._running, DEADLINE_S)

    async def close(self) -> None:
        await self.stop()
        await self.database.close()

    async def submit(self, flow: Flow, **options: Any) -> uuid.UUID:
        validate(flow)
        self._number += 1
        async with self.database.begin(LOCAL_TENANT) as connection:
            return await run_rows.submit(
                connection,
                tenant=LOCAL_TENANT,
                project=f"p{self._number}",
                request="r",
                flow=flow.model_dump(mode="json", by_alias=True),
                **options,
            )

    async def tell(self, run_id: uuid.UUID, kind: Any, **options: Any) -> None:
        async with self.database.begin(LOCAL_TENANT) as connection:
            await command_rows.post(
                connection, tenant=LOCAL_TENANT, run_id=run_id, kind=kind, **options
            )

    async def until(self, run_id: uuid.UUID, *states: str) -> Any:
        """The run's row once it is in one of some states; ended, unless others are named."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                async with self.database.begin(LOCAL_TENANT) as connection:
                    row = await run_rows.get(connection, run_id=run_id)
                assert row is not None
                if row.state in (states or ENDED):
                    return row
                assert row.state not in ENDED, (row.state, row.error)
                await asyncio.sleep(LOOK_S)

    async def steps(self, run_id: uuid.UUID) -> dict[str, Any]:
        """Each step by its name, as in `loop/add[3]`."""
        async with self.database.begin(LOCAL_TENANT) as connection:
            rows = await step_rows.of_run(connection, run_id=run_id)
        return {row.node + (json.dumps(row.path) if row.path else ""): row for row in rows}

    async def result(self, flow: Flow, **options: Any) -> Any:
        """The outputs of a flow that must succeed."""
        row = await self.until(await self.submit(flow, **options))
        assert row.state == "succeeded", row.error
        return row.outputs

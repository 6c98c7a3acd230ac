"""The client: submits runs, watches and cancels them, and fetches what they made."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from media.errors import CallerError, DeadlineExceeded, InputError
from media.ids import LOCAL_TENANT, Digest, digest_of
from media.model import canonical_json
from pipelines.documents import stored
from pipelines.graph import Flow
from pipelines.validation import validate
from store.database import Database
from store.objects.objects import Objects
from store.repositories import budgets
from store.repositories import commands as command_rows
from store.repositories import events as event_rows
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows
from store.repositories.commands import Kind

POLL_S = 0.2
DATABASE_PATIENCE_S = 30.0


class Client:
    """One tenant's view of the system."""

    def __init__(self, database: Database, objects: Objects, scratch: Path) -> None:
        self.database = database
        self.objects = objects
        self.scratch = scratch
        self.tenant = LOCAL_TENANT

    async def submit(
        self,
        flow: Flow,
        project: str,
        *,
        inputs: dict[str, Any] | None = None,
        priority: str = "interactive",
        budget: int | None = None,
    ) -> uuid.UUID:
        """Queue a run of a flow, or join the one that is under way for it.

        Args:
            flow: the graph.
            project: what it is for; other runs of it that have not ended are cancelled.
            inputs: values for the flow's own ports.
            priority: `interactive`, `standard` or `batch`.
            budget: what it may spend, in millionths of a dollar; None: as much as others leave.

        Raises:
            InvalidFlow: with every fault at once.
        """
        validate(flow)
        async with self.database.begin(self.tenant) as connection:
            run_id = await run_rows.submit(
                connection,
                tenant=self.tenant,
                project=project,
                request=digest_of(canonical_json([flow.digest(), inputs]).encode()),
                flow=stored(flow),
                inputs=inputs,
                priority=priority,
            )
            if budget is not None:
                await budgets.limit(
                    connection, tenant=self.tenant, scope="run", name=str(run_id), micros=budget
                )
            return run_id

    async def watch(self, run_id: uuid.UUID) -> AsyncIterator[tuple[int, str, dict[str, Any]]]:
        """The run's events from its first, as (seq, type, data), until it ends."""
        seen = 0
        while True:
            rows = await self._patiently(event_rows.after, run_id=run_id, seq=seen)
            for row in rows:
                seen = row.seq
                yield row.seq, row.type, row.data
                if row.type == "run.ended":
                    return
            if not rows:
                await self._check_alive(run_id)
                await asyncio.sleep(POLL_S)

    async def cancel(self, run_id: uuid.UUID) -> None:
        """Ask for a run to be cancelled."""
        await self.tell(run_id, "cancel")

    async def tell(self, run_id: uuid.UUID, kind: Kind, **what: Any) -> None:
        """Tell a run something; see `store.repositories.commands.post`."""
        async with self.database.begin(self.tenant) as connection:
            await command_rows.post(
                connection, tenant=self.tenant, run_id=run_id, kind=kind, **what
            )

    async def run(self, run_id: uuid.UUID) -> Any:
        """A run's row."""
        return await self._patiently(run_rows.get, run_id=run_id)

    async def steps(self, run_id: uuid.UUID) -> list[Any]:
        """A run's steps."""
        return await self._patiently(step_rows.of_run, run_id=run_id)

    def fetch(self, digest: str, target: Path) -> None:
        """Copy an asset to a file, which appears whole or not at all."""
        source = self.objects.local(self.tenant, Digest(digest))
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(source, part)
            os.replace(part, target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise InputError(
                f"{target} cannot be written: {error.strerror}", "free room or choose --out", "out"
            ) from error

    async def _check_alive(self, run_id: uuid.UUID) -> None:
        row = await self.run(run_id)
        if row is None:
            raise CallerError(f"there is no run {run_id}")
        if row.state == "failed" and row.lease_owner is None and row.error:
            raise CallerError(row.error["message"], row.error["remedy"], code=row.error["code"])

    async def _patiently(self, query: Any, **arguments: Any) -> Any:
        """Ask the database; a restart of it is waited for."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + DATABASE_PATIENCE_S
        while True:
            try:
                async with self.database.begin(self.tenant) as connection:
                    return await query(connection, **arguments)
            except (SQLAlchemyError, OSError) as error:
                if loop.time() > deadline:
                    raise DeadlineExceeded(
                        f"the database did not come back within {DATABASE_PATIENCE_S:.0f} s"
                    ) from error
                await asyncio.sleep(POLL_S)

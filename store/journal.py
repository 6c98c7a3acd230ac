"""The journal of one run: every step and event, written in groups by the lease holder alone.

Entries wait at most 10 ms and are committed together, in the order in which they came. Each
transaction first advances the run's event counter under the lease's epoch: a writer whose lease
was taken over changes nothing and learns of it by `LeaseLost`.
"""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import WorldError
from store.database import Database
from store.tables.cache import cache
from store.tables.events import events
from store.tables.runs import runs, steps

GROUP_S = 0.010
CHANNEL = "kinora_runs"

Row = dict[str, Any]


class LeaseLost(WorldError):
    """Another executor has taken the run over."""

    code = "LEASE_LOST"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is committed together: a step's whole row, a cache row, events, changes of the run."""

    step: Row | None = None
    cache: Row | None = None
    events: tuple[tuple[str, Row], ...] = ()
    run: Row = field(default_factory=dict[str, Any])


class Journal:
    """Commits entries for one run under one epoch."""

    def __init__(
        self, database: Database, *, tenant: uuid.UUID, run_id: uuid.UUID, epoch: int
    ) -> None:
        self._database = database
        self._tenant = tenant
        self._run_id = run_id
        self._epoch = epoch
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._writer = asyncio.create_task(self._write())
        self._writer.add_done_callback(_retrieve)
        self._failure: BaseException | None = None
        self._closing = False

    def post(self, entry: Entry) -> asyncio.Future[None]:
        """Hand an entry over; the future is done once it is committed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._failure is not None:
            future.set_exception(self._failure)
        else:
            self._waiting.append((entry, future))
            self._wake.set()
        # Pure steps run ahead of their commit and nobody waits for this future; the failure
        # reaches the run through the next entry.
        future.add_done_callback(_retrieve)
        return future

    async def put(self, entry: Entry) -> None:
        """Commit an entry and wait for it.

        Raises:
            LeaseLost: the run has another executor now.
        """
        await self.post(entry)

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._closing = True
        self._wake.set()
        await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        while not (self._closing and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            if not self._closing:
                await asyncio.sleep(GROUP_S)
            group, self._waiting = self._waiting, []
            if group:
                await self._commit(group)

    async def _commit(self, group: list[tuple[Entry, asyncio.Future[None]]]) -> None:
        try:
            async with self._database.begin(self._tenant) as connection:
                await self._write_group(connection, [entry for entry, _ in group])
        except Exception as error:
            self._failure = error
            for _, future in group + self._waiting:
                if not future.done():
                    future.set_exception(error)
            self._waiting = []
        else:
            for _, future in group:
                if not future.done():
                    future.set_result(None)

    async def _write_group(self, connection: AsyncConnection, entries: list[Entry]) -> None:
        told = [event for entry in entries for event in entry.events]
        first = await self._advance(connection, entries, len(told))
        step_rows = {
            (entry.step["node"], entry.step["path"]): entry.step for entry in entries if entry.step
        }
        await _upsert_steps(
            connection,
            [
                {**row, "tenant_id": self._tenant, "run_id": self._run_id}
                for row in step_rows.values()
            ],
        )
        await _insert_cache(
            connection,
            [{**entry.cache, "tenant_id": self._tenant} for entry in entries if entry.cache],
        )
        if told:
            await connection.execute(
                insert(events),
                [
                    {
                        "tenant_id": self._tenant,
                        "run_id": self._run_id,
                        "seq": first + index,
                        "type": kind,
                        "data": data,
                    }
                    for index, (kind, data) in enumerate(told)
                ],
            )
            await connection.execute(select(func.pg_notify(CHANNEL, str(self._run_id))))

    async def _advance(
        self, connection: AsyncConnection, entries: list[Entry], num_events: int
    ) -> int:
        """Check the epoch, take event numbers and apply the run's changes; the first number."""
        changes: Row = {}
        for entry in entries:
            changes |= entry.run
        if any(entry.step and entry.step["finished_at"] for entry in entries):
            changes["barren_claims"] = 0
        answer = await connection.execute(
            update(runs)
            .where(runs.c.id == self._run_id, runs.c.epoch == self._epoch)
            .values(next_seq=runs.c.next_seq + num_events, **changes)
            .returning(runs.c.next_seq)
        )
        row = answer.one_or_none()
        if row is None:
            raise LeaseLost(f"run {self._run_id} has another executor now")
        return row.next_seq - num_events


def _retrieve(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()


async def _upsert_steps(connection: AsyncConnection, rows: list[Row]) -> None:
    if not rows:
        return
    statement = insert(steps)
    keys = ("run_id", "node", "path")
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=replaced), rows
    )


async def _insert_cache(connection: AsyncConnection, rows: list[Row]) -> None:
    if not rows:
        return
    statement = insert(cache)
    replaced = {name: statement.excluded[name] for name in ("outputs", "num_bytes", "cpu_seconds")}
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=("tenant_id", "key"), set_={**replaced, "used_at": func.now()}
        ),
        rows,
    )

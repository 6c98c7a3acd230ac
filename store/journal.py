"""The journal of one run: every step and event, written in groups by the lease holder alone.

Entries wait at most 10 ms and are committed together, in the order in which they came: one
statement advances the run's event counter under the lease's epoch and writes all rows behind it, so
a writer whose lease was taken over changes nothing and learns of it by `LeaseLost`.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Table, insert, update
from sqlalchemy.dialects import postgresql

from media.errors import WorldError
from media.ids import uuid7
from media.model import quick_json
from store.database import Database
from store.repositories.wakeups import RUNS
from store.tables.cache import cache
from store.tables.money import ledger
from store.tables.runs import runs, steps

GROUP_S = 0.010
"""How long a finished step may wait for company: what a kill can cost beside the work in flight."""

Row = dict[str, Any]
NAMES = ("tenant_id", "run_id")
STEP_KEY = ("node", "path")
STEP_COLUMNS = tuple(column.name for column in steps.c if column.name not in NAMES)
CACHE_COLUMNS = ("key", "type", "outputs", "num_bytes", "cpu_seconds", "micros")
CACHE_REPLACED = ("outputs", "num_bytes", "cpu_seconds", "micros")


def _record(table: Table, columns: tuple[str, ...]) -> str:
    """Column definitions for `jsonb_to_recordset`."""
    dialect = postgresql.dialect()
    return ", ".join(f"{name} {table.c[name].type.compile(dialect)}" for name in columns)


def _replaced(columns: tuple[str, ...], keys: tuple[str, ...]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in columns if name not in keys)


_WRITE = f"""
WITH run AS (
    UPDATE runs SET next_seq = next_seq + %(num_events)s,
        barren_claims = CASE WHEN %(fruitful)s THEN 0 ELSE barren_claims END
    WHERE id = %(run_id)s AND epoch = %(epoch)s
    RETURNING next_seq - %(num_events)s AS first
), stepped AS (
    INSERT INTO steps (tenant_id, run_id, {", ".join(STEP_COLUMNS)})
    SELECT %(tenant)s, %(run_id)s, {", ".join(f"row.{name}" for name in STEP_COLUMNS)}
    FROM run, jsonb_to_recordset(cast(%(steps)s AS jsonb)) AS row ({_record(steps, STEP_COLUMNS)})
    ON CONFLICT (run_id, node, path) DO UPDATE SET {_replaced(STEP_COLUMNS, STEP_KEY)}
), kept AS (
    INSERT INTO cache (tenant_id, {", ".join(CACHE_COLUMNS)})
    SELECT %(tenant)s, {", ".join(f"row.{name}" for name in CACHE_COLUMNS)}
    FROM run, jsonb_to_recordset(cast(%(cache)s AS jsonb)) AS row ({_record(cache, CACHE_COLUMNS)})
    ON CONFLICT (tenant_id, key)
    DO UPDATE SET {_replaced(CACHE_REPLACED, ())}, used_at = now()
), told AS (
    INSERT INTO events (tenant_id, run_id, seq, type, data)
    SELECT %(tenant)s, %(run_id)s, first + row.place - 1, row.event ->> 0, row.event -> 1
    FROM run, jsonb_array_elements(cast(%(events)s AS jsonb)) WITH ORDINALITY AS row (event, place)
), done AS (
    UPDATE commands SET done_at = now() FROM run
    WHERE commands.run_id = %(run_id)s AND commands.id = ANY(cast(%(commands)s AS uuid[]))
)
SELECT first, CASE WHEN %(num_events)s > 0 THEN pg_notify('{RUNS}', cast(%(run_id)s AS text)) END
FROM run
"""


class LeaseLost(WorldError):
    """Another executor has taken the run over."""

    code = "LEASE_LOST"


class Recorded(Protocol):
    """A step that the journal writes down as it is when the group is committed."""

    @property
    def name(self) -> str:
        """Its node's name."""
        ...

    @property
    def path(self) -> tuple[int, ...]:
        """The indices of all loops that it is in."""
        ...

    @property
    def finished_at(self) -> datetime | None:
        """When it ended."""
        ...

    def record(self) -> str:
        """The columns of its row but for run and tenant, as a JSON object."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """What a step took of an engine's GPU."""

    node: str
    path: tuple[int, ...]
    engine: str
    gpu_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is committed together: a step, a cache row, events, changes of the run."""

    step: Recorded | None = None
    cache: tuple[str, str] | None = None
    """A key, and the columns of its row as a JSON object."""
    events: tuple[tuple[str, Row], ...] = ()
    run: Row = field(default_factory=dict[str, Any])
    commands: tuple[uuid.UUID, ...] = ()
    """Those that are done by it."""
    use: tuple[Use, ...] = ()
    """What goes into the ledger."""


class Journal:
    """Commits entries for one run under one epoch."""

    def __init__(
        self,
        database: Database,
        *,
        tenant: uuid.UUID,
        run_id: uuid.UUID,
        epoch: int,
        project: str = "",
    ) -> None:
        self._database = database
        self._project = project
        self._tenant = tenant
        self._run_id = run_id
        self._epoch = epoch
        self._waiting: list[Entry] = []
        self._committed: asyncio.Future[None] | None = None
        self._wake = asyncio.Event()
        self._urgent = asyncio.Event()
        self._writer = asyncio.create_task(self._write())
        self._writer.add_done_callback(_retrieve)
        self._failure: BaseException | None = None
        self._closing = False
        self.writing = False
        """Whether a commit is under way: whoever keeps the event loop busy lets it go first."""

    def post(self, entry: Entry) -> None:
        """Hand an entry over; it is committed within `GROUP_S`.

        Nobody waits for it: a failure reaches the run through the next `put`.
        """
        self._waiting.append(entry)
        self._wake.set()

    async def put(self, entry: Entry) -> None:
        """Commit an entry, and all that were posted before it, and wait for that.

        Raises:
            LeaseLost: the run has another executor now.
        """
        self.post(entry)
        if self._committed is None:
            self._committed = asyncio.get_running_loop().create_future()
            self._committed.add_done_callback(_retrieve)
        committed = self._committed
        self._urgent.set()
        if self._failure is not None:
            raise self._failure
        await asyncio.shield(committed)

    async def settle(self) -> None:
        """Commit all that was posted, and wait for that.

        Raises:
            LeaseLost: the run has another executor now.
        """
        await self.put(Entry())

    @property
    def failed(self) -> BaseException | None:
        """What broke the journal; nothing is written any more."""
        return self._failure

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._closing = True
        self._wake.set()
        self._urgent.set()
        await asyncio.gather(self._writer, return_exceptions=True)

    async def _write(self) -> None:
        while not (self._closing and not self._waiting) and self._failure is None:
            await self._wake.wait()
            self._wake.clear()
            await self._gather()
            group, self._waiting = self._waiting, []
            committed, self._committed = self._committed, None
            if group:
                self.writing = True
                await self._commit(group, committed)
                self.writing = False

    async def _gather(self) -> None:
        """Wait for company, but for those that are waited for."""
        if not self._urgent.is_set():
            try:
                async with asyncio.timeout(GROUP_S):
                    await self._urgent.wait()
            except TimeoutError:
                return
        self._urgent.clear()

    async def _commit(self, group: list[Entry], committed: asyncio.Future[None] | None) -> None:
        try:
            await self._write_group(group)
        except Exception as error:
            self._failure = error
            for waiting in (committed, self._committed):
                if waiting is not None and not waiting.done():
                    waiting.set_exception(error)
        else:
            if committed is not None and not committed.done():
                committed.set_result(None)

    async def _write_group(self, entries: list[Entry]) -> None:
        told = [event for entry in entries for event in entry.events]
        # A row is written once in a statement, as the last entry has it.
        stepped = {
            (entry.step.name, entry.step.path): entry.step for entry in entries if entry.step
        }
        kept = dict(entry.cache for entry in entries if entry.cache)
        values = {
            "tenant": self._tenant,
            "run_id": self._run_id,
            "epoch": self._epoch,
            "num_events": len(told),
            "fruitful": any(step.finished_at for step in stepped.values()),
            "steps": _array(step.record() for step in stepped.values()),
            "cache": _array(kept.values()),
            "events": quick_json(told),
            "commands": [name for entry in entries for name in entry.commands],
        }
        changes: Row = {}
        for entry in entries:
            changes |= entry.run
        used = [use for entry in entries for use in entry.use]
        if changes or used:
            written = await self._write_with(values, changes, used)
        else:
            written = await self._database.at_once(self._tenant, _WRITE, values)
        if written is None:
            raise LeaseLost(f"run {self._run_id} has another executor now")

    async def _write_with(self, values: Row, changes: Row, used: list[Use]) -> Any:
        """Write a group, and in the same transaction, behind it, the ledger and the run."""
        async with self._database.begin(self._tenant) as connection:
            written = (await connection.exec_driver_sql(_WRITE, values)).one_or_none()
            if written is not None and used:
                await connection.execute(insert(ledger), [self._ledger_row(use) for use in used])
            if changes:
                await connection.execute(
                    update(runs)
                    .where(runs.c.id == self._run_id, runs.c.epoch == self._epoch)
                    .values(**changes)
                )
            return written

    def _ledger_row(self, use: Use) -> Row:
        return {
            "id": uuid7(), "tenant_id": self._tenant, "run_id": self._run_id,
            "project": self._project, "node": use.node, "path": list(use.path),
            "engine": use.engine, "kind": "use", "gpu_ms": round(1000 * use.gpu_seconds),
        }  # fmt: skip


def _array(texts: Iterable[str]) -> str:
    return "[" + ",".join(texts) + "]"


def _retrieve(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()

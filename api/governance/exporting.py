"""Carries exports out: claimed by lease, so that another process begins again what one left.

The file grows in the scratch folder and goes to the object store once it is whole; a process that
dies leaves nothing that counts.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from api.governance import contents
from api.governance.packing import Package, safe_name
from api.library.assets import file_name
from api.services import Services
from api.tasks import told_to_end
from media.errors import KinoraError
from media.ids import Digest
from store.database import Database
from store.objects.objects import ObjectMissing
from store.repositories import documents, exports, extracts, users
from store.repositories.exports import AnyRow, Turn
from store.repositories.extracts import Whose

log = logging.getLogger(__name__)
MOST_TRIES = 3
FORMAT = 1
"""Of the file: raised where a program that reads it would have to be changed."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often to look, and how much to do at once."""

    poll_s: float = 2.0
    lease_s: float = 60.0
    again_s: float = 10.0
    """Behind a try that failed."""
    batch: int = 500
    """Rows at once."""
    swept: int = 100
    """Files that are deleted at once."""


class _Over(Exception):
    """The export was cancelled, or is another process's by now."""


@dataclass(kw_only=True)
class _Job:
    """An export under way."""

    turn: Turn
    row: AnyRow
    package: Package
    num_rows: int = 0
    num_bytes: int = 0
    missing: list[str]
    """Artifacts whose file is not in the object store."""


class Exporter:
    """Makes the files of exports, one at a time, and deletes those that expired."""

    def __init__(self, services: Services, *, pace: Pace | None = None) -> None:
        self._services = services
        self._pace = pace or Pace()

    async def run(self) -> None:
        """Export until it is cancelled."""
        keeper = Database(self._services.settings.database_url, "kinora_keeper", pool_size=2)
        try:
            while not told_to_end():
                if not await self.step(keeper) and not await self.sweep(keeper):
                    await asyncio.sleep(self._pace.poll_s)
        finally:
            await keeper.close()

    async def step(self, keeper: Database) -> bool:
        """Carry one out; whether there was any."""
        async with keeper.begin(None) as connection:
            row = await exports.take(connection, lease_s=self._pace.lease_s)
        if row is None:
            return False
        turn = Turn(id=row.id, tenant=row.tenant_id, tries=row.tries)
        try:
            await self._carry_out(keeper, turn, row)
        except _Over:
            log.info("export %s was cancelled, or taken over", row.id)
        except Exception as error:
            log.exception("export %s broke off", row.id)
            await self._broke_off(keeper, turn, error)
        return True

    async def sweep(self, keeper: Database) -> bool:
        """Delete files that expired; whether there were any."""
        async with keeper.begin(None) as connection:
            rows = await exports.over(connection, most=self._pace.swept)
        for row in rows:
            # The file goes first: a row without it is found again, and it without a row is not.
            await asyncio.to_thread(
                self._services.objects.delete, row.tenant_id, Digest(row.digest)
            )
            async with keeper.begin(None) as connection:
                await exports.expire(connection, row.id)
        return bool(rows)

    async def _broke_off(self, keeper: Database, turn: Turn, error: Exception) -> None:
        code, message = told(error)
        async with keeper.begin(None) as connection:
            if turn.tries >= MOST_TRIES or code == "DISK_FULL":
                await exports.fail(connection, turn, code=code, message=message)
            else:
                await exports.let_go(connection, turn, wait_s=self._pace.again_s)

    async def _carry_out(self, keeper: Database, turn: Turn, row: AnyRow) -> None:
        scratch = self._services.settings.scratch
        path = scratch / f"export-{turn.id}-{turn.tries}.zip"
        scratch.mkdir(parents=True, exist_ok=True)
        _remove_former(scratch, turn)
        try:
            with Package(path) as package:
                job = _Job(turn=turn, row=row, package=package, missing=[])
                async with self._held(keeper, job):
                    await self._fill(keeper, job)
            await self._finish(keeper, job, path)
        finally:
            path.unlink(missing_ok=True)

    async def _fill(self, keeper: Database, job: _Job) -> None:
        of_user = job.row.user_id is not None
        for tenant in await self._homes(job.row):
            folder = f"{tenant}/" if of_user else ""
            whose = await self._whose(job.row, tenant)
            for table in contents.tables():
                await self._add_table(keeper, job, whose, table, folder)
            if job.row.media:
                await self._add_media(keeper, job, whose, folder)
        async with keeper.begin(None) as connection:
            schema = await extracts.schema(connection)
        said = {
            "format": FORMAT,
            "schema": schema,
            "of": {"user": job.row.user_id} if of_user else {"tenant": job.row.tenant_id},
            "asked_at": job.row.created_at,
            "made_at": datetime.now(UTC),
            "num_rows": job.num_rows,
            "num_bytes": job.num_bytes,
            "left_out": contents.left_out(),
            "missing": job.missing,
        }
        await asyncio.to_thread(job.package.write_manifest, said)

    async def _homes(self, row: AnyRow) -> list[uuid.UUID]:
        """The tenants of which there is something in it: those that a user still belongs to."""
        if row.user_id is None:
            return [row.tenant_id]
        async with self._services.gate.begin(None) as connection:
            now = await users.belongs_to(connection, row.user_id)
        return [home for home in row.homes if home in now]

    async def _whose(self, row: AnyRow, tenant: uuid.UUID) -> Whose:
        if row.user_id is None:
            return Whose(tenant=tenant)
        async with self._services.app.begin(tenant) as connection:
            actors = await extracts.actors_of(connection, row.user_id)
        return Whose(tenant=tenant, user_id=row.user_id, actors=actors)

    async def _add_table(
        self, keeper: Database, job: _Job, whose: Whose, table: Table, folder: str
    ) -> None:
        if whose.rows_of(table) is None:
            return
        package, names = job.package, contents.columns(table)
        package.begin(f"{folder}{table.name}.jsonl")
        async for rows in self._read(whose, table, names):
            values = [documents.row_values(row) for row in rows]
            job.num_bytes += await asyncio.to_thread(package.write_rows, values)
            job.num_rows += len(rows)
            await self._go_on(keeper, job)
        package.end()

    async def _add_media(self, keeper: Database, job: _Job, whose: Whose, folder: str) -> None:
        table = contents.ARTIFACTS
        async for rows in self._read(whose, table, ["id", "name", "asset"]):
            for row in rows:
                name = safe_name(file_name(row.name, row.asset))
                await self._add_file(job, whose.tenant, row, f"{folder}media/{row.id}/{name}")
                await self._go_on(keeper, job)

    async def _add_file(self, job: _Job, tenant: uuid.UUID, row: AnyRow, name: str) -> None:
        objects = self._services.objects
        try:
            path = await asyncio.to_thread(objects.local, tenant, Digest(row.asset["digest"]))
        except ObjectMissing:
            job.missing.append(str(row.id))
            return
        job.num_bytes += await asyncio.to_thread(job.package.add_file, name, path)

    def _read(self, whose: Whose, table: Table, names: list[str]) -> Any:
        return extracts.read(self._services.app, whose, table, names, batch=self._pace.batch)

    async def _finish(self, keeper: Database, job: _Job, path: Path) -> None:
        objects, turn = self._services.objects, job.turn
        async with self._held(keeper, job):
            digest, _ = await asyncio.to_thread(objects.take, turn.tenant, path)
        async with keeper.begin(None) as connection:
            kept = await exports.complete(
                connection, turn, digest=digest, num_rows=job.num_rows, num_bytes=job.num_bytes
            )
        if not kept:
            await asyncio.to_thread(objects.delete, turn.tenant, digest)
            raise _Over

    async def _go_on(self, keeper: Database, job: _Job) -> None:
        async with keeper.begin(None) as connection:
            if not await self._renewed(connection, job):
                raise _Over

    async def _renewed(self, connection: AsyncConnection, job: _Job) -> bool:
        return await exports.go_on(
            connection, job.turn, lease_s=self._pace.lease_s,
            num_rows=job.num_rows, num_bytes=job.num_bytes,
        )  # fmt: skip

    @asynccontextmanager
    async def _held(self, keeper: Database, job: _Job) -> AsyncGenerator[None]:
        """Keep the lease while something takes long."""

        async def hold() -> None:
            while True:
                await asyncio.sleep(self._pace.lease_s / 4)
                async with keeper.begin(None) as connection:
                    if not await self._renewed(connection, job):
                        return

        holding = asyncio.create_task(hold())
        try:
            yield
        finally:
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)


def told(error: Exception) -> tuple[str, str]:
    """An error's code, and what is said of it to those who wait."""
    if isinstance(error, KinoraError):
        return error.code, error.message
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "DISK_FULL", "there is no room for the file"
    return "INTERNAL_ERROR", "Kinora made a mistake; the log has it"


def _remove_former(scratch: Path, turn: Turn) -> None:
    """Files of tries of this export that ended with their process."""
    for path in scratch.glob(f"export-{turn.id}-*.zip"):
        path.unlink(missing_ok=True)

"""`kinora cache`: how much is kept, and dropping what nobody used for long."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.money import dollars
from media.ids import Digest
from store.objects.objects import FolderObjects
from store.repositories import artifacts, exports
from store.repositories import cache as cache_rows
from store.repositories import steps as step_rows

DAY_S = 86_400.0
GRACE_S = 3600.0
"""An object younger than this may belong to a step that is not committed yet."""


async def du(client: Client) -> list[cache_rows.CacheUse]:
    """Kept steps and bytes by node type."""
    async with client.database.begin(client.tenant) as connection:
        return await cache_rows.use(connection)


def show(rows: list[cache_rows.CacheUse]) -> None:
    """A table for a person."""
    table = Table("steps of", "kept", "MB", "reused", "CPU saved", "money saved", box=None)
    for row in rows:
        table.add_row(
            row.type,
            f"{row.steps:,}",
            f"{row.num_bytes / 1e6:,.1f}",
            f"{row.hits:,}",
            f"{row.saved_cpu_s:,.1f} s",
            dollars(row.saved_micros) if row.saved_micros else "",
        )
    Console(highlight=False).print(table)


async def prune(client: Client, days: float, keep_gb: float | None) -> dict[str, Any]:
    """Forget steps, then delete objects that nothing names any more.

    Args:
        client: of the home.
        days: what was unused for so long goes.
        keep_gb: and of the rest what was used longest ago, above this size; None: no bound.
    """
    async with client.database.begin(client.tenant) as connection:
        forgotten = await cache_rows.forget(connection, older_than_s=days * DAY_S)
        if keep_gb is not None:
            forgotten += await cache_rows.forget_beyond(connection, num_bytes=int(keep_gb * 1e9))
    async with client.database.begin(client.tenant) as connection:
        named = await cache_rows.digests(connection) | await step_rows.digests(
            connection, younger_than_s=days * DAY_S
        )
        named |= await artifacts.digests(connection) | await exports.digests(connection)
    freed = _sweep(client, named)
    return {"steps": forgotten, "objects": freed[0], "bytes": freed[1]}


def _sweep(client: Client, named: set[str]) -> tuple[int, int]:
    if not isinstance(client.objects, FolderObjects):
        return 0, 0
    count = num_bytes = 0
    for path in (Path(client.objects.root) / str(client.tenant)).glob("??/*"):
        status = path.stat()
        if path.name in named or time.time() - status.st_mtime < GRACE_S:
            continue
        client.objects.delete(client.tenant, Digest(path.name))
        count, num_bytes = count + 1, num_bytes + status.st_size
    return count, num_bytes

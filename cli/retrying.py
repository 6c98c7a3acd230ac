"""Runs that failed: which they are, where they ended, and all of them once more."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.home import Home
from cli.make import carried_out
from cli.runs import fork
from cli.system import System
from cli.tell import near
from cli.watching import LineTable
from media.errors import InputError
from pipelines.orders import WorkFailed
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
MOST = 1000
"""Runs that are begun again at once."""


def span_s(text: str) -> float:
    """The seconds of `30m`, `12h` or `1d`.

    Raises:
        InputError: it is no time.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhdw])", text.strip())
    if found is None:
        raise InputError(f"{text!r} is no time", "write 30m, 12h or 1d", "since")
    return float(found[1]) * UNITS[found[2]]


async def failed(client: Client, since: str, limit: int = MOST) -> list[dict[str, Any]]:
    """The runs that failed and that nobody began again, newest first, with where they ended.

    Args:
        client: whose runs they are.
        since: how long ago at most, as in `1d`; empty: however long.
        limit: how many.
    """
    age = span_s(since) if since else None
    async with client.database.begin(client.tenant) as connection:
        rows = await run_rows.failed(connection, limit=limit, younger_than_s=age)
        ends = await step_rows.failed(connection, [row.id for row in rows])
    return [_told(row, ends.get(row.id)) for row in rows]


def _told(row: Any, step: Any | None) -> dict[str, Any]:
    error = row.error or {}
    return {
        "run": str(row.id),
        "out": row.project,
        "failed": row.finished_at.isoformat(timespec="seconds") if row.finished_at else "",
        "code": error.get("code", ""),
        "step": "" if step is None else step.node + "".join(f"[{at}]" for at in step.path),
        "message": error.get("message", ""),
        "remedy": error.get("remedy", ""),
    }


def show(rows: list[dict[str, Any]]) -> None:
    """A table for a person."""
    table = Table(box=None)
    for heading in ("run", "failed", "code", "step"):
        table.add_column(heading, no_wrap=True)
    for heading in ("film", ""):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(
            row["run"][-12:],
            row["failed"][:16].replace("T", " "),
            f"[red]{row['code']}[/]",
            row["step"],
            near(Path(row["out"])),
            row["message"],
        )
    Console(highlight=False).print(table)


def retry_all(names: list[str]) -> Counter[str]:
    """Begin runs once more, all at once; how many of them succeeded and failed.

    One that fails again keeps none of the others from its end.
    """
    home = Home.find()
    with System(home, engine=True) as system:
        return asyncio.run(_retried(names, home, system))


async def _retried(names: list[str], home: Home, system: System) -> Counter[str]:
    waiting = list(names)
    states: Counter[str] = Counter()
    begun: list[uuid.UUID] = []

    async def submit(client: Client) -> uuid.UUID:
        """Begin all with the first; each then is watched in its turn."""
        begun.extend([await fork(client, name, [], []) for name in waiting])
        waiting.clear()
        return begun.pop(0)

    async def finished(client: Client, run_id: uuid.UUID, run_s: float) -> None:
        return None

    for _ in names:
        try:
            await carried_out(submit, home, system, LineTable(), finished)
            states["succeeded"] += 1
        except WorkFailed:
            states["failed"] += 1
    return states

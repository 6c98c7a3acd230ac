"""`kinora runs` and `kinora logs`: what was made, and what happened in it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.tell import near
from media.errors import NotFound
from store.repositories import events as event_rows
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows


async def newest(client: Client, limit: int) -> list[dict[str, Any]]:
    """The latest runs with how many of their steps were made and reused."""
    found: list[dict[str, Any]] = []
    async with client.database.begin(client.tenant) as connection:
        rows = await run_rows.newest(connection, limit=limit)
        states = await step_rows.states(connection, [row.id for row in rows])
        for row in rows:
            ended = row.finished_at or row.started_at
            found.append(
                {
                    "run": str(row.id),
                    "state": row.state,
                    "out": row.project,
                    "started": row.created_at.isoformat(timespec="seconds"),
                    "seconds": round((ended - row.created_at).total_seconds(), 1) if ended else 0,
                    "made": states[row.id].get("succeeded", 0),
                    "reused": states[row.id].get("cached", 0),
                    "reason": row.reason or "",
                }
            )
    return found


def show(rows: list[dict[str, Any]]) -> None:
    """A table for a person."""
    table = Table("run", "state", "started", "seconds", "made", "reused", "film", box=None)
    for row in rows:
        table.add_row(
            row["run"][-12:],
            row["state"],
            row["started"][:16].replace("T", " "),
            f"{row['seconds']:.1f}",
            str(row["made"]),
            str(row["reused"]),
            f"{near(Path(row['out']))}  {row['reason']}".strip(),
        )
    Console(highlight=False).print(table)


async def find(client: Client, name: str) -> Any:
    """A run by the first or last characters of its id, or `last`.

    Raises:
        NotFound: there is none, or more than one.
    """
    async with client.database.begin(client.tenant) as connection:
        if name == "last":
            rows = await run_rows.newest(connection, limit=1)
        else:
            rows = await run_rows.find(connection, name)
    if len(rows) == 1:
        return rows[0]
    what = "no run" if not rows else f"{len(rows)} runs are"
    raise NotFound(f"{what} called {name!r}", "see `kinora runs`", "RUN")


async def events(client: Client, run_id: uuid.UUID) -> list[dict[str, Any]]:
    """All events of a run with their times."""
    told: list[dict[str, Any]] = []
    async with client.database.begin(client.tenant) as connection:
        while rows := await event_rows.after(
            connection, run_id=run_id, seq=told[-1]["seq"] if told else 0
        ):
            told += [
                {
                    "seq": row.seq,
                    "at": row.created_at.isoformat(timespec="milliseconds"),
                    "event": row.type,
                    **row.data,
                }
                for row in rows
            ]
    return told

"""`kinora runs` and `kinora logs`: what was made, and what happened in it."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.client import Client
from cli.estimating import left_of, watched
from cli.progress import write_json
from cli.tell import near
from media.errors import InputError, NotFound
from pipelines.graph import Flow
from store.repositories import events as event_rows
from store.repositories import forks
from store.repositories import runs as run_rows
from store.repositories import steps as step_rows
from store.repositories.commands import Kind


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


async def steps(client: Client, name: str) -> list[dict[str, Any]]:
    """A run's steps."""
    row = await find(client, name)
    found = await client.steps(row.id)
    async with client.database.begin(client.tenant) as connection:
        told = await event_rows.routed(
            connection, run_id=row.id, nodes={step.node for step in found}
        )
    return [
        {
            "step": step.node + "".join(f"[{index}]" for index in step.path),
            "type": step.type,
            "state": step.state,
            "attempt": step.attempt,
            "seconds": round(step.seconds or 0.0, 3),
            "waits_for": step.reason or "",
            "error": step.error,
            "routed": told.get((step.node, tuple(step.path))),
            "outputs": step.outputs,
        }
        for step in found
    ]


async def left(client: Client, name: str) -> str:
    """How long a run goes on, in words; empty where it does not, or nobody knows."""
    return await left_of(client, await find(client, name))


def show_steps(rows: list[dict[str, Any]], left: str = "") -> None:
    """A table of steps for a person, and how long the run goes on."""
    table = Table("step", "type", "state", "tries", "seconds", "", box=None)
    for row in rows:
        error = row["error"]
        note = f"{error['code']}: {error['message']}" if error else row["waits_for"]
        if row["routed"] and not note:
            note = f"by {row['routed']['engine']}: {row['routed']['why']}"
        table.add_row(
            row["step"],
            row["type"],
            row["state"],
            str(row["attempt"]),
            f"{row['seconds']:.1f}",
            note,
        )
    console = Console(highlight=False)
    console.print(table)
    if left:
        console.print(left)


async def follow(client: Client, name: str) -> None:
    """Write a run's events as they come, until it ends."""
    row = await find(client, name)
    async for seq, kind, data in watched(client, row.id):
        write_json({"seq": seq, "event": kind, **data})


async def tell(client: Client, name: str, kind: Kind, node: str | None, data: Any) -> None:
    """Say a word to a run.

    Raises:
        NotFound: there is no such run, or no such node in it.
    """
    row = await find(client, name)
    if node is not None:
        _check_node(Flow.model_validate(row.flow), node)
    await client.tell(row.id, kind, node=node, data=data)


def answer(text: str) -> Any:
    """What a person sends to a step.

    Raises:
        InputError: it is no JSON.
    """
    try:
        return json.loads(text)
    except ValueError:
        raise InputError(f"{text!r} is no JSON", "write '{\"approve\": true}'", "DATA") from None


async def fork(client: Client, name: str, begin: list[str], edits: list[str]) -> uuid.UUID:
    """Submit a run that goes on from another, with what that one finished.

    Args:
        client: whose run it is.
        name: the other run.
        begin: nodes that are made again, with all that hangs on them.
        edits: `node.port=value` in place of what a step gave; what hangs on it is made again.

    Raises:
        NotFound: there is no such run or node.
        InputError: an edit names no port or no value.
    """
    row = await find(client, name)
    flow = Flow.model_validate(row.flow)
    changed: dict[str, dict[str, Any]] = {}
    for text in edits:
        place, equals, value = text.partition("=")
        node, dot, port = place.partition(".")
        if not equals or not dot:
            raise InputError(f"{text!r} is no edit", "write node.port=value", "set")
        changed.setdefault(node, {})[port] = answer(value)
    for node in (*begin, *changed):
        _check_node(flow, node)
    stale = flow.behind(begin) | (flow.behind(changed) - changed.keys())
    async with client.database.begin(client.tenant) as connection:
        run_id = await run_rows.submit(
            connection,
            tenant=client.tenant,
            project=row.project,
            request=str(uuid.uuid4()),
            flow=row.flow,
            inputs=row.inputs,
            priority=row.priority,
            exclusive=False,
            origin=row.id,
        )
        await forks.carry_over(connection, origin=row.id, run_id=run_id, stale=stale, edits=changed)
    return run_id


def _check_node(flow: Flow, node: str) -> None:
    if node.partition("/")[0] not in flow.by_id:
        raise NotFound(
            f"the run has no node {node!r}", "it has " + ", ".join(sorted(flow.by_id)), "NODE"
        )

"""`kinora models pull`: weights from where a row says, once their licence is agreed to."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from cli.models.finding import found
from cli.progress import write_json
from media.errors import InputError, Interrupted
from models.catalog.row import Engine
from models.weights.hub import page_of
from models.weights.manifest import Manifest, folder_of, manifest_of
from models.weights.pulling import Looked, as_pulled, bring, damaged, is_pinned, look
from models.weights.sources import BrokenOff
from models.weights.verifying import verify

NON_COMMERCIAL = re.compile(r"non-?commercial|\bnc\b|research only", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How it is to be pulled."""

    yes: bool = False
    update: bool = False
    again: bool = False
    repair: bool = False
    lines: bool = False


def pull(name: str, manner: Manner) -> dict[str, Any]:
    """Pull what is not here; what was done.

    Raises:
        InputError: the row has no weights, its licence was not agreed to, the disk has no room.
        WorldError: a source does not give them.
        Interrupted: by Ctrl-C; the next pull goes on where this one was.
    """
    row = found(name)
    here = manifest_of(folder_of(row)) if row.weights else None
    if manner.repair:
        return _repaired(row, manner)
    if here and is_pinned(row, here) and not manner.again:
        return _told(row, "here", here)
    looked = _looked(row, here, manner)
    if looked is None:
        assert here is not None
        return _told(row, "here", here, note="its source cannot be asked whether it moved on")
    if here and not (manner.again or (manner.update and looked.changes)):
        changes = [vars(one) for one in looked.changes]
        return _told(row, "moved" if changes else "here", here, changes=changes)
    _agreed(row, looked.num_bytes, manner)
    everything = [one.path for one in looked.wanted] if manner.again else []
    return _told(row, "pulled", _brought(looked, manner, everything))


def show(done: dict[str, Any]) -> None:
    """What was done, for a person."""
    name, size = done["id"], f"{done['bytes'] / 1e9:.2f} GB"
    if done["state"] == "moved":
        changed = sum(one["num_bytes"] for one in done["changes"]) / 1e9
        typer.echo(f"{name} is here ({size}); its source offers other files, {changed:.2f} GB:")
        for one in done["changes"]:
            typer.echo(f"  {one['what']:<8} {one['path']}")
        typer.echo(f"kinora models pull {name} --update takes them")
        return
    commit = f", commit {done['commit'][:12]}" if done["commit"] else ""
    typer.echo(f"{name} is {done['state']}: {size} in {done['folder']}{commit}")
    if done["note"]:
        typer.echo(done["note"], err=True)


def _looked(row: Engine, here: Manifest | None, manner: Manner) -> Looked | None:
    """What the sources offer; None where they cannot be asked and need not be."""
    try:
        return look(row)
    except BrokenOff:
        if here is None or manner.update or manner.again:
            raise
        return None


def _repaired(row: Engine, manner: Manner) -> dict[str, Any]:
    with showing(f"checking {row.id}", lines=manner.lines) as progress:
        broken = [one.path for one in verify(row, progress)]
    here = manifest_of(folder_of(row))
    assert here is not None
    if not broken:
        return _told(row, "here", here, note="no file is damaged")
    looked = damaged(look(as_pulled(row, here)))
    note = f"fetched again: {', '.join(broken)}"
    return _told(row, "repaired", _brought(looked, manner, broken), note=note)


def _brought(looked: Looked, manner: Manner, again: list[str]) -> Manifest:
    try:
        with showing(looked.engine.id, lines=manner.lines) as progress:
            return bring(looked, progress, again=again)
    except KeyboardInterrupt as error:
        raise Interrupted(
            "the pull was stopped", f"kinora models pull {looked.engine.id} goes on where it was"
        ) from error


def _agreed(row: Engine, num_bytes: int, manner: Manner) -> None:
    """Show the licence, and ask where it binds more than usual.

    Raises:
        InputError: nobody is there to be asked.
    """
    assert row.weights is not None
    page = page_of(row.weights.source)
    if not manner.lines:
        typer.echo(
            f"{row.id}: {num_bytes / 1e9:.2f} GB from {row.weights.source}, licence {row.licence}"
            + (f", see {page}" if page else ""),
            err=True,
        )
    binds = row.weights.gated or NON_COMMERCIAL.search(row.licence)
    if not binds or manner.yes:
        return
    if not sys.stdin.isatty():
        raise InputError(
            f"{row.id} is under {row.licence}, which wants to be agreed to",
            f"read it{f' at {page}' if page else ''} and add --yes", "yes", "NOT_CONFIRMED",
        )  # fmt: skip
    typer.confirm("Do you agree to its licence?", abort=True)


@contextmanager
def showing(label: str, *, lines: bool) -> Generator[Callable[[int, int], None]]:
    """A bar for a person, or a line of JSON at each twentieth."""
    if lines:
        yield _Twentieths(label).show
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


class _Twentieths:
    """Says how far it is, not more often than is read."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._said = -1

    def show(self, done: int, total: int) -> None:
        step = done * 20 // total if total else 20
        if step > self._said:
            self._said = step
            write_json({"event": "progress", "id": self._label, "bytes": done, "of": total})


def _told(
    row: Engine,
    state: str,
    manifest: Manifest,
    *,
    changes: list[dict[str, Any]] | None = None,
    note: str = "",
) -> dict[str, Any]:
    return {
        "event": "done",
        "id": row.id,
        "state": state,
        "folder": str(folder_of(row)),
        "commit": manifest.revision,
        "digest": manifest.digest,
        "bytes": manifest.num_bytes,
        "changes": changes or [],
        "note": note,
    }

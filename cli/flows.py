"""`kinora flow`: check, draw and run flows from files."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cli.assets import check_there
from cli.client import Client
from cli.disk import check_writable
from cli.home import Home
from cli.make import carried_out
from cli.system import System
from cli.uploads import Uploads, named_files
from media.errors import InputError, NotFound
from media.ids import Digest
from pipelines.documents import read_flow
from pipelines.faults import FlowFault, InvalidFlow
from pipelines.graph import Flow
from pipelines.validation import faults_of, validate
from pipelines.values import Values

EXTENSIONS = {"jpeg": "jpg", "application/json": "json", "text/plain": "txt"}


def load(path: str) -> Flow:
    """A flow from a file, or from standard input for `-`.

    Raises:
        InvalidFlow: with every fault.
        InputError: there is no such file.
    """
    if path == "-":
        return read_flow(sys.stdin.read())
    check_there(Path(path), "FILE", "give a flow as JSON or YAML")
    return read_flow(Path(path).read_text("utf-8"))


def part(flow: Flow, until: Collection[str]) -> Flow:
    """The flow of some nodes and all that they need; the whole, where none is named.

    Raises:
        NotFound: there is no such node.
    """
    for node_id in until:
        if node_id not in flow.by_id:
            known = "the flow has " + ", ".join(flow.by_id)
            raise NotFound(f"there is no node {node_id!r}", known, "until")
    return flow.until(until) if until else flow


def faults(path: str) -> list[FlowFault]:
    """Everything that is wrong with a file's flow."""
    try:
        return list(faults_of(load(path)))
    except InvalidFlow as error:
        return list(error.faults)


def given_inputs(flow: Flow, texts: list[str], *, some: bool = False) -> dict[str, Any]:
    """Values for the flow's own ports from `name=value`, as YAML, or `name=@file`; all, or `some`.

    Raises:
        InputError: a port is missing or unknown, no value is given, or a file is refused.
    """
    found: dict[str, Any] = {}
    files: dict[str, list[str]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"{text!r} names no value", "write --input name=value", "input")
        paths = named_files(value)
        found[name] = None if paths else yaml.safe_load(value)
        if paths:
            files.setdefault(name, []).extend(paths)
    ports = flow.interface.inputs
    for name in found.keys() - ports.keys():
        known = ", ".join(sorted(ports)) or "none"
        raise InputError(f"the flow has no input {name!r}", f"it has {known}", "input")
    for name, port in ports.items():
        if port.required and name not in found and not some:
            raise InputError(f"the input {name} is missing", f"add --input {name}=...", "input")
    if files:
        uploads = Uploads(Home.find())
        found |= {name: uploads.value(name, paths, ports[name]) for name, paths in files.items()}
    return found


def run(
    flow: Flow,
    *,
    inputs: dict[str, Any],
    out: Path,
    lines: bool,
    priority: str = "interactive",
    budget: int | None = None,
) -> tuple[dict[str, Any], list[Path]]:
    """Run a flow to its end; its outputs, and the files that they name, fetched to a folder.

    Args:
        flow: the graph.
        inputs: values for its own ports.
        out: the folder.
        lines: whether to tell progress as JSON lines.
        priority: `interactive`, `standard` or `batch`.
        budget: what it may spend, in millionths of a dollar; None: as much as other limits leave.

    Raises:
        KinoraError: with its code and remedy.
    """
    from cli.watching import LineTable, StepTable

    validate(flow)
    check_writable(out)
    home = Home.find()

    async def finished(
        client: Client, run_id: uuid.UUID, run_s: float
    ) -> tuple[dict[str, Any], list[Path]]:
        row = await client.run(run_id)
        values = Values(client.objects, client.tenant, client.scratch)
        outputs = {name: value.value() for name, value in values.unpack(row.outputs).items()}
        return outputs, list(_fetched(client, outputs, out))

    async def submit(client: Client) -> uuid.UUID:
        return await client.submit(flow, str(out), inputs=inputs, priority=priority, budget=budget)

    display = LineTable() if lines else StepTable(flow)
    with System(home, engine=True) as system:
        return asyncio.run(carried_out(submit, home, system, display, finished))


def go_on(name: str, begin: list[str], edits: list[str]) -> None:
    """Run again what another run failed at, or what hangs on some nodes or edits, to the end."""
    from cli.runs import fork
    from cli.watching import LineTable

    home = Home.find()

    async def submit(client: Client) -> uuid.UUID:
        return await fork(client, name, begin, edits)

    async def finished(client: Client, run_id: uuid.UUID, run_s: float) -> None:
        return None

    with System(home, engine=True) as system:
        asyncio.run(carried_out(submit, home, system, LineTable(), finished))


def _fetched(client: Client, outputs: Mapping[str, Any], out: Path) -> Iterator[Path]:
    """Copy each asset of some outputs to a file named by where it stands."""
    for name, asset in _assets(outputs, ""):
        target = out / f"{name}.{_extension(asset)}"
        client.fetch(Digest(asset["digest"]), target)
        yield target


def _assets(value: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if isinstance(value.get("digest"), str):
            yield name, value
            return
        for key, part in value.items():
            yield from _assets(part, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _assets(part, f"{name}.{index + 1}")


def _extension(asset: Mapping[str, Any]) -> str:
    """The usual ending of an asset's file."""
    if asset.get("kind") == "video":
        return "mov" if asset.get("alpha") else "mp4"
    known = str(asset.get("format") or asset.get("media_type", "bin"))
    return EXTENSIONS.get(known, known.rpartition("/")[2])

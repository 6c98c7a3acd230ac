"""Saves drawings of flows, and of runs with the states of their steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from cli.client import Client
from cli.runs import find
from cli.tell import near
from media.errors import InputError
from pipelines.drawing.png import png
from pipelines.drawing.svg import States, drawn
from pipelines.graph import Flow
from store.repositories import events as event_rows


def save(
    flow: Flow, states: States | None = None, *, as_png: Path | None, as_svg: Path | None
) -> str:
    """Draw a flow; where it was saved.

    Raises:
        InputError: a file cannot be written.
    """
    text, width, height = drawn(flow, states)
    files: dict[Path, bytes] = {}
    if as_svg is not None:
        files[as_svg] = text.encode()
    if as_png is not None:
        files[as_png] = png(text, width, height)
    for path, content in files.items():
        try:
            path.write_bytes(content)
        except OSError as error:
            raise InputError(
                f"{path} cannot be written: {error.strerror}", "choose another file", "png"
            ) from error
    return "\n".join(near(path.absolute()) for path in files)


async def flow_and_states(client: Client, name: str) -> tuple[Flow, States]:
    """A run's flow, and for each node how many of its steps are in which state."""
    row = await find(client, name)
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for step in await client.steps(row.id):
        states[step.node][step.state] += 1
    async with client.database.begin(client.tenant) as connection:
        sizes = await event_rows.of_type(connection, run_id=row.id, type="node.expanded")
    for event in sizes:
        # Steps that have not begun have no row.
        rest = event.data["steps"] - states[event.data["node"]].total()
        states[event.data["node"]] += Counter(pending=rest)
    return Flow.model_validate(row.flow), states

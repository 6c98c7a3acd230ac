"""Shows a flow while it runs: a table of its nodes on a terminal, JSON lines elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from cli.progress import Data, write_json
from pipelines.graph import Flow

REFRESH_HZ = 8
STYLES = {
    "succeeded": "green", "cached": "blue", "running": "yellow", "waiting": "magenta",
    "failed": "red", "cancelled": "bright_black", "skipped": "bright_black",
}  # fmt: skip


HINTS = {
    "budget": "(kinora budget set LIMIT)",
    "gate": """(kinora runs signal last NODE '{"approve": true}')""",
    "unknown_payment": """(kinora runs signal last NODE '"not_sent"', or see kinora budget)""",
}
"""What lets a step that waits go on."""


class StepTable:
    """A row for each node: how many of its steps are done, in which states, and their seconds."""

    def __init__(self, flow: Flow) -> None:
        self._types = {node.id: node.type for node in flow.nodes}
        self._totals: Counter[str] = Counter({node.id: 1 for node in flow.nodes if not node.each})
        self._states: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._seconds: Counter[str] = Counter()
        self._notes: dict[str, str] = {}
        self._left = ""
        self._live = Live(
            get_renderable=self._table,
            console=Console(stderr=True),
            refresh_per_second=REFRESH_HZ,
            transient=False,
        )

    def __enter__(self) -> StepTable:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.refresh()
        self._live.stop()

    def show(self, kind: str, data: Data) -> None:
        """Take one event."""
        node = data.get("node", "")
        self._left = "" if kind == "run.ended" else data.get("left", self._left)
        if kind == "node.expanded":
            self._types.setdefault(node, data["type"])
            self._totals[node] += data["steps"]
        elif kind == "step.waiting":
            hint = HINTS.get(data["reason"], "").replace("NODE", node)
            self._notes[node] = escape(f"waits: {data['reason']} {hint}".rstrip())
        elif kind == "step.ended":
            self._notes.pop(node, None)
            self._states[node][data["state"]] += 1
            self._seconds[node] += data["seconds"]
            if data.get("error"):
                self._notes[node] = f"{data['error']['code']}: {data['error']['message']}"

    def _table(self) -> Table:
        table = Table(
            "node", "type", "done", "states", "seconds", "",
            box=None, caption=self._left or None, caption_justify="left",
        )  # fmt: skip
        for node, type_id in self._types.items():
            states = self._states[node]
            done = sum(states.values())
            said = ", ".join(
                f"[{STYLES.get(state, 'white')}]{count} {state}[/]"
                for state, count in states.items()
            )
            seconds = f"{self._seconds[node]:.1f}" if self._seconds[node] else ""
            total = max(self._totals[node], done)
            table.add_row(
                node, type_id, f"{done}/{total or '?'}", said, seconds, self._notes.get(node, "")
            )
        return table


class LineTable:
    """Each event as one JSON object a line."""

    def __enter__(self) -> LineTable:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Write one event."""
        write_json({"event": kind, **data})

"""Shows how far a film is: bars with time left on a terminal, JSON lines elsewhere."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Protocol

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipelines.graph import Flow

STAGES: dict[str, tuple[str, ...]] = {
    "Planning": ("plan", "direct"),
    "Speech": ("voice",),
    "Drawing": ("cast", "panel", "likeness"),
    "Animating": ("motion", "moving", "longer"),
    "Rendering": ("segment", "look"),
    "Sound": ("music", "air", "mix"),
    "Joining": ("cut", "captions", "sheet", "page", "film", "check"),
}
"""The nodes of the film's flow, by the words a user knows."""

Data = dict[str, Any]


class Display(Protocol):
    """Whoever shows a run's events."""

    def __enter__(self) -> Display:
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        ...

    def show(self, kind: str, data: Data) -> None:
        """Take one event."""
        ...


class _Stages(Progress):
    """Bars, and below them how long all of it goes on."""

    left = ""

    def get_renderables(self) -> Iterable[RenderableType]:
        """The lines to draw."""
        yield self.make_tasks_table(self.tasks)
        if self.left:
            yield Text(self.left, style="dim")


class Bars:
    """A bar for each stage of a flow."""

    def __init__(self, flow: Flow) -> None:
        present = {stage_of(node.id) for node in flow.nodes}
        self._stages = [stage for stage in STAGES if stage in present]
        self._progress = _Stages(
            TextColumn("{task.description:<10}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[reused]}", style="green"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._tasks: dict[str, TaskID] = {}
        self._totals = single_steps(flow)
        self._reused: dict[str, int] = {}

    def __enter__(self) -> Bars:
        self._progress.start()
        for stage in self._stages:
            total = self._totals[stage] or None
            self._tasks[stage] = self._progress.add_task(stage, total=total, start=False, reused="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def show(self, kind: str, data: Data) -> None:
        """Move the bar of the event's stage."""
        self._progress.left = "" if kind == "run.ended" else data.get("left", self._progress.left)
        stage = stage_of(data.get("node", ""))
        if stage is None:
            return
        task = self._tasks[stage]
        if self._progress.tasks[task].start_time is None:
            self._progress.start_task(task)
        if kind == "node.expanded":
            self._totals[stage] += data["steps"]
            self._progress.update(task, total=self._totals[stage])
        elif kind == "step.ended":
            if data["state"] == "cached":
                self._reused[stage] = self._reused.get(stage, 0) + 1
                self._progress.update(task, reused=f"{self._reused[stage]} reused")
            self._progress.advance(task)


class JsonLines:
    """One JSON object a line on standard output, at most a few a second for each stage."""

    INTERVAL_S = 0.5

    def __init__(self, flow: Flow) -> None:
        self._began = time.monotonic()
        self._totals = single_steps(flow)
        self._stages: dict[str, Data] = {}
        self._written: dict[str, float] = {}

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def show(self, kind: str, data: Data) -> None:
        """Write the stage's state, unless it was written just now."""
        stage = stage_of(data.get("node", ""))
        if stage is None:
            return
        state = self._stages.setdefault(
            stage,
            {
                "event": "progress",
                "stage": stage.lower(),
                "done": 0,
                "of": self._totals[stage],
                "reused": 0,
            },
        )
        if kind == "node.expanded":
            state["of"] += data["steps"]
        elif kind == "step.ended":
            state["done"] += 1
            state["reused"] += data["state"] == "cached"
            state |= {"left_s": data["left_s"]} if "left_s" in data else {}
        now = time.monotonic()
        if state["done"] == state["of"] or now - self._written.get(stage, 0) > self.INTERVAL_S:
            self._written[stage] = now
            write_json({**state, "elapsed_s": round(now - self._began, 2)})


def single_steps(flow: Flow) -> Counter[str]:
    """By stage, how many steps are known before anything runs: those of nodes over no list."""
    stages = (stage_of(node.id) for node in flow.nodes if not node.each)
    return Counter(stage for stage in stages if stage)


def stage_of(node_id: str) -> str | None:
    """The stage that a node belongs to."""
    return next((stage for stage, nodes in STAGES.items() if node_id in nodes), None)


def write_json(data: Data) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()

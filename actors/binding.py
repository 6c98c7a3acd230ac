"""Binds a step's inputs: constants, items of a list, gathered results, and streams.

A step that was skipped, or failed where failures are collected, has no results: nothing flows from
it. A list leaves it out; a step with an edge from it into anything else is skipped.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from actors.schedule import SINGLE, Schedule, StepId
from actors.steps import Step
from media.model import canonical_json
from pipelines.expressions import holds
from pipelines.graph import AFTER, DONE, FAILURES, INPUTS, OUTPUTS, Edge, Flow
from pipelines.ports import Sealed, Stream
from pipelines.values import Held, Json

NOTHING = object()
"""What a dead edge carries."""


@dataclass(kw_only=True, slots=True)
class Bound:
    """A step's inputs: JSON data or sealed, and streams, whose items come later."""

    values: Json
    streams: dict[str, Stream[Any]] = field(default_factory=dict[str, Stream[Any]])


class Board:
    """The results of one flow so far, by step."""

    def __init__(self, flow: Flow, schedule: Schedule, inputs: dict[str, Held]) -> None:
        self._flow = flow
        self._schedule = schedule
        self._results: dict[StepId, dict[str, Held]] = {StepId(INPUTS): inputs}
        self._failures: dict[str, list[Json]] = {}
        self._changed = asyncio.Event()

    def add(self, step_id: StepId, outputs: dict[str, Held]) -> None:
        """Note a finished step's outputs; none for one that gave nothing."""
        self._results[step_id] = outputs
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def fail(self, step_id: StepId, error: Json) -> None:
        """Note a failure that the run goes on behind."""
        failures = self._failures.setdefault(step_id.node, [])
        failures.append({"index": step_id.path, **error})
        self.add(step_id, {})

    def release(self, node_id: str) -> None:
        """Let go of what nobody needs any more, now that all steps of a node are done."""
        for source in self._flow.needs(self._flow.by_id[node_id]):
            if source in self._flow.given:
                continue
            if all(self._schedule.complete(other.id) for other in self._flow.needed_by[source]):
                for index in range(self._schedule.sizes[source]):
                    self._results.pop(StepId(source, index), None)
                self._results.pop(StepId(source), None)

    def bind(self, step: Step) -> Bound | None:
        """The step's inputs; None when something that it is to have never comes."""
        node = step.node
        bound = Bound(values=dict(node.params))
        shut = False
        for name, edges in self._flow.entering[node.id].items():
            if name == AFTER:
                shut |= any(self._value(edge, step.id.path) is NOTHING for edge in edges)
            elif name in node.interface.streams and not self._whole(edges[0]):
                size = self._schedule.sizes[edges[0].source_node]
                bound.streams[name] = Stream(self._follow(edges[0], size), size)
            else:
                value = self._field(step, name, edges)
                shut |= value is NOTHING
                bound.values[name] = value
        return None if shut else bound

    def _field(self, step: Step, name: str, edges: list[Edge]) -> Any:
        interface = step.node.interface
        if name in interface.sealed and not self._flow.binds_item(edges[0]):
            return self._sealed(edges[0])
        if name in interface.many and self._flow.collects(edges):
            return self._collected(edges, step.id.path)
        return self._value(edges[0], step.id.path)

    def _collected(self, edges: list[Edge], path: int) -> list[Any]:
        """What several edges bring into one list, in their order."""
        found: list[Any] = []
        for edge in edges:
            value = self._value(edge, path)
            if value is NOTHING:
                continue
            if self._flow.brings_many(edge):
                found += value
            else:
                found.append(value)
        return found

    def outputs(self, *, leaves: bool) -> Json:
        """The values of the flow's own ports, packed, once all is done.

        Args:
            leaves: where the flow has no ports, give by node what no other node needs.
        """
        if leaves and not self._flow.into(OUTPUTS):
            return {
                step.node: {port: json.loads(held.text) for port, held in outputs.items()}
                for step, outputs in self._results.items()
                if step.path == SINGLE and self._flow.heights.get(step.node) == 0
            }
        found: Json = {}
        for edge in self._flow.into(OUTPUTS):
            if edge.when or edge.source_port == FAILURES:
                value = self._value(edge, SINGLE)
            else:
                text = self._text(edge)
                value = NOTHING if text is None else json.loads(text)
            if value is not NOTHING:
                found[edge.target_field] = value
        return found

    def _whole(self, edge: Edge) -> bool:
        return self._schedule.complete(edge.source_node)

    def _value(self, edge: Edge, path: int) -> Any:
        """What an edge brings to one step, or `NOTHING`."""
        found = self._brought(edge, path)
        if not edge.when or found is NOTHING:
            return found
        names = {"value": found, "outputs": self._beside(edge, path)}
        return found if holds(edge.when, names) else NOTHING

    def _beside(self, edge: Edge, path: int) -> Json:
        """All outputs of the step that an edge leaves, where that is one step."""
        source = self._flow.by_id.get(edge.source_node)
        if source is not None and source.each and not self._flow.binds_item(edge):
            return {}
        step_id = StepId(edge.source_node, path if source is not None and source.each else SINGLE)
        return {port: held.value() for port, held in self._results.get(step_id, {}).items()}

    def _brought(self, edge: Edge, path: int) -> Any:
        if edge.source_port == FAILURES:
            return sorted(self._failures.get(edge.source_node, []), key=lambda one: one["index"])
        source = self._flow.by_id.get(edge.source_node)
        if self._flow.binds_item(edge):
            if source is not None and source.each:
                return self._one(StepId(source.id, path), edge)
            held = self._results[StepId(edge.source_node)].get(edge.source_port)
            return NOTHING if held is None else held.item(path)
        if source is not None and source.each:
            if edge.source_port == DONE:
                return True
            return [held.value() for held in self._gathered(edge)]
        return self._one(StepId(edge.source_node), edge)

    def _one(self, step_id: StepId, edge: Edge) -> Any:
        outputs = self._results.get(step_id, {}) if edge.orders else self._results[step_id]
        if edge.source_port == DONE:
            return {port: held.value() for port, held in outputs.items()} if outputs else NOTHING
        held = outputs.get(edge.source_port)
        return NOTHING if held is None else held.value()

    def _sealed(self, edge: Edge) -> Any:
        text = self._text(edge)
        return NOTHING if text is None else Sealed(text)

    def _text(self, edge: Edge) -> str | None:
        """What an edge carries as it is packed."""
        source = self._flow.by_id.get(edge.source_node)
        if source is not None and source.each:
            return "[" + ",".join(held.text for held in self._gathered(edge)) + "]"
        held = self._results[StepId(edge.source_node)].get(edge.source_port)
        return None if held is None else held.text

    def _gathered(self, edge: Edge) -> Iterator[Held]:
        for index in range(self._schedule.sizes[edge.source_node]):
            held = self._results[StepId(edge.source_node, index)].get(edge.source_port)
            if held is not None:
                yield held

    async def _follow(self, edge: Edge, size: int) -> AsyncIterator[Any]:
        for index in range(size):
            step_id = StepId(edge.source_node, index)
            while step_id not in self._results:
                await self._changed.wait()
            held = self._results[step_id].get(edge.source_port)
            if held is not None:
                yield held.value()


def summary(value: Json, limit: int) -> Json:
    """Inputs as the journal shows them: values too long for it are left out by name."""
    shown: Json = {}
    left_out: list[str] = []
    for name, part in value.items():
        sealed = isinstance(part, Sealed)
        text = part.text if sealed else canonical_json(part)
        if len(text) > limit:
            left_out.append(name)
        else:
            shown[name] = json.loads(text) if sealed else part
    return {**shown, "$left_out": sorted(left_out)} if left_out else shown

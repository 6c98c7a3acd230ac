"""Binds a step's inputs: constants, items of a list, gathered results, and streams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from actors.schedule import Schedule, StepId
from actors.steps import Step
from media.model import canonical_json
from pipelines.graph import Edge, Flow
from pipelines.ports import Sealed, Stream
from pipelines.values import Held, Json


class Board:
    """The results of a run so far, by step."""

    def __init__(self, flow: Flow, schedule: Schedule) -> None:
        self._flow = flow
        self._schedule = schedule
        self._results: dict[StepId, dict[str, Held]] = {}
        self._changed = asyncio.Event()

    def add(self, step_id: StepId, outputs: dict[str, Held]) -> None:
        """Note a finished step's outputs."""
        self._results[step_id] = outputs
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def release(self, node_id: str) -> None:
        """Let go of what nobody needs any more, now that all steps of a node are done."""
        for source in self._flow.needs(self._flow.by_id[node_id]):
            if all(self._schedule.complete(other.id) for other in self._flow.needed_by[source]):
                for index in range(self._schedule.sizes[source]):
                    self._results.pop(StepId(source, index), None)
                self._results.pop(StepId(source), None)

    def bind(self, step: Step) -> tuple[Json, dict[str, Stream[Any]]]:
        """The step's inputs as JSON data or sealed, and its streams, whose items come later."""
        kind = step.node.kind
        bound: Json = dict(step.node.params)
        streams: dict[str, Stream[Any]] = {}
        for edge in self._flow.into(step.id.node):
            field = edge.target_field
            if field in kind.streams and not self._whole(edge):
                size = self._schedule.sizes[edge.source_node]
                streams[field] = Stream(self._follow(edge, size), size)
            elif field in kind.sealed and not self._flow.binds_item(edge):
                bound[field] = Sealed(self._text(edge))
            else:
                bound[field] = self._value(edge, step.id.path)
        return bound, streams

    def _whole(self, edge: Edge) -> bool:
        return self._schedule.complete(edge.source_node)

    def _value(self, edge: Edge, path: int) -> Any:
        source = self._flow.by_id[edge.source_node]
        if self._flow.binds_item(edge):
            if source.each:
                return self._port(StepId(source.id, path), edge).value()
            return self._port(StepId(source.id), edge).item(path)
        if source.each:
            return [held.value() for held in self._gathered(edge)]
        return self._port(StepId(source.id), edge).value()

    def _text(self, edge: Edge) -> str:
        """What an edge carries as it is packed."""
        if self._flow.by_id[edge.source_node].each:
            return "[" + ",".join(held.text for held in self._gathered(edge)) + "]"
        return self._port(StepId(edge.source_node), edge).text

    def _gathered(self, edge: Edge) -> Iterator[Held]:
        for index in range(self._schedule.sizes[edge.source_node]):
            yield self._port(StepId(edge.source_node, index), edge)

    def _port(self, step_id: StepId, edge: Edge) -> Held:
        return self._results[step_id][edge.source_port]

    async def _follow(self, edge: Edge, size: int) -> AsyncIterator[Any]:
        for index in range(size):
            step_id = StepId(edge.source_node, index)
            while step_id not in self._results:
                await self._changed.wait()
            yield self._port(step_id, edge).value()


def summary(value: Json, limit: int) -> Json:
    """Inputs as the journal shows them: values too long for it are left out by name."""
    texts = {
        name: part.text if isinstance(part, Sealed) else canonical_json(part)
        for name, part in value.items()
    }
    shown = {name: json.loads(text) for name, text in texts.items() if len(text) <= limit}
    left_out = sorted(set(value) - set(shown))
    return {**shown, "$left_out": left_out} if left_out else shown

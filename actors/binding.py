"""Binds a step's inputs: constants, items of a list, gathered results, and streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from actors.schedule import Schedule, StepId
from actors.steps import Step
from actors.values import Held, Json
from media.model import canonical_json
from pipelines.graph import Edge, Flow
from pipelines.node import Stream


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

    def bind(self, step: Step) -> tuple[Json, dict[str, Stream[Any]]]:
        """The step's inputs as JSON data, and its streams, whose items come as they are done."""
        bound: Json = dict(step.node.params)
        streams: dict[str, Stream[Any]] = {}
        for edge in self._flow.into(step.id.node):
            if edge.target_field in step.node.kind.streams and not self._whole(edge):
                size = self._schedule.sizes[edge.source_node]
                streams[edge.target_field] = Stream(self._follow(edge, size), size)
            else:
                bound[edge.target_field] = self._value(edge, step.id.path)
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
            size = self._schedule.sizes[source.id]
            return [self._port(StepId(source.id, index), edge).value() for index in range(size)]
        return self._port(StepId(source.id), edge).value()

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
    shown = {name: part for name, part in value.items() if len(canonical_json(part)) <= limit}
    left_out = sorted(set(value) - set(shown))
    return {**shown, "$left_out": left_out} if left_out else shown

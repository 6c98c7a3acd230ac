"""Which steps of a flow may run now. Pure: no clock, no Ray, no database.

A step is (node, path): path is the item's index for a node with `each`, and -1 otherwise. A step is
ready when what it binds item by item is done for its own index, and every other node it needs is
done as a whole. A node that takes a stream starts as soon as the stream's length is known, a gate
as soon as enough of what it waits for is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipelines.graph import INPUTS, Flow, FlowNode

SINGLE = -1


class StepId(NamedTuple):
    """A step's name within its flow."""

    node: str
    path: int = SINGLE


class Schedule:
    """Progress through one flow, driven by `start` and `finish`."""

    def __init__(self, flow: Flow, inputs: Mapping[str, int] | None = None) -> None:
        """Begin.

        Args:
            flow: the graph.
            inputs: the length of each of the flow's inputs over which nodes make their steps.
        """
        self.flow = flow
        self.sizes: dict[str, int] = {INPUTS: 1}
        """Number of steps of each node that is expanded."""
        self._done: dict[str, set[int]] = defaultdict(set)
        self._done[INPUTS].add(SINGLE)
        self._lists: dict[str, Mapping[str, int]] = {INPUTS: inputs or {}}
        self._issued: set[StepId] = set()
        self._empty: set[str] = set()
        """Single nodes that gave nothing."""
        self.expanded: list[str] = []
        """The nodes over lists whose number of steps became known, until somebody takes note."""

    def start(self) -> list[StepId]:
        """The steps that need nothing."""
        return self._advance([node for node in self.flow.nodes if not self.flow.needs(node)])

    def finish(
        self, step: StepId, lists: Mapping[str, int], *, empty: bool = False
    ) -> list[StepId]:
        """Note that a step is done; the steps that became ready by it.

        Args:
            step: the step.
            lists: the length of each of its outputs that is a list, by port.
            empty: it was skipped, or its failure is collected: nothing flows from it.
        """
        self._done[step.node].add(step.path)
        if step.path == SINGLE:
            self._lists[step.node] = lists
            if empty:
                self._empty.add(step.node)
        if self.complete(step.node):
            return self._advance(self.flow.needed_by[step.node])
        return self._follow_item(step)

    def complete(self, node_id: str) -> bool:
        """Whether every step of a node is done."""
        return node_id in self.sizes and len(self._done[node_id]) == self.sizes[node_id]

    @property
    def over(self) -> bool:
        """Whether every node is complete."""
        return all(self.complete(node.id) for node in self.flow.nodes)

    def _follow_item(self, step: StepId) -> list[StepId]:
        ready: list[StepId] = []
        for node in self.flow.needed_by[step.node]:
            follower = StepId(node.id, step.path)
            if node.each and node.id in self.sizes and self._item_ready(node, step.path):
                ready += self._issue([follower])
        return ready

    def _advance(self, nodes: Iterable[FlowNode]) -> list[StepId]:
        ready: list[StepId] = []
        for node in nodes:
            expanded = node.id not in self.sizes and self._expand(node)
            if node.id in self.sizes:
                ready += self._ready_steps(node)
            if expanded and (node.each or node.id in self.flow.feeding):
                # A stream's reader needs the length of its source, and an empty list is complete.
                ready += self._advance(self.flow.needed_by[node.id])
        return ready

    def _expand(self, node: FlowNode) -> bool:
        if not node.each:
            self.sizes[node.id] = 1
            return True
        origin, _, port = node.each.partition(".")
        if not self.complete(origin):
            return False
        # What was skipped has no list: there is no step over it.
        self.sizes[node.id] = self._lists[origin].get(port, 0)
        self.expanded.append(node.id)
        return True

    def _ready_steps(self, node: FlowNode) -> list[StepId]:
        if not node.each:
            return self._issue([StepId(node.id)] if self._whole_ready(node) else [])
        if not self._others_complete(node):
            return []
        indices = range(self.sizes[node.id])
        return self._issue([StepId(node.id, i) for i in indices if self._item_ready(node, i)])

    def _issue(self, steps: list[StepId]) -> list[StepId]:
        fresh = [step for step in steps if step not in self._issued]
        self._issued.update(fresh)
        return fresh

    def _whole_ready(self, node: FlowNode) -> bool:
        if node.quorum:
            return self._enough(node, node.quorum)
        streams = node.interface.streams
        for edge in self.flow.into(node.id):
            if edge.target_field in streams:
                if edge.source_node not in self.sizes:
                    return False
            elif not self.complete(edge.source_node):
                return False
        return True

    def _enough(self, node: FlowNode, quorum: int) -> bool:
        """Whether so many came that a gate opens, or no more can come."""
        done = {need for need in self.flow.needs(node) if self.complete(need)}
        return len(done - self._empty) >= quorum or len(done) == len(self.flow.needs(node))

    def _others_complete(self, node: FlowNode) -> bool:
        return all(
            self.complete(edge.source_node)
            for edge in self.flow.into(node.id)
            if not self.flow.binds_item(edge)
        )

    def _item_ready(self, node: FlowNode, index: int) -> bool:
        if not self._others_complete(node):
            return False
        return all(
            edge.source == node.each or index in self._done[edge.source_node]
            for edge in self.flow.into(node.id)
            if self.flow.binds_item(edge)
        )

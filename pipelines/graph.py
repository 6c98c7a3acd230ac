"""A flow as data: typed nodes, edges between their ports, and what steers them.

A node with `"each": "plan.shots"` becomes one step for every item of that list. An edge from the
list itself, or from a node over the same list, binds item by item; an edge from such a node to any
other gathers its results into a list, in order.

A flow may have ports of its own: edges that leave `inputs` name what it takes, edges that enter
`outputs` what it gives. So a flow can be a node of another: its `body`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any, Literal

from pydantic import ConfigDict, Field

from media.handles import Shape
from media.ids import digest_of
from media.model import Model, canonical_json
from media.style import Style, StyleId
from models.catalog.routing import Aim
from pipelines.catalog import node_type
from pipelines.faults import FlowFault, InvalidFlow
from pipelines.interface import Interface, Port
from pipelines.node import NodeType

NODE_ID = r"[a-z][a-z0-9_]*"
INPUTS, OUTPUTS = "inputs", "outputs"
"""The ends of a flow, as its edges name them."""
ENDS = (INPUTS, OUTPUTS)
GROUP = "flow.group"
"""The type of a node that is a flow."""
AFTER, DONE = "after", "done"
"""The ports of an edge that only orders: every node has both."""
FAILURES = "failures"
"""The port of what failed, of a node that collects its failures."""
SYNC = "flow.sync"
"""The type of a gate that opens when some of what enters it is there."""


class Retry(Model):
    """How often a node is tried, and how long it is waited between."""

    tries: int = Field(3, ge=1, le=100)
    backoff_s: float = Field(0.5, ge=0, le=3600)
    """Before the second try; doubled for each further one, with jitter."""
    max_backoff_s: float = Field(60.0, ge=0, le=86400)
    until: str = ""
    """An expression over the outputs: where it does not hold the node is tried again. Empty: any
    result will do."""


class FlowNode(Model):
    """A node in a flow."""

    id: str = Field(pattern=rf"^{NODE_ID}$")
    type: str
    version: int = 1
    params: dict[str, Any] = Field(default_factory=dict)
    each: str = ""
    """`node.port` of a list: one step per item. Empty: a single step."""
    width: int = Field(0, ge=0)
    """How many of its steps may be under way at once; 0: as many as there is room for."""
    when: str = ""
    """An expression over the inputs: where it does not hold, the step is skipped."""
    on_failure: Literal["fail", "collect"] = "fail"
    """Whether a failed step ends the run, or is left out of what others get."""
    retry: Retry | None = None
    timeout_s: float | None = Field(None, gt=0)
    """How long one try may take."""
    style: Style | StyleId | None = Field(None, exclude_if=lambda value: value is None)
    """How what an engine draws for it is to look."""
    route: Aim = Field("first", exclude_if=lambda value: value == "first")
    """Which of the engines that could serve it does."""
    body: Flow | None = None
    """What a group consists of."""

    @cached_property
    def kind(self) -> NodeType:
        """The node's type."""
        return node_type(self.type)

    @cached_property
    def interface(self) -> Interface:
        """What the node takes and gives."""
        found = self.body.interface if self.body is not None else self.kind.interface
        if self.on_failure == "collect":
            return found.giving(FAILURES, Port.listed())
        return found

    @property
    def quorum(self) -> int:
        """How many of those before it a gate waits for; 0: for all, as every node does."""
        if self.type != SYNC:
            return 0
        need = self.params.get("need", "all")
        return need if isinstance(need, int) else int(need == "any")


class Edge(Model):
    """A value that flows from an output port to an input field: `{"from": "a.x", "to": "b.y"}`."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    source: str = Field(alias="from", pattern=rf"^{NODE_ID}\.{NODE_ID}$")
    target: str = Field(alias="to", pattern=rf"^{NODE_ID}\.{NODE_ID}$")
    order: int | None = None
    """The value's place among those that enter one list."""
    when: str = ""
    """An expression over `value`, and over `outputs`, all that the step gave: where it does not
    hold, nothing flows."""

    @cached_property
    def source_node(self) -> str:
        """The node that the value comes from."""
        return self.source.partition(".")[0]

    @cached_property
    def source_port(self) -> str:
        """Its output port."""
        return self.source.partition(".")[2]

    @cached_property
    def target_node(self) -> str:
        """The node that the value goes to."""
        return self.target.partition(".")[0]

    @cached_property
    def target_field(self) -> str:
        """Its input field."""
        return self.target.partition(".")[2]

    @property
    def orders(self) -> bool:
        """Whether the edge is there for the order alone."""
        return self.target_field == AFTER


class Flow(Model):
    """A graph of nodes. `meta` is kept and never hashed."""

    nodes: tuple[FlowNode, ...]
    edges: tuple[Edge, ...] = ()
    meta: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, FlowNode]:
        """The nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def _into(self) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.target_node].append(edge)
        for edges in found.values():
            edges.sort(key=lambda edge: edge.order or 0)
        return found

    @cached_property
    def _needs(self) -> dict[str, frozenset[str]]:
        return {node.id: frozenset(self._sources(node)) for node in self.nodes}

    def _sources(self, node: FlowNode) -> set[str]:
        found = {edge.source_node for edge in self.into(node.id)}
        if node.each:
            found.add(node.each.partition(".")[0])
        return found - {INPUTS}

    def into(self, node_id: str) -> list[Edge]:
        """The edges that end in a node, those of one list in their order."""
        return self._into.get(node_id, [])

    @cached_property
    def entering(self) -> dict[str, dict[str, list[Edge]]]:
        """For each node, its edges by the field that they enter."""
        found: dict[str, dict[str, list[Edge]]] = {}
        for node in self.nodes:
            fields = found[node.id] = {}
            for edge in self.into(node.id):
                fields.setdefault(edge.target_field, []).append(edge)
        return found

    @cached_property
    def given(self) -> frozenset[str]:
        """The nodes whose results the flow itself gives."""
        return frozenset(edge.source_node for edge in self.into(OUTPUTS))

    @cached_property
    def feeding(self) -> frozenset[str]:
        """The nodes of which some other takes a stream."""
        return frozenset().union(*self.streamed.values())

    def carried(self, edge: Edge) -> Shape:
        """What an edge brings to one step: an item, the value, or all results gathered."""
        source = self.by_id.get(edge.source_node)
        interface = self.interface.inputs if source is None else source.interface.outputs
        port = interface.get(edge.source_port)
        shape = port.shape if port is not None else Shape("any")
        if self.binds_item(edge):
            listed = edge.source == self.by_id[edge.target_node].each
            return Shape(shape.handle if shape.handle != "json" else "any") if listed else shape
        return Shape(shape.handle, many=True) if source is not None and source.each else shape

    def brings_many(self, edge: Edge) -> bool:
        """Whether an edge brings a list, for the step at its end."""
        return self.carried(edge).many

    def collects(self, edges: list[Edge]) -> bool:
        """Whether the edges that enter a list port bring its items rather than the list.

        What may be anything, a list too, is taken as it is.
        """
        if len(edges) > 1 or edges[0].order is not None:
            return True
        shape = self.carried(edges[0])
        return not shape.many and shape.handle != "any"

    def needs(self, node: FlowNode) -> frozenset[str]:
        """The nodes whose results a node waits for."""
        return self._needs[node.id]

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """For each node, the ports that hold lists over which others make their steps."""
        found: dict[str, set[str]] = {node_id: set() for node_id in (*self.by_id, INPUTS)}
        for node in self.nodes:
            if node.each:
                origin, _, port = node.each.partition(".")
                found[origin].add(port)
        return {node_id: frozenset(ports) for node_id, ports in found.items()}

    @cached_property
    def streamed(self) -> dict[str, frozenset[str]]:
        """For each node, the nodes whose items it takes one by one."""
        return {
            node.id: frozenset(
                edge.source_node
                for edge in self.into(node.id)
                if edge.target_field in node.interface.streams
            )
            for node in self.nodes
        }

    @cached_property
    def needed_by(self) -> dict[str, tuple[FlowNode, ...]]:
        """For each node, the nodes that wait for it, each after those it needs."""
        found: dict[str, list[FlowNode]] = {node.id: [] for node in self.nodes}
        for node in self.order():
            for need in self.needs(node):
                found[need].append(node)
        return {node_id: tuple(nodes) for node_id, nodes in found.items()}

    @cached_property
    def heights(self) -> dict[str, int]:
        """For each node, how many nodes in a row wait for it; 0 where none does."""
        found: dict[str, int] = {node.id: 0 for node in self.nodes}
        for node in reversed(self.order()):
            for need in self.needs(node):
                found[need] = max(found[need], found[node.id] + 1)
        return found

    def behind(self, node_ids: Iterable[str]) -> frozenset[str]:
        """Some nodes, and all that need them, however far on."""
        found, waiting = set[str](), list(node_ids)
        while waiting:
            node_id = waiting.pop()
            if node_id not in found:
                found.add(node_id)
                waiting += [node.id for node in self.needed_by[node_id]]
        return frozenset(found)

    def until(self, node_ids: Iterable[str]) -> Flow:
        """The flow of some nodes and all that they need."""
        kept, waiting = set[str](), list(node_ids)
        while waiting:
            node_id = waiting.pop()
            if node_id not in kept:
                kept.add(node_id)
                waiting += self.needs(self.by_id[node_id])
        edges = tuple(e for e in self.edges if e.target_node in kept)
        nodes = tuple(node for node in self.nodes if node.id in kept)
        return self.but(nodes=nodes, edges=edges)

    def order(self) -> list[FlowNode]:
        """The nodes, each after those it needs.

        Raises:
            InvalidFlow: there is a cycle.
        """
        return [self.by_id[node_id] for node_id in self._order]

    @cached_property
    def _order(self) -> tuple[str, ...]:
        sorter = TopologicalSorter({node.id: sorted(self.needs(node)) for node in self.nodes})
        try:
            return tuple(sorter.static_order())
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            fault = FlowFault(
                code="CYCLE",
                node=circle[0],
                message=" -> ".join(circle),
                remedy="a flow has no circle; repeat with a group and `retry.until`",
            )
            raise InvalidFlow.of([fault]) from None

    def digest(self) -> str:
        """A digest of all that decides what the flow does."""
        dumped = self.model_dump(mode="json", by_alias=True, exclude={"meta"})
        return digest_of(canonical_json(dumped).encode())

    def binds_item(self, edge: Edge) -> bool:
        """Whether an edge hands a step over a list the item with the step's own index."""
        target = self.by_id.get(edge.target_node)
        if target is None or not target.each:
            return False
        source = self.by_id.get(edge.source_node)
        return edge.source == target.each or (source is not None and source.each == target.each)

    @cached_property
    def interface(self) -> Interface:
        """The flow's own ports: what leaves `inputs`, and what enters `outputs`."""
        inputs: dict[str, Port] = {}
        for node in self.nodes:
            origin, _, port = node.each.partition(".")
            if origin == INPUTS:
                inputs[port] = Port.listed()
        for edge in self.edges:
            if edge.source_node == INPUTS and edge.source_port not in inputs:
                inputs[edge.source_port] = self._taken(edge)
        outputs = {edge.target_field: edge for edge in self.into(OUTPUTS)}
        return Interface(
            inputs=inputs, outputs={name: self._given(edge) for name, edge in outputs.items()}
        )

    def _taken(self, edge: Edge) -> Port:
        """What an input of the flow is: what the field that it enters is."""
        target = self.by_id.get(edge.target_node)
        port = target.interface.inputs.get(edge.target_field) if target else None
        if port is None:
            return Port.anything()
        return port.listing() if target is not None and self.binds_item(edge) else port.plain()

    def _given(self, edge: Edge) -> Port:
        source = self.by_id.get(edge.source_node)
        port = source.interface.outputs.get(edge.source_port) if source else None
        if port is None:
            return Port.anything()
        return port.listing() if source is not None and source.each else port

"""A flow as data: typed nodes, edges between their ports, and `each` for one step per item.

A node with `"each": "plan.shots"` becomes one step for every item of that list. An edge from the
list itself, or from a node over the same list, binds item by item; an edge from such a node to any
other gathers its results into a list, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pydantic import ConfigDict, Field

from media.errors import CallerError
from media.ids import digest_of
from media.model import Model, canonical_json
from pipelines.catalog import node_type
from pipelines.node import NodeType

NODE_ID = r"[a-z][a-z0-9_]*"
PORT_NAME = re.compile(rf"({NODE_ID})\.({NODE_ID})")


class FlowNode(Model):
    """A node in a flow."""

    id: str = Field(pattern=rf"^{NODE_ID}$")
    type: str
    version: int = 1
    params: dict[str, Any] = Field(default_factory=dict)
    each: str = ""
    """`node.port` of a list: one step per item. Empty: a single step."""

    @property
    def kind(self) -> NodeType:
        """The node's type."""
        return node_type(self.type)


class Edge(Model):
    """A value that flows from an output port to an input field: `{"from": "a.x", "to": "b.y"}`."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    source: str = Field(alias="from", pattern=rf"^{NODE_ID}\.{NODE_ID}$")
    target: str = Field(alias="to", pattern=rf"^{NODE_ID}\.{NODE_ID}$")
    order: int | None = None
    """The value's place among those that enter one list."""

    @property
    def source_node(self) -> str:
        """The node that the value comes from."""
        return self.source.partition(".")[0]

    @property
    def source_port(self) -> str:
        """Its output port."""
        return self.source.partition(".")[2]

    @property
    def target_node(self) -> str:
        """The node that the value goes to."""
        return self.target.partition(".")[0]

    @property
    def target_field(self) -> str:
        """Its input field."""
        return self.target.partition(".")[2]


class InvalidFlow(CallerError):
    """A flow has faults; `faults` lists all of them."""

    code = "INVALID_FLOW"

    @property
    def faults(self) -> list[str]:
        """One line for each fault, beginning with its code."""
        return self.message.split("\n")


class Flow(Model):
    """A graph of nodes. `meta` is kept and never hashed."""

    nodes: tuple[FlowNode, ...]
    edges: tuple[Edge, ...] = ()
    meta: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, FlowNode]:
        """The nodes by id."""
        return {node.id: node for node in self.nodes}

    def into(self, node_id: str) -> list[Edge]:
        """The edges that end in a node."""
        return [edge for edge in self.edges if edge.target_node == node_id]

    @cached_property
    def listed(self) -> dict[str, frozenset[str]]:
        """For each node, the ports that hold lists over which others make their steps."""
        found: dict[str, set[str]] = {node.id: set() for node in self.nodes}
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
                if edge.target_field in node.kind.streams
            )
            for node in self.nodes
        }

    @cached_property
    def needed_by(self) -> dict[str, tuple[FlowNode, ...]]:
        """For each node, the nodes that wait for it, each after those it needs."""
        order = self.order()
        return {
            source.id: tuple(node for node in order if source.id in self.needs(node))
            for source in self.nodes
        }

    @cached_property
    def heights(self) -> dict[str, int]:
        """For each node, how many nodes in a row wait for it; 0 where none does."""
        found: dict[str, int] = {node.id: 0 for node in self.nodes}
        for node in reversed(self.order()):
            for need in self.needs(node):
                found[need] = max(found[need], found[node.id] + 1)
        return found

    def needs(self, node: FlowNode) -> set[str]:
        """The nodes whose results a node waits for."""
        found = {edge.source_node for edge in self.into(node.id)}
        if node.each:
            found.add(node.each.partition(".")[0])
        return found

    def order(self) -> list[FlowNode]:
        """The nodes, each after those it needs.

        Raises:
            InvalidFlow: there is a cycle.
        """
        sorter = TopologicalSorter({node.id: sorted(self.needs(node)) for node in self.nodes})
        try:
            return [self.by_id[node_id] for node_id in sorter.static_order()]
        except CycleError as error:
            raise InvalidFlow("CYCLE: " + " -> ".join(reversed(error.args[1]))) from None

    def digest(self) -> str:
        """A digest of all that decides what the flow does."""
        dumped = self.model_dump(mode="json", by_alias=True, exclude={"meta"})
        return digest_of(canonical_json(dumped).encode())

    def binds_item(self, edge: Edge) -> bool:
        """Whether an edge hands a step over a list the item with the step's own index."""
        target = self.by_id[edge.target_node]
        if not target.each:
            return False
        return edge.source == target.each or self.by_id[edge.source_node].each == target.each


def validate(flow: Flow) -> None:
    """Check a flow against the catalog.

    Raises:
        InvalidFlow: with every fault at once, each by its code, node and port.
    """
    faults = list(_faults(flow))
    if faults:
        raise InvalidFlow("\n".join(faults))
    flow.order()


def _faults(flow: Flow) -> Iterable[str]:
    if len(flow.by_id) < len(flow.nodes):
        yield "DUPLICATE_NODE: two nodes have one id"
    known = {}
    for node in flow.nodes:
        try:
            known[node.id] = node.kind
        except CallerError as error:
            yield f"{error.code}: {node.id}: {error.message}"
    for edge in flow.edges:
        yield from _edge_faults(edge, known)
    for node in flow.nodes:
        if node.id in known:
            yield from _node_faults(flow, node, known)


def _edge_faults(edge: Edge, known: dict[str, NodeType]) -> Iterable[str]:
    source, target = known.get(edge.source_node), known.get(edge.target_node)
    if source is None or target is None:
        yield f"INVALID_CONNECTION: {edge.source} -> {edge.target}: an end does not exist"
        return
    if edge.source_port not in source.outputs.model_fields:
        yield f"INVALID_CONNECTION: {source.id} has no output {edge.source_port}"
    if edge.target_field not in target.cls.model_fields:
        yield f"INVALID_CONNECTION: {target.id} has no input {edge.target_field}"
    elif edge.target_field in target.params:
        yield f"INVALID_CONNECTION: {edge.target} takes a constant alone"


def _node_faults(flow: Flow, node: FlowNode, known: dict[str, NodeType]) -> Iterable[str]:
    kind = known[node.id]
    if node.version != kind.version:
        yield f"BAD_VERSION: {node.id}: {kind.id} is at version {kind.version}, not {node.version}"
    if node.each:
        origin, _, port = node.each.partition(".")
        if origin not in known or port not in known[origin].outputs.model_fields:
            yield f"INVALID_CONNECTION: {node.id}: there is no list {node.each}"
    bound = {edge.target_field for edge in flow.into(node.id)}
    for name in node.params:
        if name not in kind.cls.model_fields or name in kind.ports:
            yield f"BAD_PARAMETER: {node.id} has no parameter {name}"
        elif name in bound:
            yield f"BAD_PARAMETER: {node.id}.{name} is bound by a constant and by an edge"
    for name, field in kind.cls.model_fields.items():
        if field.is_required() and name not in bound and name not in node.params:
            yield f"MISSING_INPUT: {node.id}.{name} is not bound"

"""A node's example as a flow: what its documentation shows, and what a test runs."""

from __future__ import annotations

from typing import Any

from media.errors import AuthorError
from pipelines.catalog import node_type
from pipelines.graph import Flow
from pipelines.node import Example, NodeType

EXAMPLE = "example"
"""The id of the node itself in its flow."""


def example_flow(kind: NodeType) -> Flow:
    """The flow of a node's example, with what feeds it.

    Raises:
        AuthorError: the node has none.
    """
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    _lay(kind, EXAMPLE, nodes, edges)
    return Flow.model_validate({"nodes": nodes, "edges": edges})


def _lay(
    kind: NodeType, name: str, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]
) -> None:
    """Add a node behind what feeds it."""
    example = _example(kind)
    for field, sources in example.inputs.items():
        many = isinstance(sources, tuple)
        for order, source in enumerate(sources if isinstance(sources, tuple) else (sources,)):
            feeder = node_type(source)
            feeder_id = f"{name}_{field}_{order + 1}" if many else f"{name}_{field}"
            feeder_id = feeder_id.removeprefix(f"{EXAMPLE}_")
            _lay(feeder, feeder_id, nodes, edges)
            port = next(iter(feeder.outputs.model_fields))
            edge: dict[str, Any] = {"from": f"{feeder_id}.{port}", "to": f"{name}.{field}"}
            edges.append(edge | ({"order": order} if many else {}))
    nodes.append(
        {"id": name, "type": kind.id, "version": kind.version, "params": dict(example.params)}
    )


def _example(kind: NodeType) -> Example:
    if kind.example is None:
        raise AuthorError(f"the node {kind.id} has no example")
    return kind.example

"""Flows as files: read with every fault told, written without loss, brought up to date."""

from __future__ import annotations

import json
from typing import Any

import yaml
from pydantic import ValidationError

from media.errors import CallerError
from pipelines.faults import FlowFault, InvalidFlow
from pipelines.graph import Flow, FlowNode


def read_flow(text: str) -> Flow:
    """A flow from JSON or YAML, its nodes in their present versions where they can be raised.

    Raises:
        InvalidFlow: the text is no flow; each place that is wrong is told.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidFlow.of([_fault("", f"this is neither JSON nor YAML: {error}")]) from None
    return parse_flow(document)


def parse_flow(document: Any) -> Flow:
    """A flow from JSON data, as `read_flow` reads it from text.

    Raises:
        InvalidFlow: it is no flow; each place that is wrong is told.
    """
    if not isinstance(document, dict):
        raise InvalidFlow.of([_fault("", "a flow is an object with `nodes` and `edges`")])
    try:
        flow = Flow.model_validate(document)
    except ValidationError as error:
        faults = [_fault(_place(one["loc"], document), one["msg"]) for one in error.errors()]
        raise InvalidFlow.of(faults) from None
    return upgraded(flow)


def write_flow(flow: Flow) -> str:
    """A flow as JSON, without what is as usual; reading it gives the same flow."""
    return json.dumps(stored(flow), ensure_ascii=False, indent=1) + "\n"


def stored(flow: Flow) -> dict[str, Any]:
    """A flow as JSON data, without what is as usual."""
    return flow.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def upgraded(flow: Flow) -> Flow:
    """The flow with each node raised to its type's version, one after the other."""
    nodes = tuple(_raised(node) for node in flow.nodes)
    return flow if nodes == flow.nodes else flow.but(nodes=nodes)


def _raised(node: FlowNode) -> FlowNode:
    if node.body is not None:
        body = upgraded(node.body)
        node = node if body is node.body else node.but(body=body)
    try:
        kind = node.kind
    except CallerError:
        return node  # validation says so
    version, params = node.version, dict(node.params)
    while version < kind.version and version in kind.upgrades:
        params, version = kind.upgrades[version](params), version + 1
    if version == node.version and node.type == kind.id:
        return node
    return node.but(type=kind.id, version=version, params=params)


def _fault(place: str, message: str) -> FlowFault:
    return FlowFault(code="BAD_FLOW", node=place or "flow", message=message)


def _place(location: tuple[int | str, ...], document: dict[str, Any]) -> str:
    """Where in the document it is, a node by its id where it has one."""
    parts = list(location)
    if len(parts) > 1 and parts[0] == "nodes" and isinstance(parts[1], int):
        nodes = document["nodes"]
        named = nodes[parts[1]].get("id") if isinstance(nodes[parts[1]], dict) else None
        parts[:2] = [named or f"nodes[{parts[1]}]"]
    return ".".join(str(part) for part in parts)

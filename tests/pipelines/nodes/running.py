"""Runs a node's example here, without cluster or database, and hands its files over."""

import asyncio
from pathlib import Path
from typing import Any

from actors.context import StepContext
from media.ids import LOCAL_TENANT
from media.types import Asset
from pipelines.catalog import node_type
from pipelines.examples import EXAMPLE, example_flow
from pipelines.graph import Flow
from pipelines.node import Node, Output
from pipelines.orders import Listener, Outcome, Place, WorkOrder
from pipelines.performing import perform
from store.objects.objects import open_objects


class Here:
    """Carries orders out in this process."""

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        return perform(order)

    async def perform_stream(self, order: WorkOrder, field: str, items: Any) -> Outcome:
        raise AssertionError("no example streams")


class Ran:
    """What an example made: its output, what fed it, and their files."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(
            tenant=LOCAL_TENANT, objects=str(folder / "objects"), scratch=str(folder / "scratch")
        )
        self.built: dict[str, Node] = {}
        self.outputs: dict[str, Output] = {}
        self._objects = open_objects(self.place.objects, folder / "copies")

    @property
    def out(self) -> Any:
        """The node's own output."""
        return self.outputs[EXAMPLE]

    def path(self, asset: Asset) -> Path:
        """The asset's bytes."""
        return self._objects.local(LOCAL_TENANT, asset.digest)


def run_flow(flow: Flow, folder: Path) -> Ran:
    """Run a flow of single steps, node after node."""
    ran = Ran(folder)
    for node in flow.order():
        bound: dict[str, Any] = dict(node.params)
        for edge in sorted(flow.into(node.id), key=lambda edge: edge.order or 0):
            value = getattr(ran.outputs[edge.source_node], edge.source_port)
            if edge.order is None:
                bound[edge.target_field] = value
            else:
                bound.setdefault(edge.target_field, []).append(value)
        step = node.kind.cls.model_validate(bound)
        ran.built[node.id] = step
        asks = (*node.kind.uses, *node.kind.prefers)
        context = StepContext(Here(), ran.place, step=node.id, asks=asks)
        ran.outputs[node.id] = asyncio.run(step.run(context))
    return ran


def run_example(type_id: str, folder: Path, **params: Any) -> Ran:
    """Run a node's example, with other parameters where they are given."""
    flow = example_flow(node_type(type_id))
    changed = tuple(
        node.but(params=node.params | params) if node.id == EXAMPLE else node for node in flow.nodes
    )
    return run_flow(flow.but(nodes=changed), folder)

"""What a step's calls are expected to cost, by the prices of the engines that it asks."""

from __future__ import annotations

from media.errors import EngineUnavailable
from models.catalog.lookup import builds, engine_for
from pipelines.node import Node


def price_of(node: Node) -> int:
    """Millionths of a dollar; an engine that is not here costs nothing."""
    asked = {name: getattr(node, name) for name in type(node).model_fields}
    model = str(asked.pop("model", ""))
    numbers = {name: value for name, value in asked.items() if isinstance(value, int | float)}
    counted = node.counted()
    if counted is None:
        return 0
    numbers |= counted
    micros = 0
    for modality in {*node.type_.uses, *node.type_.prefers} - builds():
        try:
            micros += engine_for(modality, model).price.of(numbers)
        except EngineUnavailable:
            continue
    return micros

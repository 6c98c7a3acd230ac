"""What the rows of the catalog ask of cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.catalog.row import Engine
from serve.packing.cards import Gpu
from serve.packing.demand import Demand
from serve.packing.plan import Plan, plan


def demand(engine: Engine) -> Demand:
    """What the packing is to find room for: all replicas that it may have.

    Raises:
        InputError: what it declares cannot be meant.
    """
    assert engine.gpu is not None
    return Demand(
        id=engine.id,
        memory_gb=engine.gpu.memory_gb,
        peak_gb=engine.gpu.needed_gb,
        replicas=engine.serving.max_replicas,
        min_replicas=max(1, engine.serving.min_replicas),
        num_gpus=engine.gpu.num_gpus,
    )


def planned(engines: Iterable[Engine], gpus: Sequence[Gpu]) -> Plan:
    """Where engines that work on cards go."""
    return plan(gpus, [demand(engine) for engine in engines if engine.gpu is not None])

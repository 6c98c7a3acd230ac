"""What the rows of the catalog ask of cards: what they declare, or what was measured if it is more.

A measured peak raises a demand and never lowers it. Nobody knows whether the largest request was
among those that were measured: a declared peak that is too high costs room, and one that is too low
costs requests. Nor does it ever turn a model away: one request beyond all others would otherwise
take a model, or its neighbours, out of service.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.catalog.row import Engine
from models.weights.measured import needed_gb
from serve.packing.cards import Gpu
from serve.packing.demand import Demand
from serve.packing.plan import Plan, plan


def demand(engine: Engine) -> Demand:
    """What the packing is to find room for: all replicas that it may have, as declared.

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


def corrected(asked: Demand, measured_gb: float) -> Demand:
    """A demand for what was measured, where that is more than declared."""
    if measured_gb <= asked.peak_gb:
        return asked
    return replace(asked, peak_gb=measured_gb, declared_gb=asked.peak_gb)


def planned(engines: Iterable[Engine], gpus: Sequence[Gpu]) -> Plan:
    """Where engines that work on cards go."""
    rows = [engine for engine in engines if engine.gpu is not None]
    declared = [demand(row) for row in rows]
    known = [corrected(one, needed_gb(row)) for one, row in zip(declared, rows, strict=True)]
    by_declared = plan(gpus, declared)
    if known == declared:
        return by_declared
    by_measured = plan(gpus, known)
    return by_measured if _away(by_measured) <= _away(by_declared) else by_declared


def _away(found: Plan) -> set[str]:
    """The models that have no place at all."""
    return {one.demand for one in found.refused if one.wholly}

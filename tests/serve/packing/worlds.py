"""Clusters and demands for the tests of packing: named ones, and drawn ones."""

from collections.abc import Sequence

from hypothesis import strategies as st

from serve.packing.cards import KNOWN, Card, Gpu
from serve.packing.demand import Demand

UNNAMED = Card(name="unnamed", memory_gb=32)
KINDS = [KNOWN["L4"], KNOWN["H100"], KNOWN["A100"], KNOWN["A100-40GB"], UNNAMED]


def demand(name: str, peak_gb: float, replicas: int = 1, **more: int) -> Demand:
    return Demand(id=name, memory_gb=peak_gb * 0.75, peak_gb=peak_gb, replicas=replicas, **more)


@st.composite
def clusters(draw: st.DrawFn) -> list[Gpu]:
    sizes = draw(
        st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 3)), min_size=1, max_size=4)
    )
    return [
        Gpu(card=card, node=f"n{number}")
        for number, (card, count) in enumerate(sizes)
        for _ in range(count)
    ]


@st.composite
def demands(draw: st.DrawFn) -> list[Demand]:
    found: list[Demand] = []
    for number in range(draw(st.integers(1, 5))):
        replicas = draw(st.integers(1, 4))
        found.append(
            demand(
                f"m{number}",
                draw(st.integers(1, 100)) * draw(st.sampled_from([0.7, 1.0, 0.25])),
                replicas,
                min_replicas=draw(st.integers(1, replicas)),
                num_gpus=draw(st.sampled_from([1, 1, 1, 2])),
                priority=draw(st.integers(0, 1)),
            )
        )
    return found


def metric(wanted: Sequence[Demand], counts: dict[str, int], num_used: int) -> tuple[int, ...]:
    """By priority: wholly placed, placed at all, replicas; then fewer cards."""
    found: list[int] = []
    for priority in (1, 0):
        peers = [one for one in wanted if one.priority == priority]
        found.append(sum(counts[one.id] == one.replicas for one in peers))
        found.append(sum(counts[one.id] > 0 for one in peers))
        found.append(sum(counts[one.id] for one in peers))
    return (*found, -num_used)

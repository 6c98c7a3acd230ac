"""Guards what holds of every plan: memory, determinism, first fit as the floor, Ray's own way."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.weights.measured import CONTEXT_GB
from serve.packing.cards import Card, Gpu
from serve.packing.demand import Demand, Share
from serve.packing.plan import Plan, plan
from serve.packing.pools import Pool
from serve.packing.ray_rule import allocate
from tests.serve.packing.worlds import clusters, demands, metric

bounded = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def counts(made: Plan, wanted: Sequence[Demand]) -> dict[str, int]:
    placed = Counter(one.demand for one in made.placements)
    return {one.id: placed[one.id] for one in wanted}


@bounded
@given(clusters(), demands())
def test_no_card_holds_more_than_it_has(gpus: list[Gpu], wanted: list[Demand]) -> None:
    by_id = {one.id: one for one in wanted}
    made = plan(gpus, wanted)
    peaks: defaultdict[tuple[str, int], float] = defaultdict(float)
    limits: defaultdict[tuple[str, int], float] = defaultdict(float)
    twentieths: Counter[tuple[str, int]] = Counter()
    for one in made.placements:
        assert one.twentieths * one.card.memory_gb / 20 >= by_id[one.demand].each_gb - 1e-9
        for index in one.cards:
            peaks[one.node, index] += by_id[one.demand].each_gb
            granted = one.twentieths * one.card.memory_gb / 20
            context = min(CONTEXT_GB, granted / 2)
            limits[one.node, index] += one.memory_fraction * one.card.memory_gb + context
            twentieths[one.node, index] += one.twentieths
    assert sum(len(use.demands) for use in made.cards) == sum(
        len(one.cards) for one in made.placements
    )
    assert len(made.cards) == len(gpus)
    for use in made.cards:
        place = use.node, use.index
        assert use.twentieths == twentieths[place] <= 20
        assert peaks[place] <= use.card.memory_gb + 1e-9
        assert limits[place] <= use.card.memory_gb + 1e-9


@bounded
@given(clusters(), demands(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    gpus: list[Gpu], wanted: list[Demand], dice: random.Random
) -> None:
    first = plan(gpus, wanted)
    assert plan(dice.sample(gpus, len(gpus)), dice.sample(wanted, len(wanted))) == first


def first_fit(gpus: list[Gpu], wanted: Sequence[Demand], large_first: bool) -> tuple[int, ...]:
    """First-fit decreasing, written as one would without thinking of anything else."""
    cards = sorted(gpus, key=lambda gpu: (gpu.card.memory_gb, gpu.node), reverse=large_first)
    free = [Fraction(1)] * len(cards)
    placed: dict[str, int] = {}
    for one in sorted(wanted, key=lambda d: (-d.priority, -d.num_gpus, -d.peak_gb, d.id)):
        taken: list[tuple[int, Fraction]] = []
        placed[one.id] = 0
        while placed[one.id] < one.replicas:
            found = fitting(cards, free, one)
            if not found:
                break
            for index, part in found:
                free[index] -= part
            taken += found
            placed[one.id] += 1
        if placed[one.id] < one.min_replicas:
            placed[one.id] = 0
            for index, part in taken:
                free[index] += part
    return metric(wanted, placed, sum(part < 1 for part in free))


def fitting(cards: list[Gpu], free: list[Fraction], one: Demand) -> list[tuple[int, Fraction]]:
    by_node: defaultdict[str, list[int]] = defaultdict(list)
    for index, gpu in enumerate(cards):
        part = Fraction(str(one.peak_gb)) / one.num_gpus / Fraction(str(gpu.card.memory_gb))
        part = Fraction(ceil(part * 20), 20)
        if part > 1:
            continue
        if one.num_gpus == 1 and free[index] >= part:
            return [(index, part)]
        if one.num_gpus > 1 and free[index] == 1:
            by_node[gpu.node].append(index)
            if len(by_node[gpu.node]) == one.num_gpus:
                return [(at, Fraction(1)) for at in by_node[gpu.node]]
    return []


@bounded
@given(clusters(), demands(), st.booleans())
def test_never_worse_than_first_fit_decreasing(
    gpus: list[Gpu], wanted: list[Demand], large_first: bool
) -> None:
    made = plan(gpus, wanted)
    used = len(made.cards) - len(made.idle)
    floor = first_fit(gpus, wanted, large_first)
    assert metric(wanted, counts(made, wanted), used) >= floor


@bounded
@given(clusters(), demands())
def test_a_pool_has_one_fraction_in_steps_that_ray_can_place(
    gpus: list[Gpu], wanted: list[Demand]
) -> None:
    made = plan(gpus, wanted)
    by_pool: defaultdict[str, set[tuple[str, Card, float, float]]] = defaultdict(set)
    for one in made.placements:
        by_pool[one.pool].add((one.demand, one.card, one.num_gpus, one.memory_fraction))
        assert one.num_gpus == one.twentieths / 20 if len(one.cards) == 1 else len(one.cards)
    assert set(by_pool) == {pool.name for pool in made.pools}
    assert len(by_pool) == len(made.pools)
    for pool in made.pools:
        assert by_pool[pool.name] == {
            (pool.key.demand, pool.key.card, pool.num_gpus, pool.memory_fraction)
        }
        assert pool.num_gpus <= 1 or pool.num_gpus == int(pool.num_gpus)
        # Ray counts in ten-thousandths and cuts off what is below.
        assert int(pool.num_gpus * 10_000) % 500 == 0
        assert 0 < pool.memory_fraction < pool.share.twentieths / 20
    assert [one.replica for one in made.placements if one.demand == "m0"] == list(
        range(counts(made, wanted)["m0"])
    )


@bounded
@given(clusters(), demands())
def test_every_replica_is_placed_or_refused_with_a_reason(
    gpus: list[Gpu], wanted: list[Demand]
) -> None:
    made = plan(gpus, wanted)
    refused = {one.demand: one for one in made.refused}
    for one in wanted:
        placed = counts(made, wanted)[one.id]
        assert placed == 0 or one.min_replicas <= placed <= one.replicas
        missing = refused[one.id].replicas if one.id in refused else 0
        assert placed + missing == one.replicas
        assert one.id not in refused or refused[one.id].wholly == (placed == 0)
    assert all(one.reason and one.remedy and one.demand in one.reason for one in made.refused)
    assert all("GB" in one.reason for one in made.placements)


class Cluster:
    """Ray, as far as it matters: pools are options, machines are chosen by chance."""

    def __init__(self, gpus: Sequence[Gpu], dice: random.Random) -> None:
        self.cards = {gpu.node: gpu.card for gpu in gpus}
        self.free = {
            node: [20] * count for node, count in Counter(gpu.node for gpu in gpus).items()
        }
        self.dice = dice

    def start(self, pool: Pool) -> tuple[str, tuple[int, ...]]:
        options = pool.ray_actor_options()
        share = Share(max(1, int(options["num_gpus"])), round(20 * min(1, options["num_gpus"])))
        asked = share.num_cards * share.twentieths
        nodes = [
            node
            for node, free in self.free.items()
            if sum(free) >= asked
            and options.get("accelerator_type") in (None, self.cards[node].accelerator_type)
            and options.get("resources", {f"node:{node}": 0.001}) == {f"node:{node}": 0.001}
        ]
        assert nodes, f"{pool.name} waits for ever"
        node = self.dice.choice(nodes)
        taken = allocate(self.free[node], share)
        assert taken is not None, f"{pool.name} waits for ever on {node}"
        for index in taken:
            self.free[node][index] -= share.twentieths
        assert self.cards[node] == pool.key.card
        return node, taken


def bring_up(made: Plan, cluster: Cluster) -> list[tuple[str, str, tuple[int, ...]]]:
    pools = {pool.name: pool for pool in made.pools}
    running: Counter[str] = Counter()
    found: list[tuple[str, str, tuple[int, ...]]] = []
    for step in made.order:
        while running[step.pool] < step.replicas:
            found.append((step.pool, *cluster.start(pools[step.pool])))
            running[step.pool] += 1
    assert running == {pool.name: pool.replicas for pool in made.pools}
    return found


@settings(bounded, max_examples=150)
@given(clusters(), demands(), st.randoms(use_true_random=False))
def test_what_is_planned_is_what_comes_up(
    gpus: list[Gpu], wanted: list[Demand], dice: random.Random
) -> None:
    made = plan(gpus, wanted)
    up = bring_up(made, Cluster(gpus, dice))
    assert len(up) == len(made.placements)
    machines = Counter(gpu.card for gpu in {gpu.node: gpu for gpu in gpus}.values())
    for (pool, node, cards), one in zip(up, made.placements, strict=True):
        assert pool == one.pool
        if machines[one.card] == 1:
            assert (node, cards) == (one.node, one.cards)


@pytest.mark.parametrize("seed", range(5))
def test_full_machines_all_alike_still_come_up(seed: int) -> None:
    card = Card(name="L4", memory_gb=20, accelerator_type="L4")
    gpus = [Gpu(card=card, node=f"n{number}") for number in range(2) for _ in range(2)]
    sizes = {"a": 9, "b": 7, "c": 7, "d": 6, "e": 6, "f": 5}
    wanted = [Demand(id=name, memory_gb=1, peak_gb=s, replicas=2) for name, s in sizes.items()]
    made = plan(gpus, wanted)
    assert made.refused == () and [use.twentieths for use in made.cards] == [20] * 4
    assert all(pool.key.node for pool in made.pools)
    assert len(bring_up(made, Cluster(gpus, random.Random(seed)))) == 12

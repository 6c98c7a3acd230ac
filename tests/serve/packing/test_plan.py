"""Guards single plans whose right answer is known, and the words in which they are told."""

import subprocess
import sys

import pytest

from media.errors import InputError
from serve.packing.cards import KNOWN, Gpu, parse_gpus
from serve.packing.demand import Demand, Share, memory_fraction, share_of
from serve.packing.packing import Packing
from serve.packing.plan import plan
from serve.packing.ray_rule import deploy
from serve.packing.room import machines_of
from serve.packing.search import improve
from serve.packing.table import PLACEMENTS, REFUSED, placement_rows, refused_rows, text
from tests.serve.packing.worlds import demand


@pytest.mark.parametrize(
    ("peak_gb", "card", "share"),
    [
        (8.4, "L4", Share(1, 7)),
        (8.5, "L4", Share(1, 8)),
        (0.1, "H100", Share(1, 1)),
        (24, "L4", Share(1, 20)),
        (24.01, "L4", None),
    ],
)
def test_a_share_is_rounded_up_to_a_twentieth(
    peak_gb: float, card: str, share: Share | None
) -> None:
    assert share_of(demand("m", peak_gb), KNOWN[card]) == share


def test_torch_is_held_to_less_than_the_share_by_what_cuda_holds() -> None:
    assert memory_fraction(KNOWN["H100"], 10) == 0.49375
    assert memory_fraction(KNOWN["T4"], 1) == 0.025


def test_models_go_to_the_smallest_cards_that_hold_them() -> None:
    made = plan(parse_gpus("2xH100,4xL4"), [demand("wan", 70), demand("tts", 3, 3)])
    assert {(one.demand, one.card.name, one.num_gpus) for one in made.placements} == {
        ("wan", "H100", 0.9),
        ("tts", "L4", 0.15),
    }
    assert len(made.idle) == 4
    assert made.placements[0].reason == (
        "70 GB are 0.90 of a card of 80 GB; H100 is the smallest that holds it,"
        " alone on it, 0.10 left"
    )
    made.check()


def test_a_model_over_two_cards_takes_them_whole_in_one_machine() -> None:
    made = plan(parse_gpus("H100,2xH100"), [demand("llm", 130, num_gpus=2), demand("tts", 3)])
    llm = made.placements[0]
    assert (llm.node, llm.cards, llm.num_gpus) == ("h100-2", (0, 1), 2)
    assert llm.memory_fraction == memory_fraction(KNOWN["H100"], 20)
    assert "2 whole H100 with 65 GB of 80 GB on each" in llm.reason


def test_what_the_largest_first_cannot_pack_is_packed_card_by_card() -> None:
    sizes = {"a": 9, "b": 7, "c": 7, "d": 6, "e": 6, "f": 5}
    assert deploy(2, [Share(1, one) for one in sizes.values()]) is None
    made = plan(parse_gpus("2xfoo:20"), [demand(name, one) for name, one in sizes.items()])
    assert made.refused == ()
    assert [use.twentieths for use in made.cards] == [20, 20]


def test_the_search_finds_what_no_rule_was_given() -> None:
    sizes = {"a": 9, "b": 7, "c": 7, "d": 6, "e": 6, "f": 5}
    wanted = [demand(name, one) for name, one in sizes.items()]
    nothing = Packing.empty(machines_of(parse_gpus("2xfoo:20")), wanted)
    assert set(improve(nothing, wanted).counts.values()) == {1}


def test_a_model_on_two_kinds_is_two_pools_each_held_to_its_kind() -> None:
    made = plan(parse_gpus("H100,L4"), [demand("m", 20, 5)])
    assert {pool.name: pool.ray_actor_options() for pool in made.pools} == {
        "m-H100": {"num_gpus": 0.25, "accelerator_type": "H100"},
        "m-L4": {"num_gpus": 0.85, "accelerator_type": "L4"},
    }
    assert {pool.name: pool.replicas for pool in made.pools} == {"m-H100": 4, "m-L4": 1}


def test_cards_that_ray_cannot_tell_apart_are_told_by_their_machines() -> None:
    made = plan(parse_gpus("A100,A100-40GB"), [demand("large", 70), demand("small", 30)])
    assert {pool.name: pool.ray_actor_options("node:10.0.0.9") for pool in made.pools} == {
        "large-A100-a100-1": {
            "num_gpus": 0.9,
            "accelerator_type": "A100",
            "resources": {"node:10.0.0.9": 0.001},
        },
        "small-A100-40GB-a100-40gb-2": {
            "num_gpus": 0.75,
            "accelerator_type": "A100",
            "resources": {"node:10.0.0.9": 0.001},
        },
    }


def test_machines_are_left_to_ray_where_its_choice_can_do_no_harm() -> None:
    made = plan(parse_gpus("2xL4,2xL4"), [demand("m", 12, 6)])
    assert [pool.ray_actor_options() for pool in made.pools] == [
        {"num_gpus": 0.5, "accelerator_type": "L4"}
    ]


def test_replicas_spread_over_machines_where_that_costs_no_card() -> None:
    made = plan(parse_gpus("2xL4,2xL4"), [demand("m", 20, 2)])
    assert {one.node for one in made.placements} == {"l4-1", "l4-2"}


def test_priority_goes_before_size() -> None:
    made = plan(parse_gpus("L4"), [demand("large", 20), demand("small", 8, priority=1)])
    assert [one.demand for one in made.placements] == ["small"]
    assert made.refused[0].reason == (
        "large needs 20 of 24 GB (0.85) on one card; the freest, L4, has 15.6 GB left (0.65)"
    )


@pytest.mark.parametrize(
    ("gpus", "wanted", "reason"),
    [
        ("2xL4", [demand("m", 30)], "m needs 30 GB on one card; the largest, L4, has 24 GB"),
        (
            "2xL4",
            [demand("m", 90, num_gpus=4)],
            "m needs 4 idle cards of 22.5 GB in one machine; the largest has 2",
        ),
        (
            "2xL4",
            [demand("m", 40, num_gpus=2), demand("n", 20, priority=1)],
            "m needs 2 idle cards of 20 GB in one machine; beside the others at most 1 are left",
        ),
        (
            "2xL4",
            [demand("m", 24, 3, min_replicas=3)],
            "m asks for at least 3 replicas; beside the others 2 fit",
        ),
        (
            "2xL4",
            [demand("m", 40, 2, num_gpus=2, min_replicas=2)],
            "m asks for at least 2 replicas; beside the others 1 fit",
        ),
    ],
)
def test_what_cannot_be_hosted_ends_the_deploy_in_numbers(
    gpus: str, wanted: list[Demand], reason: str
) -> None:
    made = plan(parse_gpus(gpus), wanted)
    assert [one.reason for one in made.refused] == [reason]
    with pytest.raises(InputError, match=reason.partition(";")[0]) as caught:
        made.check()
    assert caught.value.code == "DOES_NOT_FIT" and caught.value.remedy


def test_replicas_beyond_the_least_may_be_missing() -> None:
    made = plan(parse_gpus("2xL4"), [demand("m", 24, 3)])
    made.check()
    assert [(one.replicas, one.wholly) for one in made.refused] == [(1, False)]
    assert made.refused[0].reason.startswith("replica 3 of 3 of m needs 24 of 24 GB")


def test_no_card_at_all_is_said() -> None:
    made = plan([], [demand("m", 24)])
    assert made.refused[0].reason == "m needs 24 GB of a card, and there is no card"


def test_a_machine_with_two_kinds_is_refused() -> None:
    mixed = [Gpu(card=KNOWN["L4"], node="n"), Gpu(card=KNOWN["T4"], node="n")]
    with pytest.raises(InputError, match="n has cards of two kinds, T4 and L4"):
        plan(mixed, [])


def test_a_model_is_asked_for_once() -> None:
    with pytest.raises(InputError, match="m is asked for twice"):
        plan(parse_gpus("L4"), [demand("m", 1), demand("m", 2)])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": ""}, "id"),
        ({"peak_gb": 5.0}, "peak_gb"),
        ({"memory_gb": 0.0}, "peak_gb"),
        ({"peak_gb": float("nan")}, "peak_gb"),
        ({"peak_gb": float("inf")}, "peak_gb"),
        ({"replicas": 0}, "replicas"),
        ({"min_replicas": 2}, "replicas"),
        ({"replicas": 5000}, "replicas"),
        ({"num_gpus": 0}, "num_gpus"),
    ],
)
def test_a_demand_that_means_nothing_is_refused(fields: dict[str, object], field: str) -> None:
    sound: dict[str, object] = {"id": "m", "memory_gb": 10.0, "peak_gb": 12.0}
    with pytest.raises(InputError) as caught:
        Demand(**{**sound, **fields})  # pyright: ignore[reportArgumentType]
    assert caught.value.field == field and caught.value.remedy


def test_the_tables_have_a_row_for_all_and_say_why() -> None:
    made = plan(parse_gpus("2xL4"), [demand("m", 10, 2), demand("big", 30)])
    assert [len(row) for row in placement_rows(made)] == [len(PLACEMENTS)] * 2
    assert [len(row) for row in refused_rows(made)] == [len(REFUSED)]
    told = text(made)
    assert "l4-1/0  L4    0.90  24 GB  m, m" in told and "idle" in told
    assert "big needs 30 GB on one card" in told


def test_planning_loads_neither_ray_nor_torch() -> None:
    script = "import serve.packing.table, sys; print({'ray', 'torch'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "set()"

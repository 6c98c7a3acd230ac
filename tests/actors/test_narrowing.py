"""Guards what is done where memory runs out: less at once, larger shares, and wider again later."""

from actors.narrowing import MAX_DEATHS, WIDEN_AFTER, Narrowing, share
from pipelines.resources import Resources

SMALL = {"CPU": 4.0, "memory": 8e9}
LARGE = {"CPU": 16.0, "memory": 64e9}
WITH_GPU = {"CPU": 8.0, "GPU": 1.0, "memory": 32e9}


def test_each_death_halves_the_places_and_leaves_one() -> None:
    narrowing, seen = Narrowing(17), list[int]()
    for _ in range(6):
        narrowing.died()
        seen.append(narrowing.places)
    assert seen == [8, 4, 2, 1, 1, 1]


def test_before_its_last_try_an_order_is_left_alone() -> None:
    narrowing = Narrowing(17)
    narrowing.died(MAX_DEATHS - 1)
    assert narrowing.places == 1


def test_what_goes_well_widens_by_one_and_never_beyond_the_first_width() -> None:
    narrowing, seen = Narrowing(4), list[int]()
    narrowing.died()
    for _ in range(4 * WIDEN_AFTER):
        narrowing.went_well()
        seen.append(narrowing.places)
    assert seen[WIDEN_AFTER - 2 : WIDEN_AFTER] == [2, 3]
    assert seen[2 * WIDEN_AFTER - 2 : 2 * WIDEN_AFTER] == [3, 4]
    assert seen[-1] == 4


def test_a_death_begins_the_count_of_what_goes_well_anew() -> None:
    narrowing = Narrowing(8)
    narrowing.died()
    for _ in range(WIDEN_AFTER - 1):
        narrowing.went_well()
    narrowing.died()
    narrowing.went_well()
    assert narrowing.places == 2


def test_shares_double_and_end_with_a_whole_node() -> None:
    usual = Resources()
    cores = [share(usual, deaths, [SMALL, LARGE]).num_cpus for deaths in range(MAX_DEATHS)]
    assert cores == [1.0, 2.0, 16.0]


def test_no_share_is_larger_than_any_node_that_can_take_the_order() -> None:
    wide = Resources(num_cpus=3.0)
    assert share(wide, 1, [SMALL]).num_cpus == 4.0
    on_gpu = Resources(num_cpus=0.0, num_gpus=1.0, memory_gb=4.0)
    shares = [share(on_gpu, deaths, [LARGE, WITH_GPU]) for deaths in (1, 2)]
    assert [(one.num_cpus, one.num_gpus, one.memory_gb) for one in shares] == [
        (2.0, 1.0, 4.0),
        (8.0, 1.0, 4.0),
    ]


def test_where_no_node_is_left_the_order_asks_for_what_it_asked_before() -> None:
    assert share(Resources(), 2, []) == Resources()

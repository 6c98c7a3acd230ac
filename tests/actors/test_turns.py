"""Guards turns: by weight between tenants, by rank within one, as foretold."""

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from actors.turns import Turns

TENANTS = [uuid.UUID(int=number) for number in range(4)]
joining = st.tuples(st.sampled_from(TENANTS), st.integers(0, 3), st.sampled_from([0.5, 1.0, 3.0]))


def queue(joined: list[tuple[uuid.UUID, int, float]]) -> Turns[int]:
    turns: Turns[int] = Turns()
    weights = {tenant: weight for tenant, _, weight in joined}
    for number, (tenant, rank, _) in enumerate(joined):
        turns.join(number, tenant=tenant, rank=rank, weight=weights[tenant])
    return turns


@given(st.lists(joining, max_size=30))
def test_turns_come_as_foretold_and_each_once(joined: list[tuple[uuid.UUID, int, float]]) -> None:
    turns = queue(joined)
    foretold = list(turns.in_order())
    taken: list[int] = []
    while (item := turns.take()) is not None:
        taken.append(item)
    assert taken == foretold and sorted(taken) == list(range(len(joined)))
    for one, following in pairwise(taken):
        if joined[one][0] == joined[following][0]:
            assert joined[one][1] >= joined[following][1]
    assert not len(turns)


@given(st.lists(joining, min_size=1, max_size=30), st.data())
def test_who_leaves_has_no_turn(
    joined: list[tuple[uuid.UUID, int, float]], data: st.DataObject
) -> None:
    turns = queue(joined)
    gone = data.draw(st.integers(0, len(joined) - 1))
    items = list(turns.in_order())
    assert turns.leave(items[gone]) and not turns.leave(items[gone])
    left = list(turns.in_order())
    assert set(left) == set(items) - {items[gone]} and len(turns) == len(items) - 1


def test_weights_hold() -> None:
    turns: Turns[int] = Turns()
    for number in range(80):
        turns.join(number, tenant=TENANTS[number % 2], weight=3.0 if number % 2 else 1.0)
    first = [turns.take() for _ in range(40)]
    assert sum(item is not None and item % 2 == 1 for item in first) in (29, 30, 31)


def test_a_wanted_one_is_taken_out_of_the_middle() -> None:
    turns: Turns[str] = Turns()
    for name in ("a1", "b1", "a2", "b2"):
        turns.join(name, tenant=TENANTS[0])
    assert turns.take(lambda name: name.startswith("b")) == "b1"
    assert turns.take(lambda name: name == "none") is None
    assert list(turns.in_order()) == ["a1", "a2", "b2"]

"""Guards the places for work: never more than there are, in fair turns, and none is lost."""

import asyncio
import uuid

from actors.slots import Slots

ONE, OTHER = uuid.uuid4(), uuid.uuid4()


async def _enter(
    slots: Slots, rank: int, name: str, order: list[str], tenant: uuid.UUID = ONE
) -> None:
    async with slots.place(rank, tenant):
        order.append(name)
        await asyncio.sleep(0.001)


async def test_the_highest_rank_goes_first_and_equals_by_arrival() -> None:
    slots, order = Slots(1), list[str]()
    asked = (("first", 0), ("low", 1), ("high", 3), ("mid", 2), ("high too", 3))
    await asyncio.gather(*(_enter(slots, rank, name, order) for name, rank in asked))
    assert order == ["first", "high", "high too", "mid", "low"]


async def test_no_more_are_inside_than_there_are_places() -> None:
    slots, inside, most = Slots(3), 0, 0

    async def work() -> None:
        nonlocal inside, most
        async with slots.place(0, ONE):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1

    await asyncio.gather(*(work() for _ in range(20)))
    assert most == 3


async def test_a_place_is_not_lost_when_a_waiter_gives_up() -> None:
    slots, order = Slots(1), list[str]()
    first = asyncio.create_task(_enter(slots, 0, "first", order))
    await asyncio.sleep(0)
    gone = asyncio.create_task(_enter(slots, 9, "gone", order))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait_for(asyncio.gather(first, _enter(slots, 0, "next", order)), 5)
    await asyncio.wait_for(_enter(slots, 0, "last", order), 5)
    assert order == ["first", "next", "last"]


async def test_a_tenant_with_many_waiters_holds_nobody_up() -> None:
    slots, order = Slots(1), list[str]()
    many = [_enter(slots, 5, f"one {n}", order) for n in range(20)]
    few = [_enter(slots, 0, f"other {n}", order, OTHER) for n in range(3)]
    await asyncio.gather(*many, *few)
    places = [place for place, name in enumerate(order) if name.startswith("other")]
    assert places[0] <= 2 and places[-1] <= 6


async def test_weights_of_three_to_one_give_three_places_to_one() -> None:
    slots, order = Slots(1), list[uuid.UUID]()

    async def enter(tenant: uuid.UUID, weight: float) -> None:
        async with slots.place(0, tenant, weight):
            order.append(tenant)
            await asyncio.sleep(0)

    heavy = [enter(ONE, 3.0) for _ in range(40)]
    light = [enter(OTHER, 1.0) for _ in range(40)]
    await asyncio.gather(*heavy, *light)
    assert abs(order[:41].count(ONE) - 30) <= 1


async def test_fewer_places_hold_back_who_comes_and_more_let_them_in() -> None:
    slots, inside = Slots(3), list[str]()
    leave = asyncio.Event()

    async def stay(name: str) -> None:
        async with slots.place(0, ONE):
            inside.append(name)
            await leave.wait()

    early = [asyncio.create_task(stay("early")) for _ in range(2)]
    await asyncio.sleep(0)
    slots.resize(1)
    late = [asyncio.create_task(stay("late")) for _ in range(3)]
    await asyncio.sleep(0.01)
    assert inside == ["early", "early"]
    slots.resize(4)
    await asyncio.sleep(0.01)
    assert inside == ["early", "early", "late", "late"]
    leave.set()
    await asyncio.wait_for(asyncio.gather(*early, *late), 5)
    assert len(inside) == 5

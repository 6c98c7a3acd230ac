"""Guards the places for work: never more than there are, by rank, and none is lost to a cancel."""

import asyncio

from actors.slots import Slots


async def _enter(slots: Slots, rank: int, name: str, order: list[str]) -> None:
    async with slots.place(rank):
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
        async with slots.place(0):
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

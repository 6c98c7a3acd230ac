"""Guards single flight: equal work under way is done once; a failed flight takes nobody down."""

import asyncio
import uuid

import pytest

from actors.flights import Flights
from media.errors import WorldError
from pipelines.values import Json

KEY = (uuid.UUID(int=1), "key")


async def test_equal_work_is_done_once_and_later_work_again() -> None:
    flights, done = Flights(linger_s=0.05), 0

    async def work() -> Json:
        nonlocal done
        done += 1
        await asyncio.sleep(0.01)
        return {"number": done}

    assert await asyncio.gather(*(flights.fly(KEY, work) for _ in range(5))) == [{"number": 1}] * 5
    assert await flights.fly(KEY, work) == {"number": 1}
    await asyncio.sleep(0.1)
    assert await flights.fly(KEY, work) == {"number": 2}


async def test_another_tenant_flies_by_itself() -> None:
    flights, done = Flights(), 0

    async def work() -> Json:
        nonlocal done
        done += 1
        await asyncio.sleep(0.01)
        return {}

    await asyncio.gather(flights.fly(KEY, work), flights.fly((uuid.UUID(int=2), "key"), work))
    assert done == 2


@pytest.mark.parametrize("how", ["failed", "cancelled"])
async def test_who_waited_for_a_flight_that_did_not_land_flies_next(how: str) -> None:
    flights, started = Flights(), asyncio.Event()

    async def lost() -> Json:
        started.set()
        await asyncio.sleep(0.01 if how == "failed" else 60)
        raise WorldError("lost")

    async def good() -> Json:
        return {"number": 7}

    first = asyncio.create_task(flights.fly(KEY, lost))
    await started.wait()
    second = asyncio.create_task(flights.fly(KEY, good))
    await asyncio.sleep(0)
    if how == "cancelled":
        first.cancel()
    with pytest.raises((WorldError, asyncio.CancelledError)):
        await first
    assert await second == {"number": 7}

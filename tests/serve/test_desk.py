"""Guards a replica's queue: turns between tenants, deadlines, cancels, and places that are told."""

import asyncio
import threading
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from media.errors import Interrupted
from models.catalog.row import Serving
from pipelines.orders import Outcome, Place, Told, WorkOrder
from serve.desk import Desk, Ticket, reports_together

ONE, OTHER = uuid.uuid4(), uuid.uuid4()
DEADLINE_S = 10


def order(name: str, tenant: uuid.UUID = ONE, weight: float = 1.0) -> WorkOrder:
    place = Place(tenant=tenant, weight=weight, objects="o", scratch="s")
    return WorkOrder(target=f"toys:Toy.{name}", arguments={}, place=place)


class Worker:
    """Does nothing until it may, and notes what came."""

    def __init__(self) -> None:
        self.done: list[list[str]] = []
        self.may = threading.Event()

    def __call__(self, tickets: Sequence[Ticket]) -> list[Outcome]:
        assert self.may.wait(DEADLINE_S)
        self.done.append([ticket.order.method for ticket in tickets])
        return [Outcome(value=ticket.order.method) for ticket in tickets]


@asynccontextmanager
async def open_desk(worker: Worker, **serving: float) -> AsyncIterator[Desk]:
    desk = Desk(Serving.model_validate(serving), worker)
    serve = asyncio.create_task(desk.serve())
    try:
        yield desk
    finally:
        worker.may.set()
        serve.cancel()
        with suppress(asyncio.CancelledError):
            await serve


async def until_busy(desk: Desk) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not desk.busy:
            await asyncio.sleep(0.005)


async def end(ticket: Ticket) -> Outcome:
    async with asyncio.timeout(DEADLINE_S):
        while (told := await ticket.said()).outcome is None:
            pass
    return told.outcome


async def test_tenants_take_turns() -> None:
    worker = Worker()
    async with open_desk(worker) as desk:
        first = desk.take(order("first"), "")
        await until_busy(desk)
        crowd = [desk.take(order(f"crowd{n}"), "") for n in range(3)]
        single = desk.take(order("single", OTHER), "")
        worker.may.set()
        for ticket in (first, *crowd, single):
            await end(ticket)
    assert worker.done == [["first"], ["single"], ["crowd0"], ["crowd1"], ["crowd2"]]


async def test_who_may_go_together_does_and_no_more_than_the_row_allows() -> None:
    worker = Worker()
    async with open_desk(worker, max_batch=3, batch_wait_s=0.0) as desk:
        first = desk.take(order("first"), "")
        await until_busy(desk)
        alike = [desk.take(order(f"a{n}"), "a") for n in range(4)]
        odd = desk.take(order("odd", OTHER), "b")
        worker.may.set()
        for ticket in (first, *alike, odd):
            await end(ticket)
    assert sorted(map(len, worker.done)) == [1, 1, 1, 3]
    assert ["a0", "a1", "a2"] in worker.done


async def test_one_that_left_is_never_carried_out() -> None:
    worker = Worker()
    async with open_desk(worker) as desk:
        first = desk.take(order("first"), "")
        await until_busy(desk)
        gone, last = desk.take(order("gone"), ""), desk.take(order("last"), "")
        desk.drop(gone)
        worker.may.set()
        await end(first)
        await end(last)
    assert worker.done == [["first"], ["last"]]


async def test_a_wait_counts_towards_the_deadline() -> None:
    worker = Worker()
    async with open_desk(worker, deadline_s=0.05) as desk:
        first = desk.take(order("first"), "")
        await until_busy(desk)
        late = desk.take(order("late"), "")
        await asyncio.sleep(0.1)
        worker.may.set()
        await end(first)
        outcome = await end(late)
    assert outcome.fault is not None and outcome.fault.code == "DEADLINE_EXCEEDED"
    assert worker.done == [["first"]]


async def test_places_are_told_as_they_are() -> None:
    worker = Worker()
    async with open_desk(worker) as desk:
        first = desk.take(order("first"), "")
        await until_busy(desk)
        second = desk.take(order("second"), "")
        told = await asyncio.wait_for(second.said(), DEADLINE_S)
        assert told == Told(queued=1)
        worker.may.set()
        await end(first)
        await end(second)


async def test_a_call_for_several_ends_when_none_of_them_waits() -> None:
    tickets = [Ticket(order(name), 60.0, "a") for name in ("one", "other")]
    reports = reports_together(tickets)
    tickets[0].cancel()
    reports[0](0.1)
    reports[1](0.1)
    tickets[1].cancel()
    with pytest.raises(Interrupted):
        reports[1](0.2)


async def test_an_engine_that_says_nothing_is_seen() -> None:
    worker = Worker()
    async with open_desk(worker) as desk:
        assert desk.stalled_s() == 0
        desk.take(order("first"), "")
        await until_busy(desk)
        await asyncio.sleep(0.05)
        assert desk.stalled_s() >= 0.05

"""A replica's queue: fair between tenants, bounded, with those put together who may be.

One call of the engine at a time: the engine holds the card alone, and two calls at once would take
twice the memory and no less time.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from actors.turns import Turns
from media.errors import DeadlineExceeded, Interrupted
from models.catalog.row import Serving
from pipelines.orders import Fault, Outcome, Told, WorkOrder

MOVED_S = 1.0
"""How often those who wait are told where they stand."""
STEP_S = 0.2
"""How often it is told how far an order is: each word costs its replica a millisecond."""


class Ticket:
    """One order at the desk. Its cancel flag is read by the engine's thread."""

    def __init__(self, order: WorkOrder, deadline_s: float, together: str) -> None:
        self.order = order
        self.together = together
        """Orders with equal words here may go in one call; empty: it goes alone."""
        self._ends = time.monotonic() + deadline_s
        self._deadline_s = deadline_s
        self._loop = asyncio.get_running_loop()
        self._said: asyncio.Queue[Told] = asyncio.Queue()
        self._cancelled = threading.Event()
        self.moved = time.monotonic()
        """When it was last heard of how far it is."""
        self._told = self.moved

    async def said(self) -> Told:
        """The next thing that is told of it."""
        return await self._said.get()

    def tell(self, told: Told) -> None:
        """Tell it something; from any thread."""
        self._loop.call_soon_threadsafe(self._said.put_nowait, told)

    def cancel(self) -> None:
        """Have the engine stop at its next step."""
        self._cancelled.set()

    @property
    def over(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._cancelled.is_set()

    @property
    def late(self) -> bool:
        """Whether its time is up."""
        return time.monotonic() > self._ends

    def report(self, fraction: float) -> None:
        """What the engine calls at each step.

        Raises:
            Interrupted: nobody waits for it any more.
            DeadlineExceeded: its time is up.
        """
        if self.over:
            raise Interrupted("it was cancelled")
        if self.late:
            raise self.timeout()
        self.move(fraction)

    def move(self, fraction: float) -> None:
        """Note how far it is, and tell it if that was not just told."""
        self.moved = time.monotonic()
        if self.moved - self._told >= STEP_S:
            self._told = self.moved
            self.tell(Told(fraction=min(max(fraction, 0.0), 1.0)))

    def timeout(self) -> DeadlineExceeded:
        """The error of an order whose time is up."""
        return DeadlineExceeded(
            f"it took more than {self._deadline_s:g} s, its wait included",
            "raise serving.deadline_s of the row, or ask for less",
        )


def reports_together(tickets: Sequence[Ticket]) -> list[Callable[[float], None]]:
    """What the engine calls at each step of one call for several: it ends when all have ended."""

    def of(ticket: Ticket) -> Callable[[float], None]:
        def report(fraction: float) -> None:
            if all(one.over or one.late for one in tickets):
                ticket.report(fraction)
            ticket.move(fraction)

        return report

    return [of(ticket) for ticket in tickets]


class Worker(Protocol):
    """Carries out orders in one call."""

    def __call__(self, tickets: Sequence[Ticket]) -> list[Outcome]:
        """Carry them out, in a thread."""
        ...


class Desk:
    """Takes orders one by one, and has them carried out in turn."""

    def __init__(
        self, serving: Serving, worker: Worker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._serving = serving
        self._worker = worker
        self._clock = clock
        self._turns: Turns[Ticket] = Turns()
        self._arrived = asyncio.Event()
        self._told = 0.0
        self.busy: tuple[Ticket, ...] = ()
        """Those that are being carried out."""

    def take(self, order: WorkOrder, together: str) -> Ticket:
        """Queue an order; one that finds the queue full is told so at once."""
        ticket = Ticket(order, self._serving.deadline_s, together)
        if len(self._turns) >= self._serving.max_queued:
            ticket.tell(Told(outcome=Outcome(fault=self._full())))
            return ticket
        place = order.place
        self._turns.join(ticket, tenant=place.tenant, rank=order.rank, weight=place.weight)
        self._arrived.set()
        if self.busy:
            self._tell_places()
        return ticket

    def drop(self, ticket: Ticket) -> None:
        """Forget an order that nobody waits for: it leaves the queue, or ends at its next step."""
        ticket.cancel()
        self._turns.leave(ticket)

    async def serve(self) -> None:
        """Carry out orders until cancelled."""
        while True:
            tickets = await self._next()
            self.busy = tuple(tickets)
            for ticket in tickets:
                ticket.moved = self._clock()
            self._tell_places()
            try:
                outcomes = await asyncio.to_thread(self._worker, tickets)
            except Exception as error:
                outcomes = [Outcome(fault=Fault.of(error))] * len(tickets)
            finally:
                self.busy = ()
            for ticket, outcome in zip(tickets, outcomes, strict=True):
                ticket.tell(Told(outcome=outcome))

    def stalled_s(self) -> float:
        """For how long nothing was heard of what is being carried out."""
        now = self._clock()
        return max((now - ticket.moved for ticket in self.busy), default=0.0)

    async def _next(self) -> list[Ticket]:
        """Who goes next, with those who may go along."""
        while True:
            first = self._turns.take()
            if first is None:
                self._arrived.clear()
                await self._arrived.wait()
            elif first.late:
                first.tell(Told(outcome=Outcome(fault=Fault.of(first.timeout()))))
            elif not first.over:
                return [first, *await self._along(first)]

    async def _along(self, first: Ticket) -> list[Ticket]:
        most = self._serving.max_batch - 1
        if not first.together or most < 1:
            return []
        if len(self._turns) < most:
            await asyncio.sleep(self._serving.batch_wait_s)
        found: list[Ticket] = []
        while len(found) < most:
            other = self._turns.take(lambda one: one.together == first.together and not one.over)
            if other is None:
                break
            found.append(other)
        return found

    def _tell_places(self) -> None:
        if self._clock() - self._told < MOVED_S and len(self._turns) > 1:
            return
        self._told = self._clock()
        for place, ticket in enumerate(self._turns.in_order()):
            ticket.tell(Told(queued=place + len(self.busy)))

    def _full(self) -> Fault:
        return Fault(
            code="QUEUE_FULL",
            message=f"{len(self._turns)} orders wait already",
            remedy="try again later, or raise serving.max_queued or max_replicas of the row",
            retryable=True,
            retry_after_s=2.0,
        )


def joined(order: WorkOrder, engine: object) -> str:
    """What an engine that can answer several at once says of an order: see `Ticket.together`."""
    joins: Callable[[str, dict[str, object]], str] | None = getattr(engine, "joins", None)
    if joins is None:
        return ""
    plain = {name: json.loads(value) for name, value in order.arguments.items()}
    key = joins(order.method, plain)
    return f"{order.method}:{key}" if key else ""

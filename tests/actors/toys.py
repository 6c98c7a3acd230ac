"""Toy nodes, a carrier without a cluster, and a database whose user may die at any moment."""

import asyncio
import json
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from pipelines.catalog import catalog
from pipelines.graph import Flow
from pipelines.node import Context, Node, Output, node
from pipelines.orders import Fault, Listener, Outcome, WorkOrder
from pipelines.ports import Param, Port, Sealed, Stream
from pipelines.values import Values
from store.database import Database, Role


class Listed(Output):
    numbers: list[int]
    essay: str


class One(Output):
    number: int


@node("toy.list", version=1)
class List(Node):
    """Numbers from 1, and a text too long for the journal."""

    count: Param[int]

    async def run(self, ctx: Context) -> Listed:
        numbers = await ctx.compute("toy:list", list[int], count=self.count)
        return Listed(numbers=numbers, essay="long " * 2000)


@node("toy.double", version=1)
class Double(Node):
    """Twice a number."""

    number: int

    async def run(self, ctx: Context) -> One:
        return One(number=await ctx.compute("toy:double", int, number=self.number))


@node("toy.sum", version=1)
class Sum(Node):
    """A sum of what arrives, plus the length of a text."""

    numbers: Stream[int]
    essay: Port[Sealed[str]]

    async def run(self, ctx: Context) -> One:
        total = await ctx.compute("toy:sum", int, numbers=self.numbers, essay=self.essay)
        return One(number=total)


catalog.cache_clear()

WORK: dict[str, Callable[..., Any]] = {
    "toy:list": lambda count: list(range(1, count + 1)),
    "toy:double": lambda number: 2 * number,
}
COUNT = 5
TOTAL = 2 * sum(range(1, COUNT + 1)) + len("long " * 2000)


def toy_flow(count: int = COUNT) -> Flow:
    """A list, a step for each item, and a stream that gathers them."""
    return Flow.model_validate(
        {
            "nodes": [
                {"id": "list", "type": "toy.list", "params": {"count": count}},
                {"id": "double", "type": "toy.double", "each": "list.numbers"},
                {"id": "sum", "type": "toy.sum"},
            ],
            "edges": [
                {"from": "list.numbers", "to": "double.number"},
                {"from": "double.number", "to": "sum.numbers"},
                {"from": "list.essay", "to": "sum.essay"},
            ],
        }
    )


class Killed(BaseException):
    """What a process that was killed never gets to handle."""


class Fate:
    """Says when a process dies, or stands still, by counting the moments at which it waits."""

    def __init__(self, lives_for: int | None = None, freezes_at: int | None = None) -> None:
        self.moments = 0
        self.freezes = freezes_at is not None
        self.mortal = lives_for is not None or self.freezes
        self.over = asyncio.Event()
        self.frozen = asyncio.Event()
        self.thawed = asyncio.Event()
        self._lives_for = lives_for
        self._freezes_at = freezes_at

    async def moment(self) -> None:
        """A moment passes.

        Raises:
            Killed: it was the last, or came after it.
        """
        self.moments += 1
        if self._lives_for is not None and self.moments > self._lives_for:
            self.over.set()
            raise Killed
        if self._freezes_at is not None and self.moments >= self._freezes_at:
            self.frozen.set()
            await self.thawed.wait()


class MortalDatabase(Database):
    """A database whose user may die before a transaction, in it, or between commit and answer."""

    def __init__(self, url: str, role: Role, fate: Fate) -> None:
        # What stands still is cut off soon; what is merely slow, on a busy machine, is not.
        super().__init__(url, role, idle_s=0.5 if fate.freezes else 10.0)
        self._fate = fate

    @asynccontextmanager
    async def begin(self, tenant: uuid.UUID | None) -> AsyncGenerator[AsyncConnection]:
        await self._fate.moment()
        async with super().begin(tenant) as connection:
            yield connection
            await self._fate.moment()
        await self._fate.moment()

    async def at_once(
        self, tenant: uuid.UUID, statement: str, values: Mapping[str, Any]
    ) -> tuple[Any, ...] | None:
        await self._fate.moment()
        written = await super().at_once(tenant, statement, values)
        await self._fate.moment()
        return written


class Toys:
    """Carries orders out in this process, and counts them."""

    def __init__(
        self, fate: Fate, log: Counter[str], values: Values, faults: list[Fault] | None = None
    ) -> None:
        self._fate = fate
        self._log = log
        self._values = values
        self._faults = faults or []

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        return await self._carry_out(order, lambda: WORK[order.target](**self._loaded(order)))

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        arrived = [item async for item in items]
        return await self._carry_out(
            order, lambda: sum(arrived) + len(self._loaded(order)["essay"])
        )

    async def _carry_out(self, order: WorkOrder, work: Callable[[], Any]) -> Outcome:
        await self._fate.moment()
        self._log[f"{order.target} {json.dumps(self._loaded(order))}"] += 1
        if self._faults:
            return Outcome(fault=self._faults.pop(0))
        await asyncio.sleep(0)
        value = work()
        await self._fate.moment()
        return Outcome(value=json.dumps(value), seconds=0.5)

    def _loaded(self, order: WorkOrder) -> dict[str, Any]:
        return {
            name: json.loads(self._values.opened(text) if name in order.opens else text)
            for name, text in order.arguments.items()
        }

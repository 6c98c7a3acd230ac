"""What a node's `run` sees: engines and media functions, wherever they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter

from media.ids import short_hash
from media.web import Reply, Request
from models.catalog import engine_for
from pipelines.orders import Outcome, Place, WorkFailed, WorkOrder
from pipelines.ports import Sealed, Stream, sealed_fields
from pipelines.resources import USUAL, Resources

T = TypeVar("T")


class Carrier(Protocol):
    """Carries orders out somewhere; `actors.dispatch` does so on a cluster."""

    async def perform(self, order: WorkOrder) -> Outcome:
        """Carry out one order."""
        ...

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        """Carry out an order whose argument `field` is fed item by item."""
        ...


class StepContext:
    """Implements `pipelines.node.Context` for one attempt at one step, and counts what it took."""

    def __init__(self, carrier: Carrier, place: Place, rank: int = 0, step: str = "") -> None:
        self._carrier = carrier
        self._place = place
        self._rank = rank
        self.key = short_hash(place.run, step, length=32)
        self.seconds = 0.0
        self.cpu_seconds = 0.0

    async def infer(self, modality: str, returns: type[T], **arguments: Any) -> T:
        """Ask the engine of a modality."""
        engine = engine_for(modality)
        wanted = Resources(
            num_cpus=engine.num_cpus, num_gpus=engine.num_gpus, memory_gb=engine.memory_gb
        )
        return await self._carry_out(engine.target, wanted, returns, arguments)

    async def compute(
        self, target: str, returns: type[T], *, resources: Resources = USUAL, **arguments: Any
    ) -> T:
        """Call a function of `media` on a worker."""
        return await self._carry_out(target, resources, returns, arguments)

    async def fetch(self, request: Request) -> Reply:
        """Ask a server for something, in this event loop."""
        from actors.fetching import fetched  # HTTP is loaded for flows that use it

        return await fetched(request, self._place)

    async def _carry_out(
        self, target: str, resources: Resources, returns: type[T], arguments: dict[str, Any]
    ) -> T:
        order = WorkOrder(
            target=target,
            arguments={
                name: _text(value)
                for name, value in arguments.items()
                if not isinstance(value, Stream)
            },
            opens=tuple(name for name, value in arguments.items() if isinstance(value, Sealed)),
            seals=sealed_fields(returns),
            place=self._place,
            resources=resources,
            rank=self._rank,
        )
        streams = {name: part for name, part in arguments.items() if isinstance(part, Stream)}
        if streams:
            ((name, stream),) = streams.items()
            outcome = await self._carrier.perform_stream(order, name, _plain_items(stream))
        else:
            outcome = await self._carrier.perform(order)
        return self._result(outcome, returns)

    def _result(self, outcome: Outcome, returns: type[T]) -> T:
        self.seconds += outcome.seconds
        self.cpu_seconds += outcome.cpu_seconds
        if outcome.fault is not None:
            raise WorkFailed(outcome.fault.model_dump())
        return TypeAdapter(returns).validate_json(outcome.value)


def _text(value: Any) -> str:
    if isinstance(value, Sealed):
        return value.text
    return TypeAdapter(type(value)).dump_json(value).decode()


async def _plain_items(stream: Stream[Any]) -> AsyncIterator[Any]:
    async for item in stream:
        yield item

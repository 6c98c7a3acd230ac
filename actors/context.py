"""What a node's `run` sees: engines and media functions, wherever they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from actors.breakers import Breakers
from actors.inference import Inference
from media.errors import EngineUnavailable
from media.ids import short_hash
from media.style import Style
from media.types import Asset
from media.web import Reply, Request
from models.catalog.lookup import meant
from models.catalog.row import Engine
from models.catalog.styling import styled
from models.setup import Maker
from pipelines.orders import Listener, Outcome, Place, WorkFailed, WorkOrder
from pipelines.ports import Sealed, Stream, sealed_fields
from pipelines.resources import USUAL, Resources

T = TypeVar("T")


class Carrier(Protocol):
    """Carries orders out somewhere; `actors.dispatch` does so on a cluster."""

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        """Carry out one order; `listener` hears how far it is, where that is known."""
        ...

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        """Carry out an order whose argument `field` is fed item by item."""
        ...


class Shop(Protocol):
    """Buys what an engine elsewhere makes; `actors.purchases` does so once, whatever dies."""

    async def buy(self, engine: Engine, request: dict[str, Any]) -> Any:
        """The result of a request, as JSON data."""
        ...


class StepContext:
    """Implements `pipelines.node.Context` for one attempt at one step, and counts what it took."""

    def __init__(
        self,
        carrier: Carrier,
        place: Place,
        rank: int = 0,
        step: str = "",
        inference: Inference | None = None,
        shop: Shop | None = None,
        trace: str | None = None,
        listener: Listener | None = None,
        style: Style | None = None,
        asks: Collection[str] = (),
    ) -> None:
        """Prepare an attempt.

        Args:
            carrier: carries orders out.
            place: where they find their bytes.
            rank: how many steps in a row wait for this one.
            step: its name within its run.
            inference: finds the engine that answers.
            shop: where engines that are elsewhere are paid; without one they are not asked.
            trace: the `traceparent` of the attempt.
            listener: hears how far what is asked of an engine is.
            style: how what engines draw is to look.
            asks: the modalities that the node may ask for.
        """
        self._carrier = carrier
        self._place = place
        self._rank = rank
        self.key = short_hash(place.run, step, length=32)
        self._inference = inference or Inference(Breakers())
        self._shop = shop
        self._trace = trace
        self._listener = listener
        self._style = style
        self._asks = asks
        self.made_by: list[Maker] = []
        """The engines with weights that answered."""
        self.seconds = 0.0
        self.cpu_seconds = 0.0
        self.gpu_seconds: defaultdict[str, float] = defaultdict(float)
        """What was taken of GPUs, by engine; by target where no engine was asked."""

    async def infer(self, modality: str, returns: type[T], **arguments: Any) -> T:
        """Ask the engine of a modality, or the one that `model` names among the arguments.

        A model is wanted for what it can do of all that the node asks for.
        """
        model = str(arguments.pop("model", ""))
        if model and modality not in meant((*self._asks, modality), model):
            model = ""
        return await self._inference.ask(
            modality, model, lambda engine: self._answered(engine, modality, returns, arguments)
        )

    async def _answered(
        self, engine: Engine, modality: str, returns: type[T], arguments: dict[str, Any]
    ) -> T:
        """What one engine says."""
        if self._style is not None:
            arguments = styled(engine, self._style, modality, arguments)
        if engine.runs == "http":
            return await self._bought(engine, returns, arguments)
        wanted = Resources(
            num_cpus=engine.num_cpus, num_gpus=engine.num_gpus, memory_gb=engine.memory_gb
        )
        return await self._carry_out(engine.does[modality], wanted, returns, arguments, engine)

    async def _bought(self, engine: Engine, returns: type[T], arguments: dict[str, Any]) -> T:
        if self._shop is None:
            raise EngineUnavailable(f"{engine.id} is paid for, and nobody pays here")
        from actors.delivery import delivered  # HTTP is loaded for flows that use it

        sent = [name for name, value in arguments.items() if isinstance(value, Asset)]
        if sent:
            raise EngineUnavailable(
                f"{engine.id} is sent words and numbers, and no files yet", "", sent[0]
            )
        request = {
            name: to_jsonable_python(value)
            for name, value in arguments.items()
            if value is not None
        }
        return await delivered(
            self, engine, await self._shop.buy(engine, engine.defaults | request), returns
        )

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
        self,
        target: str,
        resources: Resources,
        returns: type[T],
        arguments: dict[str, Any],
        engine: Engine | None = None,
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
            engine=engine if engine is not None and _held(engine) else None,
            place=self._place,
            resources=resources,
            rank=self._rank,
            trace=self._trace,
        )
        streams = {name: part for name, part in arguments.items() if isinstance(part, Stream)}
        if streams:
            ((name, stream),) = streams.items()
            outcome = await self._carrier.perform_stream(order, name, _plain_items(stream))
        else:
            outcome = await self._carrier.perform(order, self._listener)
        taken_s = outcome.gpu_seconds or outcome.seconds * resources.num_gpus
        if taken_s:
            self.gpu_seconds[engine.id if engine else target] += taken_s
        if outcome.made_by is not None:
            self.made_by.append(outcome.made_by)
        return self._result(outcome, returns)

    def _result(self, outcome: Outcome, returns: type[T]) -> T:
        self.seconds += outcome.seconds
        self.cpu_seconds += outcome.cpu_seconds
        if outcome.fault is not None:
            raise WorkFailed(outcome.fault.model_dump())
        return TypeAdapter(returns).validate_json(outcome.value)


def _held(engine: Engine) -> bool:
    """Whether it is an object that a process keeps, rather than a function of a worker."""
    return bool(engine.family) or engine.runs == "serve"


def _text(value: Any) -> str:
    if isinstance(value, Sealed):
        return value.text
    return TypeAdapter(type(value)).dump_json(value).decode()


async def _plain_items(stream: Stream[Any]) -> AsyncIterator[Any]:
    async for item in stream:
        yield item

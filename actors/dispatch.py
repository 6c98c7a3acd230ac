"""Sends work to the cluster: many orders at once by Ray Data, few by tasks, streams to an actor."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any

import ray
from ray.exceptions import (
    ActorDiedError,
    OutOfMemoryError,
    RayError,
    RayTaskError,
    TaskCancelledError,
    WorkerCrashedError,
)

from actors.compositor import Compositor
from actors.narrowing import MAX_DEATHS, Narrowing, share
from actors.slots import Slots
from pipelines.fanout import Stop, fan_out
from pipelines.orders import Fault, Listener, Outcome, WorkOrder
from pipelines.performing import perform
from pipelines.resources import Resources, lacking, ray_options

if TYPE_CHECKING:
    from actors.serving import Served

GATHER_S = 0.02
"""How long an order waits for company."""
FAN_OUT_MIN = 16
"""From so many orders on, a Ray Data stream is worth its start of 0.2 to 1.2 s."""
SPARE_TASKS = 1
"""Tasks under way beyond one a CPU, so that none waits for the next to be sent."""
TASK_DEADLINE_S = 3600.0
KILLED = (OutOfMemoryError, WorkerCrashedError, ActorDiedError)
"""What is taken for a lack of memory. Only the first is Ray's own word for it: a worker that the
kernel killed (exit status 137) Ray does not tell from any other that ended without a word."""
HOPELESS = (RayTaskError, TaskCancelledError, TimeoutError)
"""What another try at once would not mend."""

log = logging.getLogger(__name__)

_Waiting = tuple[WorkOrder, "asyncio.Future[Outcome]"]


class Dispatcher:
    """Carries out orders on the cluster that this process is connected to."""

    def __init__(self, num_cpus: float) -> None:
        self._num_cpus = num_cpus
        self._gathering: list[_Waiting] = []
        self._gatherer: asyncio.Task[None] | None = None
        self._narrowing = Narrowing(int(num_cpus) + SPARE_TASKS)
        self._slots = Slots(self._narrowing.places)
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="fan-out")
        self._streams: set[Stop] = set()
        # Ray's own retries know no narrower: those for lack of memory never end.
        self._task: Any = ray.remote(num_cpus=1, num_gpus=0, max_retries=0)(_perform)
        self._background: set[asyncio.Task[Any]] = set()

    @property
    def places(self) -> int:
        """How many orders that go one by one may be under way at once."""
        return self._narrowing.places

    async def perform(self, order: WorkOrder, listener: Listener | None = None) -> Outcome:
        """Carry out one order; what no node of the cluster can ever give is refused at once."""
        if order.engine is not None and order.engine.runs == "serve":
            return await self._replicas.perform(order, listener)
        if not order.resources.usual:
            return await self._place(order)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._gathering.append((order, future))
        if self._gatherer is None or self._gatherer.done():
            self._gatherer = asyncio.create_task(self._gather())
        return await future

    async def perform_stream(
        self, order: WorkOrder, field: str, items: AsyncIterator[Any]
    ) -> Outcome:
        """Carry out an order whose argument `field` is fed item by item, in an actor of its own."""
        compositor: Any = (
            ray.remote(Compositor)
            .options(num_cpus=0, num_gpus=0, max_concurrency=2, max_restarts=0)
            .remote(order.model_dump_json(), field)
        )
        finished = compositor.run.remote()
        feeding = asyncio.create_task(_feed(compositor, items))
        try:
            return Outcome.model_validate_json(await finished)
        except RayError as error:
            if isinstance(error, KILLED):
                self._narrow(1)
            return Outcome(fault=_lost(order, error))
        finally:
            feeding.cancel()
            ray.kill(compositor)

    @cached_property
    def _replicas(self) -> Served:
        from actors.serving import Served  # Serve is loaded for engines with weights alone

        return Served()

    def stop(self) -> None:
        """Give up what is under way."""
        for stream in self._streams:
            stream.set()
        for _, future in self._gathering:
            future.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _place(self, order: WorkOrder) -> Outcome:
        """Carry out an order that asks for more than a core, where Ray finds room for it."""
        why = lacking(order.resources, await _nodes())
        if why:
            return Outcome(fault=_refused(order, why))
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        running = asyncio.create_task(self._run_task(order, future))
        self._background.add(running)
        running.add_done_callback(self._background.discard)
        return await future

    async def _gather(self) -> None:
        await asyncio.sleep(GATHER_S)
        gathered, self._gathering = self._gathering, []
        alike: dict[tuple[str, str], list[_Waiting]] = defaultdict(list)
        for order, future in gathered:
            alike[order.target, order.place.run].append((order, future))
        for orders in alike.values():
            if len(orders) >= FAN_OUT_MIN:
                self._keep(self._fan_out(orders))
            else:
                for order, future in orders:
                    self._keep(self._perform_task(order, future))

    def _keep(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _perform_task(self, order: WorkOrder, future: asyncio.Future[Outcome]) -> None:
        place = order.place
        async with self._slots.place(order.rank, place.tenant, place.weight):
            if not future.done():
                await self._run_task(order, future)

    async def _run_task(self, order: WorkOrder, future: asyncio.Future[Outcome]) -> None:
        """Carry out an order; one that costs its worker again, with a larger share each time."""
        wanted, deaths = order.resources, 0
        while True:
            try:
                outcome = await self._try(order, wanted, future)
            except (RayError, TimeoutError) as error:
                deaths += 1
                outcome = Outcome(fault=_lost(order, error, deaths))
                if isinstance(error, HOPELESS) or deaths == MAX_DEATHS or future.done():
                    break
                if isinstance(error, KILLED):
                    self._narrow(deaths)
                    wanted = share(order.resources, deaths, await _nodes())
            else:
                self._widen()
                break
        _settle(future, outcome)

    async def _try(
        self, order: WorkOrder, wanted: Resources, future: asyncio.Future[Outcome]
    ) -> Outcome:
        """Carry out an order once, in a worker that is stopped when nobody waits any more."""
        reference = self._task.options(**ray_options(wanted)).remote(order.model_dump_json())

        def stop_if(done: asyncio.Future[Outcome]) -> None:
            if done.cancelled():
                ray.cancel(reference, force=True)

        future.add_done_callback(stop_if)
        try:
            return Outcome.model_validate_json(await asyncio.wait_for(reference, TASK_DEADLINE_S))
        except TimeoutError:
            ray.cancel(reference, force=True)
            raise
        finally:
            future.remove_done_callback(stop_if)

    async def _fan_out(self, orders: list[_Waiting]) -> None:
        """Run a stream in a thread; what it dropped is run again, each by itself."""
        loop = asyncio.get_running_loop()
        stop = _stop_for_nobody([future for _, future in orders])
        at_once = min(self._num_cpus, self._narrowing.places)

        def stream() -> None:
            for index, outcome in fan_out([order for order, _ in orders], at_once, stop):
                loop.call_soon_threadsafe(self._streamed, orders[index][1], outcome)

        self._streams.add(stop)
        try:
            await loop.run_in_executor(self._threads, stream)
        except RayError as error:
            log.warning("a stream broke off: %s", error)
        else:
            if not all(future.done() for _, future in orders):
                self._narrow(1)  # what is dropped has cost its workers
        finally:
            self._streams.discard(stop)
        for order, future in orders:
            if not future.done():
                self._keep(self._perform_task(order, future))

    def _streamed(self, future: asyncio.Future[Outcome], outcome: Outcome) -> None:
        self._widen()
        _settle(future, outcome)

    def _narrow(self, deaths: int) -> None:
        self._narrowing.died(deaths)
        self._slots.resize(self._narrowing.places)

    def _widen(self) -> None:
        self._narrowing.went_well()
        self._slots.resize(self._narrowing.places)


def _stop_for_nobody(futures: list[asyncio.Future[Outcome]]) -> Stop:
    """What ends a stream once nobody waits for anything of it."""
    stop, left = Stop(), set(futures)

    def done(future: asyncio.Future[Outcome]) -> None:
        left.discard(future)
        if not left:
            stop.set()

    for future in futures:
        future.add_done_callback(done)
    return stop


async def _nodes() -> list[dict[str, float]]:
    """The resources of each node that is alive."""
    nodes = await asyncio.to_thread(ray.nodes)
    return [node["Resources"] for node in nodes if node["Alive"]]


def _perform(order: str) -> str:
    return perform(WorkOrder.model_validate_json(order)).model_dump_json()


async def _feed(compositor: Any, items: AsyncIterator[Any]) -> None:
    try:
        async for item in items:
            await compositor.push.remote(item)
        await compositor.end.remote()
    except RayError:
        return  # the compositor died: its own call says so


def _settle(future: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if not future.done():
        future.set_result(outcome)


def _refused(order: WorkOrder, why: str) -> Fault:
    return Fault(
        code="INSUFFICIENT_RESOURCES",
        message=f"no node can carry {order.target} out: {why}",
        remedy="add such a node, or choose a smaller model",
    )


def _lost(order: WorkOrder, error: Exception, deaths: int = 1) -> Fault:
    if not isinstance(error, KILLED):
        return Fault(
            code="WORKER_LOST",
            message=f"the worker of {order.target} was lost: {type(error).__name__}",
            remedy="see `kinora doctor` for memory and shared memory",
            retryable=True,
        )
    how = "its memory ran out"
    if not isinstance(error, OutOfMemoryError):
        how = "it was killed, as happens where memory runs out"
    workers = "its worker" if deaths == 1 else f"{deaths} workers"
    return Fault(
        code="OUT_OF_MEMORY",
        message=f"{order.target} cost {workers}: {how}",
        remedy="see `kinora doctor` for memory; a smaller picture or shorter clips take less",
        retryable=deaths < MAX_DEATHS,
    )

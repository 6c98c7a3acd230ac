"""Carries orders out, in whatever process: a Ray task, an actor, a replica that holds an engine."""

from __future__ import annotations

import importlib
import resource
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from media.errors import AuthorError, WorldError
from media.memory import Heap
from media.model import canonical_json
from models.catalog.row import Engine
from models.setup import made, maker, setup_of
from pipelines.orders import Fault, Outcome, WorkOrder
from pipelines.tracing import span
from pipelines.values import Values
from store.objects.objects import Objects, open_objects
from store.workspace import StoreWorkspace

Report = Callable[[float], None]


def perform(
    order: WorkOrder,
    owner: object | None = None,
    report: Report | None = None,
    streams: Mapping[str, Any] | None = None,
) -> Outcome:
    """Carry out an order; whatever happens is in the outcome.

    Args:
        order: what to do.
        owner: the engine whose method is called, where the process holds it.
        report: told how much is done, from 0 to 1; what it raises ends the work.
        streams: arguments that arrive item by item.
    """
    began, cpu_began = time.perf_counter(), cpu_seconds()
    value, fault = "", None
    try:
        with (
            span("work", order.trace, target=order.target),
            opened(order, owner, report, streams) as job,
        ):
            value = job.told(job.target.call(job.work, **job.arguments))
    except Exception as error:
        fault = Fault.of(error)
    took = time.perf_counter() - began
    return _outcome(order, value, fault, took, cpu_seconds() - cpu_began)


def perform_together(
    orders: Sequence[WorkOrder], owner: Any, reports: Sequence[Report]
) -> list[Outcome]:
    """Carry out orders for one method of an engine in one call of its `many`.

    What is wrong with one of them is in its own outcome. They share the time that the call took.
    """
    began, cpu_began = time.perf_counter(), cpu_seconds()
    found: list[tuple[str, Fault | None]] = []
    try:
        with ExitStack() as stack:
            jobs = [
                stack.enter_context(opened(order, owner, report))
                for order, report in zip(orders, reports, strict=True)
            ]
            results = owner.many(
                orders[0].method, [job.work for job in jobs], [job.arguments for job in jobs]
            )
            for job, result in zip(jobs, results, strict=True):
                failed = isinstance(result, Exception)
                found.append(("", Fault.of(result)) if failed else (job.told(result), None))
    except Exception as error:
        found = [("", Fault.of(error))] * len(orders)
    took, cpu_took = time.perf_counter() - began, cpu_seconds() - cpu_began
    return [
        _outcome(order, value, fault, took / len(orders), cpu_took / len(orders))
        for order, (value, fault) in zip(orders, found, strict=True)
    ]


def _outcome(
    order: WorkOrder, value: str, fault: Fault | None, seconds: float, cpu_s: float
) -> Outcome:
    _heap().settle()
    return Outcome(
        value=value,
        fault=fault,
        seconds=seconds,
        cpu_seconds=cpu_s,
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        made_by=maker(order.engine) if order.engine is not None and fault is None else None,
    )


class Job:
    """An order with all that its call needs, while its workspace is open."""

    def __init__(
        self, order: WorkOrder, target: _Target, work: StoreWorkspace, values: Values
    ) -> None:
        self.order = order
        self.target = target
        self.work = work
        self._values = values
        self.arguments: dict[str, Any] = {}

    def bind(self, streams: Mapping[str, Any]) -> None:
        """Turn the order's arguments into what the call takes.

        Raises:
            AuthorError: it does not take one of them.
        """
        adapters, opens = self.target.adapters, self.order.opens
        unknown = set(self.order.arguments) - set(adapters)
        if unknown:
            raise AuthorError(f"{self.order.target} takes no {', '.join(sorted(unknown))}")
        self.arguments = {
            name: adapters[name].validate_json(
                self._values.opened(value) if name in opens else value
            )
            for name, value in self.order.arguments.items()
        }
        # Pydantic checks the items of an iterator one by one, as they are pulled.
        for name, items in streams.items():
            self.arguments[name] = adapters[name].validate_python(items)

    def told(self, result: Any) -> str:
        """A result as JSON, with large parts of it as references where the order wants them so."""
        returns, seals = self.target.returns, self.order.seals
        if not seals:
            return returns.dump_json(result).decode()
        found = returns.dump_python(result, mode="json", exclude=set(seals))
        for name in seals:
            found[name] = self._values.pack_value(
                returns.dump_python(result, mode="json", include={name})[name]
            )
        return canonical_json(found)


@contextmanager
def opened(
    order: WorkOrder,
    owner: object | None = None,
    report: Report | None = None,
    streams: Mapping[str, Any] | None = None,
) -> Generator[Job]:
    """A job with its workspace; what is in that is removed behind it.

    Raises:
        AuthorError: what the order calls is not there, or takes other arguments.
    """
    target, place = _target(order, owner), order.place
    objects, scratch = _objects(place.objects, place.scratch), Path(place.scratch)
    values = Values(objects, place.tenant, scratch / "values")
    with StoreWorkspace(objects, place.tenant, scratch / "work", report) as work:
        job = Job(order, target, work, values)
        job.bind(streams or {})
        yield job


class _Target:
    """A callable with adapters for its arguments and its result."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self.call = call
        hints = get_type_hints(call)
        self.returns: TypeAdapter[Any] = TypeAdapter(hints.pop("return"))
        self.adapters = {
            name: _adapter(hint) for name, hint in hints.items() if name not in ("self", "work")
        }


def _target(order: WorkOrder, owner: object | None) -> _Target:
    if order.engine is None:
        return _resolve(order.target)
    if owner is None:
        owner = _engine(order.engine.model_dump_json(), order.resources.num_gpus > 0)
    return _method(owner, order.method)


@cache
def _engine(row: str, on_gpu: bool) -> object:
    """An engine with weights: loaded by the first task that needs it, and kept by its worker."""
    return made(setup_of(Engine.model_validate_json(row), "cuda:0" if on_gpu else "cpu"))


@cache
def _method(owner: object, name: str) -> _Target:
    return _Target(getattr(owner, name))


@cache
def _resolve(target: str) -> _Target:
    _limit_threads()
    module_name, _, path = target.partition(":")
    found: Any = importlib.import_module(module_name)
    head, _, method = path.partition(".")
    found = getattr(found, head)
    return _Target(getattr(found(), method) if method else found)


def _adapter(hint: Any) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(hint)
    except ValidationError as error:
        raise WorldError(f"{hint} cannot cross to a worker") from error


@cache
def _limit_threads() -> None:
    """One thread a worker: Ray runs one worker a core, and results must not depend on the count."""
    import cv2

    cv2.setNumThreads(1)


@cache
def _heap() -> Heap:
    return Heap()


@cache
def _objects(url: str, scratch: str) -> Objects:
    return open_objects(url, Path(scratch) / "copies")


def cpu_seconds() -> float:
    """What this process and its ended children have taken so far."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime

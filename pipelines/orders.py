"""A piece of work as data: what to call, with what, and what came of it.

An order names a function of `media` or a method of an engine. It is carried out in a Ray task, but
nothing here knows Ray. Its outcome is a value, never an exception: one bad item must not end a
stream of them.
"""

from __future__ import annotations

import importlib
import resource
import time
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from media.errors import AuthorError, KinoraError, WorldError
from media.memory import Heap
from media.model import Model, canonical_json
from pipelines.resources import USUAL, Resources
from pipelines.tracing import span
from pipelines.values import Values
from store.objects.objects import Objects, open_objects
from store.workspace import StoreWorkspace


class Place(Model):
    """Where a piece of work finds its bytes."""

    tenant: uuid.UUID
    weight: float = 1.0
    """The tenant's, where others wait for the same workers."""
    objects: str
    """Folder or URL of the object store."""
    scratch: str
    """A folder for temporary files and copies."""
    run: str = ""
    """For whom it is done: what is done for one run ends with it."""


class WorkOrder(Model):
    """A call to be made on a worker."""

    target: str
    """`module:function` or `module:Class.method`; its first parameter is the workspace."""
    arguments: dict[str, str]
    """Each as JSON: a timeline as plain objects would take eight times the memory."""
    opens: tuple[str, ...] = ()
    """Arguments whose large parts are references to objects."""
    seals: tuple[str, ...] = ()
    """Fields of the result that travel on as such references."""
    place: Place
    resources: Resources = USUAL
    rank: int = 0
    """The higher, the sooner: how many steps in a row wait for this one."""
    trace: str | None = None
    """The `traceparent` of the step that it is for."""


class Fault(Model):
    """An error as data."""

    code: str
    message: str
    remedy: str = ""
    field: str = ""
    retryable: bool = False
    retry_after_s: float | None = None
    """How long whoever refused asks to be left alone."""

    @classmethod
    def of(cls, error: BaseException) -> Fault:
        """Describe any exception."""
        if isinstance(error, KinoraError):
            return cls(
                code=error.code,
                message=error.message,
                remedy=error.remedy,
                field=error.field,
                retryable=error.retryable,
                retry_after_s=error.retry_after_s,
            )
        kind = type(error).__name__
        return cls(code="INTERNAL_ERROR", message=f"{kind}: {error}"[:2000])


class Outcome(Model):
    """What came of an order."""

    value: str = ""
    """The result as JSON: read only by who knows its type, and never built as plain objects."""
    fault: Fault | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    """The worker's largest resident set so far."""


class WorkFailed(KinoraError):
    """An order ended with a fault."""

    def __init__(self, fault: dict[str, Any]) -> None:
        Exception.__init__(self, fault)
        self.fault = Fault(**fault)
        self.message = self.fault.message
        self.remedy = self.fault.remedy
        self.field = self.fault.field
        self.code = self.fault.code


def perform(order: WorkOrder, **streams: Any) -> Outcome:
    """Carry out an order; whatever happens is in the outcome."""
    began, cpu_began = time.perf_counter(), _cpu_seconds()
    value, fault = "", None
    try:
        with span("work", order.trace, target=order.target):
            value = _call(order, streams)
    except Exception as error:
        fault = Fault.of(error)
    _heap().settle()
    return Outcome(
        value=value,
        fault=fault,
        seconds=time.perf_counter() - began,
        cpu_seconds=_cpu_seconds() - cpu_began,
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def _call(order: WorkOrder, streams: dict[str, Any]) -> str:
    target = _resolve(order.target)
    place = order.place
    objects, scratch = _objects(place.objects, place.scratch), Path(place.scratch)
    values = Values(objects, place.tenant, scratch / "values")
    with StoreWorkspace(objects, place.tenant, scratch / "work") as work:
        unknown = set(order.arguments) - set(target.adapters)
        if unknown:
            raise AuthorError(f"{order.target} takes no {', '.join(sorted(unknown))}")
        arguments = {
            name: target.adapters[name].validate_json(
                values.opened(value) if name in order.opens else value
            )
            for name, value in order.arguments.items()
        }
        # Pydantic checks the items of an iterator one by one, as they are pulled.
        fed = {
            name: target.adapters[name].validate_python(items) for name, items in streams.items()
        }
        result = target.call(work, **arguments, **fed)
        if not order.seals:
            return target.returns.dump_json(result).decode()
        return canonical_json(_sealed(target.returns, result, order.seals, values))


def _sealed(
    returns: TypeAdapter[Any], result: Any, fields: tuple[str, ...], values: Values
) -> dict[str, Any]:
    """A result as JSON data, some of its fields packed one after the other."""
    found = returns.dump_python(result, mode="json", exclude=set(fields))
    for name in fields:
        found[name] = values.pack_value(
            returns.dump_python(result, mode="json", include={name})[name]
        )
    return found


@cache
def _heap() -> Heap:
    return Heap()


@cache
def _objects(url: str, scratch: str) -> Objects:
    return open_objects(url, Path(scratch) / "copies")


class _Target:
    """A callable with adapters for its arguments and its result."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self.call = call
        hints = get_type_hints(call)
        self.returns: TypeAdapter[Any] = TypeAdapter(hints.pop("return"))
        self.adapters = {
            name: _adapter(hint) for name, hint in hints.items() if name not in ("self", "work")
        }


def _adapter(hint: Any) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(hint)
    except ValidationError as error:
        raise WorldError(f"{hint} cannot cross to a worker") from error


@cache
def _resolve(target: str) -> _Target:
    _limit_threads()
    module_name, _, path = target.partition(":")
    found: Any = importlib.import_module(module_name)
    head, _, method = path.partition(".")
    found = getattr(found, head)
    return _Target(getattr(found(), method) if method else found)


@cache
def _limit_threads() -> None:
    """One thread a worker: Ray runs one worker a core, and results must not depend on the count."""
    import cv2

    cv2.setNumThreads(1)


def _cpu_seconds() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime

"""Traces: a request, the run that it submits, each of its steps, the work on a node, as one tree.

What begins a span is told its parent as a `traceparent` (W3C Trace Context), since a run outlives
the request that submits it and its work crosses processes. Spans go where
OTEL_EXPORTER_OTLP_ENDPOINT says, by OTLP over HTTP; without it nothing is loaded and nothing made.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
SERVICE = "kinora-engine"
_HEADER = "traceparent"


@contextmanager
def span(name: str, parent: str | None, **attributes: str | int) -> Generator[str | None]:
    """A span around what is done in the block; an error that leaves the block is noted in it.

    Args:
        name: what is done, without what differs from one to the next.
        parent: the `traceparent` under which it is; a trace of its own without.
        attributes: which one it is.

    Yields:
        Its `traceparent`, for what is under it; the parent's where nobody collects traces.
    """
    ours = tracer()
    if ours is None:
        yield parent
        return
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract({_HEADER: parent} if parent else {})
    named = {f"kinora.{key}": value for key, value in attributes.items()}
    # Not made the current one: what runs beside it in this loop is not under it.
    made = ours.start_span(name, context, attributes=named)
    try:
        yield traceparent(made)
    except BaseException as error:
        _note(made, error)
        raise
    finally:
        made.end()


def traceparent(span: Span) -> str | None:
    """How others name a span as their parent; None for one that nobody records."""
    from opentelemetry.trace import set_span_in_context
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier, set_span_in_context(span))
    return carrier.get(_HEADER)


def _note(span: Span, error: BaseException) -> None:
    from opentelemetry.trace import Status, StatusCode

    code = getattr(error, "code", type(error).__name__)
    span.set_status(Status(StatusCode.ERROR, str(code)))


@cache
def tracer() -> Tracer | None:
    """This process' tracer; what it gathered is sent as the process ends."""
    if not os.environ.get(ENDPOINT):
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("kinora")

"""Traces of requests by OpenTelemetry, through FastAPI itself, and what Prometheus reads.

Traces go where OTEL_EXPORTER_OTLP_ENDPOINT says, by OTLP over HTTP; metrics are read at `/metrics`
in Prometheus' format by whoever runs the platform.
"""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Response
from fastapi.telemetry import TelemetryConfig
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from api.call import Operating
from api.metering import Meter
from api.settings import Settings
from store.repositories import runs

router = APIRouter(tags=["health"])
RESOURCE = Resource.create({"service.name": "kinora-api"})


class Telemetry:
    """This application's providers, closed with it."""

    def __init__(self, settings: Settings) -> None:
        self.registry = CollectorRegistry()
        self.meter = Meter(self.registry)
        self._tracers: TracerProvider | None = None
        if settings.trace_to:
            self._tracers = TracerProvider(resource=RESOURCE)
            self._tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self.queue = Gauge(
            "kinora_runs", "Runs that have not ended, by state", ["state"], registry=self.registry
        )

    @property
    def config(self) -> TelemetryConfig:
        """What FastAPI is told."""
        config = TelemetryConfig(
            tracing=self._tracers is not None, metrics=False, logs=False, operation_spans=False,
            auto_configure=False,
        )  # fmt: skip
        if self._tracers is not None:
            config["tracer_provider"] = self._tracers
        return config

    def close(self) -> None:
        """Send what was not sent yet."""
        if self._tracers is not None:
            self._tracers.shutdown()


@router.get(
    "/metrics", summary="Metrics for Prometheus", operation_id="metrics", response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}},
                     "description": "Prometheus' text format"}},
)  # fmt: skip
async def metrics(call: Operating) -> Response:
    """Requests, latencies, and how many runs are in which state."""
    app: FastAPI = call.request.app
    telemetry: Telemetry = app.state.telemetry
    async with call.services.gate.begin(None) as connection:
        counts = await runs.unended(connection)
    telemetry.queue.clear()
    for state, count in counts.items():
        telemetry.queue.labels(state).set(count)
    return Response(generate_latest(telemetry.registry), media_type=CONTENT_TYPE_LATEST)

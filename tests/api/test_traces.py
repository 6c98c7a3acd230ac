"""Guards traces: a client's request, the run, its steps and the work on a node are one tree."""

import asyncio
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.app import create_app
from api.identity.bootstrap import operator_key
from api.settings import Settings
from media.ids import LOCAL_TENANT
from pipelines import tracing
from tests.actors.flows import Engine
from tests.api.conftest import Api

FLOW = {
    "nodes": [
        {"id": "photo", "type": "sample.photo"},
        {"id": "soft", "type": "image.blur"},
    ],
    "edges": [{"from": "photo.image", "to": "soft.image"}],
}
CLIENTS_TRACE, CLIENTS_SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
DEADLINE_S = 20.0


@dataclass
class Collector:
    """Takes spans by OTLP over HTTP."""

    url: str
    spans: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])

    async def until(self, *names: str) -> dict[str, list[Any]]:
        async with asyncio.timeout(DEADLINE_S):
            while True:
                found: dict[str, list[Any]] = {}
                for _, span in self.spans:
                    found.setdefault(span.name, []).append(span)
                if set(names) <= found.keys():
                    return found
                await asyncio.sleep(0.05)


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told = ExportTraceServiceRequest.FromString(body)
            for whole in told.resource_spans:
                told_of = {one.key: one.value.string_value for one in whole.resource.attributes}
                service = told_of["service.name"]
                found.spans.extend((service, span) for s in whole.scope_spans for span in s.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
    found = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv(tracing.ENDPOINT, found.url)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
    tracing.tracer.cache_clear()
    yield found
    tracing.tracer.cache_clear()
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_request_its_run_and_its_work_are_one_tree(
    collector: Collector, settings: Settings, tmp_path: Path
) -> None:
    app = create_app(replace(settings, trace_to=collector.url))
    key = await operator_key(app.state.services, LOCAL_TENANT)
    engine = Engine(settings.database_url, tmp_path)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        operator = Api(client, key)
        headers = {"traceparent": f"00-{CLIENTS_TRACE}-{CLIENTS_SPAN}-01"}
        made = await operator.made("/runs", {"flow": FLOW}, headers=headers)
        row = await engine.until(uuid.UUID(made["id"]))
        assert row.state == "succeeded", row.error
        spans = await collector.until("POST /v1/runs", "run", "image.blur", "work")
    await engine.close()
    await app.state.services.close()
    app.state.telemetry.close()

    (request,), (run,), (blur,) = spans["POST /v1/runs"], spans["run"], spans["image.blur"]
    assert request.parent_span_id.hex() == CLIENTS_SPAN
    assert (run.parent_span_id, blur.parent_span_id) == (request.span_id, run.span_id)
    assert blur.span_id in [work.parent_span_id for work in spans["work"]]
    assert {span.trace_id.hex() for _, span in collector.spans} == {CLIENTS_TRACE}
    assert {name for name, _ in collector.spans} == {"kinora-api", "kinora-engine"}


def _divide(number: int) -> float:
    with tracing.span("divide", None, by=number):
        return 1 / number


def test_an_error_is_noted(collector: Collector) -> None:
    with pytest.raises(ZeroDivisionError):
        _divide(0)
    found = asyncio.run(collector.until("divide"))["divide"][0]
    assert (found.status.message, found.attributes[0].key) == ("ZeroDivisionError", "kinora.by")


def test_without_a_collector_a_parent_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tracing.ENDPOINT, raising=False)
    tracing.tracer.cache_clear()
    with tracing.span("a", "00-parent") as trace:
        assert trace == "00-parent"
    with tracing.span("a", None) as trace:
        assert trace is None

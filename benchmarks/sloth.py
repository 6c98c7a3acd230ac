"""A server that never has done: slow answers, and a provider's job that runs for ever."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml


class Sloth:
    """What the server saw."""

    def __init__(self) -> None:
        self.port = 0
        self.open = 0
        """Requests that wait for their answer."""
        self.looks = 0
        """How often anybody asked for a job since the last one was cancelled."""
        self.cancelled = 0
        self.over = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def row(self) -> dict[str, Any]:
        """It as a provider of pictures, for the catalog."""
        return {
            "id": "sloth", "modality": "image", "runs": "http", "revision": 1, "licence": "-",
            "price": {"call_micros": 10_000},
            "remote": {
                "submit": f"{self.url}/jobs", "poll": f"{self.url}/jobs/{{id}}",
                "cancel": f"{self.url}/jobs/{{id}}/cancel", "every_s": 0.1, "cost_at": "cost",
                "idempotency_header": "Idempotency-Key",
            },
        }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sloth: Sloth

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        sloth = self.sloth
        if self.path.startswith("/jobs/"):
            sloth.looks += 1
            return self._answer({"id": "job", "status": "running"})
        with sloth.lock:
            sloth.open += 1
        sloth.over.wait()
        return self._answer({})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/cancel"):
            self.sloth.cancelled += 1
            self.sloth.looks = 0
            return self._answer({"id": "job", "status": "cancelled", "cost": "0"})
        return self._answer({"id": "job"})

    def _answer(self, document: dict[str, Any]) -> None:
        data = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # nobody waits any more


@contextmanager
def asleep() -> Generator[Sloth]:
    """A server that is up."""
    sloth = Sloth()
    handler = type("Handler", (_Handler,), {"sloth": sloth})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    sloth.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield sloth
    finally:
        sloth.over.set()
        server.shutdown()
        server.server_close()


def catalog(sloth: Sloth) -> str:
    """A user's file of engines."""
    return yaml.safe_dump({"engines": [sloth.row()]})

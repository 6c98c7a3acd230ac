"""A provider of paid work: a real HTTP server that counts what it accepts, and fails when told to.

Every accepted request is money: `paid` counts them by what was asked for. A server that knows
idempotency keys accepts an equal key once.
"""

import json
import threading
import time
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

PRICE = 10_000
"""Of one request, in millionths of a dollar."""
DAWDLES_S = 0.25


class Provider:
    """What the server knows."""

    def __init__(self, *, idempotent: bool, work_s: float) -> None:
        self.idempotent = idempotent
        self.work_s = work_s
        self.paid: Counter[int] = Counter()
        """How often each number was accepted, and so paid for."""
        self.asked: Counter[int] = Counter()
        self.cancelled: list[str] = []
        self.troubles: deque[str] = deque()
        """What goes wrong with the next requests: `drop` (accepted, no answer), `refuse`, `busy`,
        `break` (500, not accepted), `fail` (accepted, and the job fails), `dawdle` (accepted, and
        told after `DAWDLES_S`)."""
        self.most = 0
        """How many jobs it has had at once."""
        self.looks: Counter[str] = Counter()
        """How often each job was asked for."""
        self.called_back: list[str] = []
        """URLs to which it posted."""
        self.gives: Any = None
        """What a job gives; None: twice its number."""
        self.jobs: dict[str, dict[str, Any]] = {}
        self._keys: dict[str, str] = {}
        self._lock = threading.Lock()

    def accept(self, number: int, key: str, *, fails: bool, callback: str = "") -> str:
        with self._lock:
            if self.idempotent and key in self._keys:
                return self._keys[key]
            if callback:
                threading.Timer(self.work_s, self._call_back, [callback]).start()
            self.paid[number] += 1
            job = f"job-{len(self.jobs) + 1}"
            self.jobs[job] = {
                "number": number, "done_at": time.monotonic() + self.work_s, "fails": fails,
            }  # fmt: skip
            now = time.monotonic()
            busy = sum(known["done_at"] > now for known in self.jobs.values())
            self.most = max(self.most, busy)
            if key:
                self._keys[key] = job
            return job

    def _call_back(self, url: str) -> None:
        """Say that a job is over, and what came of it, which is a lie."""
        said = json.dumps({"status": "done", "output": -1, "cost": "1000000"}).encode()
        with urllib.request.urlopen(urllib.request.Request(url, said), timeout=10) as answer:
            answer.read()
        self.called_back.append(url)

    def look(self, job: str) -> dict[str, Any]:
        with self._lock:
            self.looks[job] += 1
            known = self.jobs[job]
            if job in self.cancelled:
                return {"id": job, "status": "cancelled", "error": "cancelled", "cost": "0"}
            if time.monotonic() < known["done_at"]:
                return {"id": job, "status": "running"}
            if known["fails"]:
                return {"id": job, "status": "failed", "error": "out of paint", "cost": "0"}
            cost = PRICE / 1e6
            output = 2 * known["number"] if self.gives is None else self.gives
            return {"id": job, "status": "done", "output": output, "cost": str(cost)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: Provider

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/cancel"):
            job = self.path.split("/")[-2]
            self.provider.cancelled.append(job)
            self._answer(200, self.provider.look(job))
            return
        asked = json.loads(body)
        number, callback = asked.get("number", 0), asked.get("webhook", "")
        self.provider.asked[number] += 1
        try:
            trouble = self.provider.troubles.popleft()
        except IndexError:
            trouble = ""
        self._begin(number, trouble, callback)

    def _begin(self, number: int, trouble: str, callback: str) -> None:
        if trouble == "refuse":
            return self._answer(400, {"error": "no such paint"})
        if trouble == "busy":
            return self._answer(429, {"error": "later"}, {"Retry-After": "1"})
        if trouble == "break":
            return self._answer(500, {"error": "broken"})
        key = self.headers.get("Idempotency-Key", "")
        job = self.provider.accept(number, key, fails=trouble == "fail", callback=callback)
        if trouble == "drop":
            self.close_connection = True
            return None
        if trouble == "dawdle":
            time.sleep(DAWDLES_S)
        return self._answer(202, {"id": job})

    def do_GET(self) -> None:
        job = self.path.rsplit("/", 1)[-1]
        if job not in self.provider.jobs:
            return self._answer(404, {})
        return self._answer(200, self.provider.look(job))

    def _answer(
        self, status: int, document: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        data = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the client was killed


@contextmanager
def serving(*, idempotent: bool = True, work_s: float = 0.05) -> Iterator[tuple[Provider, str]]:
    """A provider, and its URL."""
    provider = Provider(idempotent=idempotent, work_s=work_s)
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def row(name: str, url: str, *, idempotent: bool = True, **more: Any) -> dict[str, Any]:
    """A row of the catalog for a provider."""
    remote: dict[str, Any] = {
        "submit": f"{url}/jobs", "poll": f"{url}/jobs/{{id}}", "every_s": 0.05, "cost_at": "cost",
        "idempotency_header": "Idempotency-Key" if idempotent else "",
    }  # fmt: skip
    remote |= more.pop("remote", {})
    return {
        "id": name, "modality": "toy", "runs": "http", "revision": 1, "licence": "-",
        "remote": remote, "price": {"call_micros": PRICE}, **more,
    }  # fmt: skip


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """A user's file of engines."""
    path.write_text(yaml.safe_dump({"engines": rows}))

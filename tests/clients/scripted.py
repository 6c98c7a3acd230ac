"""A service that answers what a test says, badly too: a real HTTP server on a real socket."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What it is answered."""

    status: int = 200
    body: bytes | str | dict[str, Any] | list[Any] = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut_at: int | None = None
    """After so many bytes of the body the line breaks."""
    first_s: float = 0.0
    """Nothing is said for so long."""
    open_s: float | None = None
    """The body has no length; after it the line is open for so long."""
    then: bytes = b""
    """What is said after that; the line is open for as long once more."""

    def bytes(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


Drop = Reply(status=0)
"""The line breaks before anything is said."""


def refusal(status: int, code: str, **headers: str) -> Reply:
    told = {"code": code, "message": f"it is {code}", "details": [], "request_id": "r-1"}
    return Reply(
        status, {"error": told}, {name.replace("_", "-"): headers[name] for name in headers}
    )


class Scripted:
    """What the server will say, and what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.replies: deque[Reply | Callable[[Asked], Reply]] = deque()
        self.asked: list[Asked] = []
        self.times: list[float] = []

    def will(self, *replies: Reply | Callable[[Asked], Reply]) -> None:
        self.replies.extend(replies)

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        self.times.append(time.monotonic())
        if not self.replies:
            return refusal(418, "NOT_EXPECTED")
        one = self.replies.popleft()
        return one(asked) if callable(one) else one


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Else each body waits 40 ms for the answer to its headers."""
    scripted: Scripted

    def log_message(self, format: str, *args: Any) -> None:
        return

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._any
        raise AttributeError(name)

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, dict(self.headers.items()), body)
        reply = self.scripted.reply(asked)
        time.sleep(reply.first_s)
        if reply is Drop:
            self.close_connection = True
            return
        self._send(reply, reply.bytes())

    def _send(self, reply: Reply, body: bytes) -> None:
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json", **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        if reply.open_s is None and reply.status != 204:
            self.send_header("Content-Length", str(len(body)))
        elif reply.open_s is not None:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body if reply.cut_at is None else body[: reply.cut_at])
        self.wfile.flush()
        if reply.open_s is not None:
            time.sleep(reply.open_s)
            self.wfile.write(reply.then)
            time.sleep(reply.open_s if reply.then else 0)
        self.close_connection = reply.open_s is not None or reply.cut_at is not None

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the client had enough


@contextmanager
def scripted() -> Generator[Scripted]:
    script = Scripted()
    handler = type("Handler", (_Handler,), {"scripted": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()

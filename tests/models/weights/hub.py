"""A hub to pull from: a real server with the few answers that its client asks for."""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "hf_a_secret_token"
_INFO = re.compile(r"/api/models/([^/]+/[^/]+)/revision/([^/?]+)")
_FILE = re.compile(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)")


@dataclass
class Hub:
    """What it has, how it misbehaves, and what it was asked."""

    files: dict[str, bytes]
    commit: str = "c" * 40
    plain: frozenset[str] = frozenset()
    """Files without a digest, as small ones are."""
    cut_after: int = 0
    """The first answer for each file breaks off after so many bytes; 0: none does."""
    cut_always: bool = False
    wrong: frozenset[str] = frozenset()
    """Files whose bytes are not those of the listing."""
    gated: bool = False
    """Nothing is given without the token."""
    faults: int = 0
    """So many answers with files are 500 at first."""
    deaf: bool = False
    """Ranges are not understood."""
    url: str = ""
    sent: dict[str, int] = field(default_factory=dict[str, int])
    """Bytes of each file that were given."""
    ranges: list[str] = field(default_factory=list[str])
    cut: set[str] = field(default_factory=set[str])
    listed: int = 0
    slow: threading.Event | None = None
    """Where it is, the rest of an answer waits behind half of it."""

    def siblings(self) -> list[dict[str, Any]]:
        return [
            {
                "rfilename": name,
                "size": len(content),
                "blobId": hashlib.sha1(content).hexdigest(),
            }
            | ({} if name in self.plain else {"lfs": lfs(content)})
            for name, content in self.files.items()
        ]


def lfs(content: bytes) -> dict[str, Any]:
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "pointerSize": 130,
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        if found := _INFO.match(self.path):
            self._info(found[2])
        elif found := _FILE.match(self.path):
            self._file(found[2], found[3].partition("?")[0])
        else:
            self._say(404)

    def _info(self, revision: str) -> None:
        hub = self.server.hub
        hub.listed += 1
        if revision not in ("main", hub.commit):
            self._say(404, {"X-Error-Code": "RevisionNotFound"})
            return
        told = {"id": "owner/name", "sha": hub.commit, "siblings": hub.siblings()}
        self._say(200, {"content-type": "application/json"}, json.dumps(told).encode())

    def _file(self, revision: str, name: str) -> None:
        hub = self.server.hub
        if hub.gated and self.headers.get("authorization") != f"Bearer {TOKEN}":
            self._say(401, {"X-Error-Code": "GatedRepo"})
            return
        if revision != hub.commit or name not in hub.files:
            self._say(404, {"X-Error-Code": "EntryNotFound"})
            return
        if hub.faults:
            hub.faults -= 1
            self._say(500)
            return
        self._content(name, hub.files[name])

    def _content(self, name: str, content: bytes) -> None:
        hub = self.server.hub
        if name in hub.wrong:
            content = bytes(len(content))
        asked = self.headers.get("range", "")
        began = 0
        if asked and not hub.deaf:
            hub.ranges.append(f"{name} {asked}")
            began = int(asked.removeprefix("bytes=").rstrip("-"))
        body = content[began:]
        self.send_response(206 if began else 200)
        self.send_header("content-length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", hub.commit)
        self.end_headers()
        if hub.cut_after and (hub.cut_always or name not in hub.cut):
            hub.cut.add(name)
            self._send(name, body[: hub.cut_after])
            self.close_connection = True
            return
        if hub.slow is not None:
            half = len(body) // 2
            self._send(name, body[:half])
            hub.slow.wait(20)
            body = body[half:]
        self._send(name, body)

    def _send(self, name: str, body: bytes) -> None:
        hub = self.server.hub
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
            return
        hub.sent[name] = hub.sent.get(name, 0) + len(body)

    def _say(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Serve it while it lasts."""
    server = _Server(hub)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

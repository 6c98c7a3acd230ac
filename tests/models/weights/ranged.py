"""A service of buckets that knows ranges: it lists its objects, and counts the bytes it gives."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.buckets import BUCKET

_OBJECT = (
    "<Contents><Key>{}</Key><Size>{}</Size><ETag>&quot;e&quot;</ETag>"
    "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects = objects
        self.given: list[int] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix(f"/{BUCKET}").lstrip("/")
        content = self.server.objects.get(path)
        if content is None:
            rows = [_OBJECT.format(name, len(body)) for name, body in self.server.objects.items()]
            listing = f"<ListBucketResult>{''.join(rows)}</ListBucketResult>"
            self._say(200, listing.encode())
            return
        first, _, last = self.headers.get("range", "bytes=0-").removeprefix("bytes=").partition("-")
        body = content[int(first) : int(last) + 1 if last else None]
        self.server.given.append(len(body))
        end = int(first) + len(body) - 1
        self._say(206, body, {"Content-Range": f"bytes {first}-{end}/{len(content)}"})

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        named = {
            "content-length": str(len(body)),
            "ETag": '"e"',
            "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT",
            **(headers or {}),
        }
        for name, value in named.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def ranged(objects: dict[str, bytes]) -> Iterator[tuple[str, list[int]]]:
    """Its endpoint while it lasts, and how many bytes it gave at each request."""
    server = _Server(objects)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.given
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

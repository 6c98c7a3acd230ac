"""What happens around every request: an id, a limit on its body, headers, a line in the log.

Plain ASGI: Starlette's `BaseHTTPMiddleware` buffers streams and loses a client that goes away.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders

from api import limits
from api.errors import TooLarge
from api.settings import MAX_BODY_BYTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REQUEST_ID = "X-Request-ID"
_GIVEN = re.compile(r"^[A-Za-z0-9_.:-]{8,64}$")
SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""Said of every answer that does not say otherwise."""

log = structlog.get_logger("kinora.api")


class Around:
    """The outermost layer."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a request; see the module."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(headers)
        began = time.perf_counter()
        status = 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete(MutableHeaders(scope=message), state)
            await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            log.info(
                "request",
                request_id=state["request_id"],
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(1000 * (time.perf_counter() - began), 1),
                actor=getattr(state.get("principal"), "actor", None),
            )


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _GIVEN.match(given) else uuid.uuid4().hex


def _complete(headers: MutableHeaders, state: dict[str, Any]) -> None:
    headers[REQUEST_ID] = state["request_id"]
    for name, value in SAFETY.items():
        headers.setdefault(name, value)
    hit = state.get("hit")
    if hit is not None:
        for name, value in limits.headers(hit).items():
            headers[name] = value


class BodyLimit:
    """Refuses what is too large before it is read, whether its size was said or not.

    Paths that read streams in pieces count for themselves (`unlimited`).
    """

    def __init__(self, app: App, unlimited: re.Pattern[str]) -> None:
        self._app = app
        self._unlimited = unlimited

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a request whose body is not too large."""
        if scope["type"] != "http" or self._unlimited.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdigit() and int(said) > MAX_BODY_BYTES:
            raise too_large()
        num_bytes = 0

        async def count() -> Message:
            nonlocal num_bytes
            message = await receive()
            num_bytes += len(message.get("body", b""))
            if num_bytes > MAX_BODY_BYTES:
                raise too_large()
            return message

        await self._app(scope, count, send)


def too_large() -> TooLarge:
    """The error for a body above the limit."""
    return TooLarge(
        f"the body has more than {MAX_BODY_BYTES >> 20} MiB", "send files by /v1/uploads"
    )

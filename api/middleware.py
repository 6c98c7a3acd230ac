"""What happens around every request: an id, headers, a line in the log.

Plain ASGI: Starlette's `BaseHTTPMiddleware` buffers streams and loses a client that goes away.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

import structlog
from starlette.datastructures import Headers

from api import limits
from api.answers import ErrorBody, Told
from api.errors import Overloaded
from api.metering import Meter
from api.seats import Seat, Seats
from api.settings import MAX_BODY_BYTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

REQUEST_ID = "X-Request-ID"
_RAW_REQUEST_ID = REQUEST_ID.lower().encode()
_GIVEN = re.compile(r"^[A-Za-z0-9_.:-]{8,64}$")
RawHeaders = list[tuple[bytes, bytes]]
SAFETY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
)
"""Said of every answer that does not say otherwise."""
ALWAYS = ("/healthz", "/readyz", "/metrics")
"""What asks after the service is answered however much there is to do."""

log = structlog.get_logger()


class Around:
    """The outermost layer."""

    def __init__(self, app: App, seats: Seats, meter: Meter) -> None:
        self._app = app
        self._seats = seats
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a request; see the module."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(Headers(scope=scope))
        measured = self._meter.begin(scope)
        seat = self._seats.take()
        if seat is None and scope["path"] not in ALWAYS:
            measured.end(HTTPStatus.SERVICE_UNAVAILABLE)
            await _turned_away(state, send)
            return
        state["seat"] = seat
        status = 500
        refused = False

        async def answer(message: Message) -> None:
            nonlocal status, refused
            if message["type"] == "http.response.start":
                status = message["status"]
                _leave(seat)
                headers: RawHeaders = list(message.get("headers", ()))
                refused = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                if refused:
                    headers = _of_json(_too_large(state), headers)
                message["headers"] = _completed(headers, state)
            elif refused:
                message = {"type": "http.response.body", "body": _too_large(state)}
            await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            _leave(seat)
            log.info(
                "request",
                request_id=state["request_id"],
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(1000 * measured.end(status), 1),
                actor=getattr(state.get("principal"), "actor", None),
            )


def _leave(seat: Seat | None) -> None:
    if seat is not None:
        seat.leave()


async def _turned_away(state: dict[str, Any], send: Send) -> None:
    """The answer where there is no seat: nothing was read, nobody was asked."""
    told = Told(
        code=Overloaded.code,
        message="too many requests are under way: try again in a moment",
        request_id=state["request_id"],
    )
    body = ErrorBody(error=told).model_dump_json().encode()
    headers = _completed(_of_json(body, [(b"retry-after", b"1")]), state)
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _too_large(state: dict[str, Any]) -> bytes:
    """The answer to a body above the limit, which Starlette gives before any handler of ours."""
    told = Told(
        code="TOO_LARGE",
        message=f"the body has more than {MAX_BODY_BYTES >> 20} MiB: send files by /v1/uploads",
        request_id=state["request_id"],
    )
    return ErrorBody(error=told).model_dump_json().encode()


def _of_json(body: bytes, headers: RawHeaders) -> RawHeaders:
    """Headers, for this body in place of the one that they were made for."""
    kept = [one for one in headers if one[0] not in (b"content-type", b"content-length")]
    length = str(len(body)).encode()
    return [*kept, (b"content-type", b"application/json"), (b"content-length", length)]


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _GIVEN.match(given) else uuid.uuid4().hex


def _completed(headers: RawHeaders, state: dict[str, Any]) -> RawHeaders:
    said = {name for name, _ in headers}
    headers += [one for one in SAFETY if one[0] not in said]
    headers.append((_RAW_REQUEST_ID, state["request_id"].encode()))
    hit = state.get("hit")
    return headers if hit is None else headers + limits.headers(hit)

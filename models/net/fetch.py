"""Asks a server for something and streams its answer into a file, within bounds.

The bounds are of size (as it is announced, as it arrives, as it is unpacked), of time for all of it
together, and of redirects, each of which the guard judges. When whoever waits is cancelled, the
connection is closed at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import httpx

from media.errors import DeadlineExceeded, KinoraError
from models.net.decoding import decoder
from models.net.faults import (
    BadResponse,
    FetchFailed,
    OutcomeUnknown,
    ResponseTooLarge,
    ServerBusy,
    ServerRefused,
    UrlRefused,
)
from models.net.guard import check
from models.net.retrying import may_come_back, retry_after_s

MAX_REDIRECTS = 5
CONNECT_S = 10.0
"""How long one address may take to answer at all."""
CHUNK_BYTES = 1 << 16
MOVED = (301, 302, 303, 307, 308)
USUAL_HEADERS = {"user-agent": "kinora", "accept": "*/*", "accept-encoding": "gzip"}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request, ready to be sent."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    private: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Headers that no other server may see: left out after a redirect to one."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What must not be kept of an answer that repeats it."""
    body: bytes | Path | None = None
    follow: bool = True
    """Whether to go where a redirect leads."""
    repeatable: bool = True
    """Whether it may be sent again when nobody knows what came of it."""
    accept_errors: bool = False
    limit_bytes: int = 100_000_000
    within_s: float = 60.0

    @property
    def place(self) -> str:
        """The URL as messages show it: what follows a question mark may be a secret."""
        return self.url.partition("?")[0].partition("#")[0][:200]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back; the body is in a file."""

    status: int
    headers: Mapping[str, str]
    num_bytes: int


async def fetch(
    call: Call,
    into: Path,
    transport: httpx.AsyncBaseTransport,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Answer:
    """Send a request and write what comes back into a file.

    Raises:
        UrlRefused: it leads where flows must not go.
        FetchFailed: no connection, or it broke before anything was sent or where that does no harm.
        OutcomeUnknown: it broke after something was sent that must not be sent twice.
        DeadlineExceeded: it took too long.
        ServerBusy: the server asks to be asked later.
        ServerRefused: the server will not.
        BadResponse: the answer cannot be read.
        ResponseTooLarge: it is larger than allowed.
    """
    with _told(call):
        async with asyncio.timeout(call.within_s):
            for _ in range(MAX_REDIRECTS + 1):
                async with _sent(call, transport) as response:
                    onward = _onward(call, response)
                    if onward is None:
                        if response.status_code >= 300 and not call.accept_errors:
                            raise _refused(call, response, now())
                        return await _written(call, response, into)
                call = onward
    raise BadResponse(f"{call.place} redirects more than {MAX_REDIRECTS} times")


@contextmanager
def _told(call: Call) -> Generator[None]:
    """Say what went wrong in terms of Kinora."""
    try:
        yield
    except KinoraError:
        raise
    except httpx.InvalidURL as error:
        raise UrlRefused(f"this is no URL: {error}", "write https://host/path", "url") from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
        raise FetchFailed(
            f"{call.place}: no connection: {error or type(error).__name__}"
        ) from error
    except TimeoutError:
        if not call.repeatable:
            raise _unknown(call) from None
        message = f"{call.place} took more than {call.within_s:g} s"
        raise DeadlineExceeded(message, "raise within_s") from None
    except httpx.TransportError as error:
        if not call.repeatable:
            raise _unknown(call) from error
        raise FetchFailed(f"{call.place}: {error or type(error).__name__}") from error


def _unknown(call: Call) -> OutcomeUnknown:
    return OutcomeUnknown(
        f"{call.method} {call.place} was sent, and not answered",
        "see there what came of it; say `idempotent` where sending twice does no harm",
    )


@asynccontextmanager
async def _sent(call: Call, transport: httpx.AsyncBaseTransport) -> AsyncGenerator[httpx.Response]:
    """Send one request; the connection is closed behind its answer, whatever happens."""
    url = httpx.URL(call.url)
    check(url)
    headers = {**USUAL_HEADERS, **call.headers, **call.private}
    content: bytes | AsyncIterator[bytes] | None = None
    if isinstance(call.body, Path):
        headers["content-length"] = str(call.body.stat().st_size)
        content = _read(call.body)
    elif call.body is not None:
        content = call.body
    timeout = {"connect": CONNECT_S, "read": None, "write": None, "pool": None}
    request = httpx.Request(
        call.method, url, headers=headers, content=content, extensions={"timeout": timeout}
    )
    response = await transport.handle_async_request(request)
    try:
        yield response
    finally:
        await response.aclose()


async def _read(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk


def _onward(call: Call, response: httpx.Response) -> Call | None:
    """The call that a redirect asks for; None where the answer is one.

    Raises:
        UrlRefused: it leads away from HTTPS.
    """
    where = response.headers.get("location")
    if response.status_code not in MOVED or not where or not call.follow:
        return None
    here = httpx.URL(call.url)
    there = here.join(where)
    if here.scheme == "https" and there.scheme == "http":
        raise UrlRefused(f"{call.place} redirects to where others can listen", "", "url")
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return replace(call, url=str(there), private=call.private if same else {})


def _refused(call: Call, response: httpx.Response, now: datetime) -> KinoraError:
    """The error for an answer of 300 and above."""
    status = response.status_code
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    message = f"{call.method} {call.place}: the server answers {status} {phrase}".rstrip()
    if not may_come_back(status, repeatable=call.repeatable):
        moved = "name the address that it has moved to" if status in MOVED else ""
        return ServerRefused(message, moved)
    error = ServerBusy(message)
    error.retry_after_s = retry_after_s(response.headers.get("retry-after", ""), now)
    return error


async def _written(call: Call, response: httpx.Response, into: Path) -> Answer:
    """Write a body into a file, and stop where it exceeds its bound."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > call.limit_bytes:
        raise _too_large(call)
    unpacked = decoder(response.headers.get("content-encoding", ""))
    arrived = written = 0
    with into.open("wb") as file:
        async for chunk in response.aiter_raw():
            arrived += len(chunk)
            for piece in unpacked.feed(chunk):
                written += len(piece)
                if max(arrived, written) > call.limit_bytes:
                    raise _too_large(call)
                file.write(piece)
        unpacked.end()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, num_bytes=written)


def _too_large(call: Call) -> ResponseTooLarge:
    return ResponseTooLarge(
        f"{call.place} answers with more than {call.limit_bytes:,} bytes", "raise limit_mb"
    )

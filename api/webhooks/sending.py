"""One try to bring a message to an endpoint, through the guard, and what came of it.

A redirect is a failure: what is signed for one address is not carried to another. Of an answer
nothing is read but its head.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import httpx

from media.errors import KinoraError
from models.net.guard import GuardedTransport
from models.net.retrying import retry_after_s

WITHIN_S = 15.0
CONNECT_S = 10.0
LONGEST_ERROR = 300
ASKS_TO_WAIT = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a try."""

    status: int | None = None
    error: str | None = None
    """What went wrong, where it did."""
    asked_s: float | None = None
    """How long the endpoint asks to wait."""

    @property
    def ok(self) -> bool:
        """Whether the endpoint has it."""
        return self.error is None

    @property
    def gone(self) -> bool:
        """Whether the endpoint wants nothing more, ever."""
        return self.status == HTTPStatus.GONE


async def send(
    url: str,
    body: str,
    headers: Mapping[str, str],
    transport: GuardedTransport,
    *,
    now: datetime,
    within_s: float = WITHIN_S,
) -> Outcome:
    """Post a message; whatever goes wrong is an outcome.

    Args:
        url: of the endpoint.
        body: JSON.
        headers: those that sign it.
        transport: judges where it goes.
        now: the time, in UTC.
        within_s: how long the endpoint may take.
    """
    try:
        async with asyncio.timeout(within_s):
            return await _posted(url, body, headers, transport, now)
    except TimeoutError:
        return _failed(f"no answer within {within_s:g} s")
    except KinoraError as error:
        return _failed(error.message)
    except httpx.InvalidURL as error:
        return _failed(f"this is no URL: {error}")
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        return _failed(f"no connection: {error or type(error).__name__}")
    except httpx.TransportError as error:
        return _failed(f"the connection broke: {error or type(error).__name__}")


async def _posted(
    url: str, body: str, headers: Mapping[str, str], transport: GuardedTransport, now: datetime
) -> Outcome:
    usual = {"content-type": "application/json", "user-agent": "kinora-webhooks", "accept": "*/*"}
    request = httpx.Request(
        "POST", url, headers={**usual, **headers}, content=body.encode(),
        extensions={"timeout": {"connect": CONNECT_S, "read": None, "write": None, "pool": None}},
    )  # fmt: skip
    response = await transport.handle_async_request(request)
    await response.aclose()
    return _judged(response, now)


def _judged(response: httpx.Response, now: datetime) -> Outcome:
    status = response.status_code
    if 200 <= status < 300:
        return Outcome(status=status)
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    asked = response.headers.get("retry-after", "") if status in ASKS_TO_WAIT else ""
    return Outcome(
        status=status,
        error=f"the endpoint answers {status} {phrase}".rstrip(),
        asked_s=retry_after_s(asked, now),
    )


def _failed(error: str) -> Outcome:
    return Outcome(error=error.replace("\x00", "")[:LONGEST_ERROR])

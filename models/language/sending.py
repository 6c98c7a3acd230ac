"""Posts to one server, and listens: with tries, within bounds, past the guard.

The server is the operator's choice, from the operator's own file: it may be an inside address, but
not one where a cloud hands out credentials. No redirect is followed, and no proxy used. A key goes
in the clear to this machine, to private addresses and to what KINORA_ALLOW_HOSTS names, and to
nobody else.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, TypeVar

import httpx

from media.errors import DeadlineExceeded, EngineUnavailable, KinoraError
from models.language.lines import MOST_BYTES, NOTHING, chunks
from models.language.options import Address
from models.language.refusals import Refusal, judged
from models.net.addresses import flaw, unwrapped
from models.net.faults import (
    BadResponse,
    FetchFailed,
    OutcomeUnknown,
    ResponseTooLarge,
    UrlRefused,
)
from models.net.guard import GuardedTransport
from models.net.policy import ALLOW_HOSTS, Policy
from models.remote.description import at

Json = dict[str, Any]
T = TypeVar("T")
BACKOFF_S = 0.5
MOST_BACKOFF_S = 10.0
MOST_REFUSAL = 1 << 16
PLAIN = ("", "identity")
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, FetchFailed)
"""Failures before a byte of the request was on its way; the last is the guard's."""

Transport = Callable[[], httpx.AsyncBaseTransport]


def guarded() -> httpx.AsyncBaseTransport:
    """What reaches every address but those where a cloud hands out credentials."""
    return GuardedTransport(Policy.anywhere())


class _Failed(Exception):
    """One try was in vain."""

    def __init__(self, error: KinoraError, *, again: bool) -> None:
        super().__init__(error, again)
        self.error, self.again = error, again


class Sender:
    """One server.

    Args:
        address: where it is, and how long it may take.
        name: of the row, in messages.
        paid: whether a request costs money: see `models.language.refusals`.
        transport: makes what requests go through.
    """

    def __init__(
        self, address: Address, name: str, *, paid: bool, transport: Transport = guarded
    ) -> None:
        self._address, self._name, self._transport = address, name, transport
        self._safe = not paid or bool(address.idempotency_header)
        self._jitter = random.Random(os.urandom(8))
        self._url = address.base_url.rstrip("/")

    async def stream(self, path: str, body: Json) -> AsyncGenerator[Json]:
        """The chunks of an answer, `NOTHING` where the server only shows that it is there.

        Once it has begun it is not asked for again.

        Raises:
            InputError: the server finds the request wrong.
            EngineUnavailable: the server does not know the key or the model.
            ServerBusy: it asks to be asked later.
            ServerRefused: it will not.
            FetchFailed: no connection, or it broke.
            OutcomeUnknown: the same, where the request is paid for and may have been accepted.
            DeadlineExceeded: it takes too long.
            BadResponse: its answer cannot be read.
            ResponseTooLarge: its answer has no end.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + self._address.within_s
        key, tried, begun = uuid.uuid4().hex, 0, False
        while True:
            tried += 1
            try:
                async with aclosing(self._once(path, body, key, until)) as said:
                    async for chunk in said:
                        begun = begun or chunk is not NOTHING
                        yield chunk
                return
            except _Failed as failed:
                wait_s = self._wait_s(tried, failed.error.retry_after_s)
                late = clock() + wait_s >= until
                if begun or not failed.again or tried == self._address.tries or late:
                    raise failed.error from failed.__cause__
            await asyncio.sleep(wait_s)

    async def document(self, path: str, body: Json) -> Json:
        """A whole answer; raises as `stream` does."""
        async with aclosing(self.stream(path, body)) as said:
            async for found in said:
                return found
        raise BadResponse(f"{self._name}: an empty answer")

    def _wait_s(self, tried: int, after_s: float | None) -> float:
        """How long to wait: never together with all others who were refused, nor too soon."""
        if after_s is not None:
            return after_s + self._jitter.uniform(0, BACKOFF_S)
        most = min(BACKOFF_S * 2 ** (tried - 1), MOST_BACKOFF_S)
        return self._jitter.uniform(most / 2, most)

    async def _once(self, path: str, body: Json, key: str, until: float) -> AsyncGenerator[Json]:
        async with self._answer(path, body, key, until) as answer:
            if answer.status_code != 200:
                raise await self._refused(answer, until)
            if not body.get("stream"):
                yield await self._told(self._whole(answer), self._address.silent_s, until)
                return
            self._check_type(answer)
            ended = False
            async with aclosing(chunks(answer.aiter_raw(), self._name)) as found:
                while True:
                    chunk = await self._told(_next(found), self._address.silent_s, until)
                    if chunk is None:
                        break
                    ended = ended or bool(at(chunk, "choices.0.finish_reason"))
                    yield chunk
        if not ended:
            raise self._broke("the answer breaks off")

    @asynccontextmanager
    async def _answer(
        self, path: str, body: Json, key: str, until: float
    ) -> AsyncGenerator[httpx.Response]:
        """The head of an answer; its connection is closed behind it, whatever happens."""
        timeout = httpx.Timeout(None, connect=self._address.connect_s)
        async with httpx.AsyncClient(
            transport=self._transport(), timeout=timeout, trust_env=False, follow_redirects=False
        ) as client:
            request = client.build_request(
                "POST", f"{self._url}/{path}", content=json.dumps(body).encode(),
                headers=self._headers(key),
            )  # fmt: skip
            sent = client.send(request, stream=True)
            answer = await self._told(sent, self._address.first_s, until)
            try:
                yield answer
            finally:
                await answer.aclose()

    async def _told(self, waiting: Awaitable[T], within_s: float, until: float) -> T:
        """The result of one wait; what goes wrong meanwhile is a failed try."""
        left_s = max(until - asyncio.get_running_loop().time(), 0.0)
        try:
            async with asyncio.timeout(min(within_s, left_s)):
                return await waiting
        except TimeoutError as error:
            late = f"its server says nothing for {min(within_s, left_s):.3g} s"
            raise self._broke(late, DeadlineExceeded) from error
        except UrlRefused as error:
            refused = EngineUnavailable(f"{self._name}: {error.message}", "see base_url in the row")
            raise _Failed(refused, again=False) from error
        except NEVER_SENT as error:
            why = FetchFailed(f"{self._name}: no connection: {error or type(error).__name__}")
            raise _Failed(why, again=True) from error
        except httpx.InvalidURL as error:
            raise _Failed(EngineUnavailable(f"{self._name}: {error}"), again=False) from error
        except httpx.HTTPError as error:
            raise self._broke(str(error) or type(error).__name__) from error

    def _broke(self, why: str, kind: type[KinoraError] = FetchFailed) -> _Failed:
        """A try that nobody knows the outcome of."""
        if self._safe:
            return _Failed(kind(f"{self._name}: {why}", "ask again later"), again=True)
        return _Failed(
            OutcomeUnknown(
                f"{self._name}: {why}, and the request may have been accepted and billed",
                "ask again if it is worth its price, or name the provider's idempotency_header",
            ),
            again=False,
        )

    async def _refused(self, answer: httpx.Response, until: float) -> _Failed:
        said = await self._told(_beginning(answer), self._address.silent_s, until)
        refusal = Refusal(answer.status_code, answer.headers.get("retry-after", ""), said)
        found = judged(
            refusal, name=self._name, key_env=self._address.key_env, secret=self._key(),
            safe=self._safe, now=datetime.now(UTC),
        )  # fmt: skip
        return _Failed(found.error, again=found.again)

    async def _whole(self, answer: httpx.Response) -> Json:
        body = bytearray()
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                raise ResponseTooLarge(f"{self._name}: an answer of more than {MOST_BYTES:,} bytes")
        try:
            found = json.loads(bytes(body))
        except (ValueError, RecursionError):
            raise BadResponse(
                f"{self._name}: the answer is no JSON: {bytes(body[:80])!r}"
            ) from None
        if not isinstance(found, dict):
            raise BadResponse(f"{self._name}: the answer is no object")
        return found

    def _check_type(self, answer: httpx.Response) -> None:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        packed = answer.headers.get("content-encoding", "").strip().lower()
        if kind != "text/event-stream" or packed not in PLAIN:
            said = f"{kind or 'nothing'}{f' packed as {packed}' if packed not in PLAIN else ''}"
            raise BadResponse(
                f"{self._name}: the server answers with {said[:100]} and no stream of events",
                "see base_url in the row: it usually ends in /v1",
            )

    def _headers(self, key: str) -> dict[str, str]:
        address = self._address
        headers = {
            "content-type": "application/json", "accept-encoding": "identity",
            "user-agent": "kinora", **address.headers,
        }  # fmt: skip
        if address.idempotency_header:
            headers[address.idempotency_header] = key
        secret = self._key()
        if secret:
            self._check_way()
            bearer = address.key_header.lower() == "authorization"
            headers[address.key_header] = f"Bearer {secret}" if bearer else secret
        return headers

    def _key(self) -> str:
        """The key.

        Raises:
            EngineUnavailable: the environment lacks it.
        """
        named = self._address.key_env
        found = os.environ.get(named, "").strip() if named else ""
        if named and not found:
            raise EngineUnavailable(f"{self._name} lacks its key in {named}", f"export {named}=...")
        return found

    def _check_way(self) -> None:
        """Refuse to send a key where others on the way may read it.

        Raises:
            EngineUnavailable: it would be.
        """
        url = httpx.URL(self._url)
        if url.scheme == "https" or _inside(url.host) or _named(url.host):
            return
        raise EngineUnavailable(
            f"{self._name}: its key would be sent to {url.host} in the clear",
            f"use https, or name the host in {ALLOW_HOSTS}",
        )


async def _next(found: AsyncGenerator[Json]) -> Json | None:
    return await anext(found, None)


async def _beginning(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > MOST_REFUSAL:
            break
    return bytes(body[:MOST_REFUSAL])


def _inside(host: str) -> bool:
    """Whether a host is this machine or a private address, as it is written."""
    if host == "localhost":
        return True
    try:
        return bool(flaw(unwrapped(ip_address(host))))
    except ValueError:
        return False


def _named(host: str) -> bool:
    return Policy.of(os.environ).names_host(host)

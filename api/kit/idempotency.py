"""Idempotency-Key: a POST that is sent again is answered as it was, and does nothing twice.

The key is claimed before the request is carried out, and the answer kept after it. A process may
die in between: whoever takes such a key over makes its objects under the same ids as the first
(`Once.new_id`), so that what was committed is found instead of made again.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy import Row
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from api.errors import Conflict
from api.identity.entering import enter
from api.services import Services
from media.errors import CallerError, InputError
from media.ids import uuid7_of
from store.repositories import answers

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
MOST_LETTERS = 200
KEPT_HEADERS = ("content-type", "etag", "location", "preference-applied", "retry-after")

REFUSALS = (CallerError, RequestValidationError, HTTPException, DataError, UnicodeEncodeError)
"""Errors after which nothing was made: the key is free again, for another request too."""

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Once:
    """A claimed key: gives ids that depend on it alone."""

    tenant: uuid.UUID
    key: str
    claimed_at: datetime
    num_ids: int = 0

    def new_id(self) -> uuid.UUID:
        """The next id; the same one in the same request when it comes again."""
        self.num_ids += 1
        return uuid7_of(self.claimed_at, f"{self.tenant}:{self.key}:{self.num_ids}")


class KeyedRoute(APIRoute):
    """A route whose POSTs honour the header."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """FastAPI's handler behind the claim of the key."""
        handle = cast(Handler, super().get_route_handler())

        async def once(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if request.method != "POST" or key is None:
                return await handle(request)
            return await _once(request, key, handle)

        return once


async def _once(request: Request, key: str, handle: Handler) -> Response:
    if not 0 < len(key) <= MOST_LETTERS or not key.isprintable():
        raise InputError(
            f"{HEADER} has 1 to {MOST_LETTERS} printable letters", "send a UUID", HEADER
        )
    services: Services = request.app.state.services
    principal = await enter(request)
    tenant = principal.tenant
    digest = await _digest(request, principal.actor)
    async with services.app.begin(tenant) as connection:
        claimed = await answers.take(connection, tenant=tenant, key=key, request_digest=digest)
        former = None if claimed else await answers.get(connection, key=key)
    if former is not None:
        return _replayed(former, digest, services)
    if claimed is None:
        raise _under_way()
    request.state.once = Once(tenant, key, claimed)
    return await _carried_out(request, handle, services, tenant, key)


async def _carried_out(
    request: Request, handle: Handler, services: Services, tenant: uuid.UUID, key: str
) -> Response:
    try:
        response = await handle(request)
    except REFUSALS:
        async with services.app.begin(tenant) as connection:
            await answers.forget(connection, key=key)
        raise
    except BaseException:
        # What it made may have been committed: whoever asks again finds it under the same ids.
        async with services.app.begin(tenant) as connection:
            await answers.let_go(connection, key=key)
        raise
    kept = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    body = services.vault.seal(bytes(response.body))
    async with services.app.begin(tenant) as connection:
        await answers.finish(
            connection, key=key, status=response.status_code, headers=kept, body=body
        )
    return response


def _replayed(former: Row[*tuple[Any, ...]], digest: bytes, services: Services) -> Response:
    if bytes(former.request_digest) != digest:
        raise InputError(
            f"{HEADER} was sent with another request", "take a new key for a new request",
            HEADER, "IDEMPOTENCY_KEY_REUSED",
        )  # fmt: skip
    if former.status is None:
        raise _under_way()
    return Response(
        services.vault.open(bytes(former.body)),
        status_code=former.status,
        headers=former.headers | {REPLAYED: "true"},
    )


def _under_way() -> Conflict:
    return Conflict(
        "the first request with this key is under way", "try again in a moment",
        HEADER, "IDEMPOTENCY_IN_PROGRESS",
    )  # fmt: skip


async def _digest(request: Request, actor: str) -> bytes:
    # With who asks: another one's answer, such as a key that was made, is not for him.
    asked = f"{actor} {request.method} {request.url.path}?{request.url.query}\n"
    state = hashlib.sha256(asked.encode())
    state.update(await request.body())
    return state.digest()

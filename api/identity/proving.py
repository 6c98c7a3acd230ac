"""Whether somebody is who he says, by his password; told of in the log of his tenants.

What is refused says nothing: not whether there is such an account, nor whether it is locked. It is
answered on the next quarter of a second, since the work differs.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import uuid
from datetime import timedelta
from typing import Any

from fastapi import Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from api import limits
from api.errors import Unauthenticated
from api.services import Services
from store.repositories import audit, users

AnyRow = Row[*tuple[Any, ...]]
MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
BEAT_S = 0.25


def services_of(request: Request) -> Services:
    """What a request is answered from."""
    return request.app.state.services


def address_of(request: Request) -> str | None:
    """Where a request comes from."""
    return request.client.host if request.client else None


async def count(request: Request, email: str | None = None) -> None:
    """Count an attempt to enter, by its address and by its account.

    Raises:
        RateLimited: there were too many in the last minute.
    """
    turnstile = services_of(request).turnstile
    buckets = [f"login:address:{address_of(request)}"]
    if email is not None:
        # A digest: buckets are rows that anybody can make, and long addresses shall not be.
        buckets.append(f"login:account:{hashlib.sha256(email.encode()).hexdigest()}")
    for bucket in buckets:
        limits.check(await turnstile.hit(bucket, limits.RATES["login"]), "attempts")


async def prove(request: Request, email: str, password: str) -> AnyRow:
    """The user whose address and password these are.

    Raises:
        Unauthenticated: they are not, or the account is locked for now.
        RateLimited: there were too many attempts.
    """
    await count(request, email)
    began = time.monotonic()
    services = services_of(request)
    async with services.gate.begin(None) as connection:
        user = await users.by_email(connection, email)
        last = None
        if user is not None:
            last = await users.take_attempt(
                connection, user.id, most=MOST_WRONG, lock=LOCKED_FOR
            )  # fmt: skip
    checked = await services.hashing.check(user.password_hash if user else None, password)
    if user is not None and last is not None and checked.right:
        async with services.gate.begin(None) as connection:
            await users.entered(connection, user.id, checked.rehashed)
        return user
    if user is not None and last is not None:
        action = "user.locked" if last else "session.refused"
        async with services.gate.begin(None) as connection:
            await note(connection, request, user.id, action)
    await asyncio.sleep(BEAT_S - (time.monotonic() - began) % BEAT_S)
    raise Unauthenticated("the address or the password is wrong", "try again, or reset it")


async def note(
    connection: AsyncConnection,
    request: Request,
    user_id: uuid.UUID,
    action: str,
    *,
    tenant: uuid.UUID | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Write what happens to a user into a log, in the transaction in which it does.

    Args:
        connection: of the gate, or of the tenant.
        request: that does it.
        user_id: to whom.
        action: what, as in `session.created`.
        tenant: whose log; None for those of all tenants that he enters by his password.
        data: more of it; nothing secret.
    """
    homes = [tenant] if tenant else [row.id for row in await users.homes(connection, user_id)]
    for home in homes:
        await audit.write(
            connection, tenant=home, actor=f"user:{user_id}", action=action, kind="user",
            object_id=str(user_id), address=address_of(request),
            request_id=request.state.request_id, data=data,
        )  # fmt: skip

"""One request of somebody who is known: what its handler works with."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Request, Security
from opentelemetry.trace import INVALID_SPAN, get_current_span
from sqlalchemy.ext.asyncio import AsyncConnection

from api import limits
from api.errors import Forbidden
from api.identity.entering import Door, enter
from api.identity.principal import Principal, Scope
from api.kit.idempotency import Once
from api.services import Services
from media.ids import uuid7
from pipelines.tracing import traceparent
from store.repositories import audit
from store.repositories.queueing import Submitter


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who asks, and what he is answered from."""

    principal: Principal
    services: Services
    request: Request
    once: Once | None
    """The request's idempotency key, where it has one."""

    @property
    def tenant(self) -> uuid.UUID:
        """Whose rows are seen."""
        return self.principal.tenant

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncConnection]:
        """One transaction, which sees the tenant's rows alone; committed on a clean exit."""
        async with self.services.app.begin(self.tenant) as connection:
            yield connection

    def new_id(self) -> uuid.UUID:
        """An id for what the request makes: the same if the same request comes again."""
        return self.once.new_id() if self.once else uuid7()

    @property
    def submitter(self) -> Submitter:
        """Who submits a run."""
        return Submitter(
            tenant=self.tenant,
            actor=self.principal.actor,
            address=self.address,
            request_id=self.request.state.request_id,
        )

    @property
    def trace(self) -> str | None:
        """The request's `traceparent`, where traces are collected."""
        span = get_current_span()
        return None if span is INVALID_SPAN else traceparent(span)

    @property
    def address(self) -> str | None:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else None

    async def limit(self, work: limits.Work) -> None:
        """Count a request of a kind that has a rate of its own, where its route does not say so.

        Raises:
            RateLimited: there were too many in the last minute.
        """
        who = self.principal
        most = who.per_minute or limits.RATES[work]
        bucket = f"{work}:{who.key_id or who.user_id}"
        limits.check(await self.services.turnstile.hit(bucket, most), f"{work} requests")

    async def check_room(self) -> None:
        """Refuse a run that the platform or the tenant has no room for.

        Raises:
            Overloaded: too much waits already.
            QuotaExceeded: the tenant has taken all that it may.
        """
        await self.services.admission.check_run(self.tenant)

    def wait(self) -> None:
        """Let others be worked on: this one only waits from now on."""
        if (seat := self.request.state.seat) is not None:
            seat.leave()

    async def note(
        self,
        connection: AsyncConnection,
        action: str,
        kind: str,
        object_id: object,
        data: dict[str, Any] | None = None,
        *,
        tenant: uuid.UUID | None = None,
    ) -> None:
        """Write into the audit log, in the transaction of what is told.

        Args:
            connection: of the transaction.
            action: what was done, as in `key.created`.
            kind: to what kind of object.
            object_id: to which one.
            data: more of it; nothing secret.
            tenant: whose log, if not the caller's.
        """
        await audit.write(
            connection,
            tenant=tenant or self.tenant,
            actor=self.principal.actor,
            action=action,
            kind=kind,
            object_id=str(object_id),
            address=self.address,
            request_id=self.request.state.request_id,
            data=data,
        )


class _Caller(Door):
    """Lets in who has a scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope: Scope = scope

    async def __call__(self, request: Request) -> Call:
        """The call of who asks."""
        principal = await enter(request)
        if principal.apis is not None:
            raise Forbidden("this key calls APIs alone", "see /v1/apis/{slug}", code="KEY_BOUND")
        return admitted(request, principal, self._scope)


def admitted(request: Request, principal: Principal, scope: Scope) -> Call:
    """The call of somebody who may make it.

    Raises:
        Forbidden: the scope is missing.
    """
    if scope not in principal.scopes:
        raise Forbidden(
            f"this needs the scope {scope!r}",
            f"a {principal.role} or this key does not have it",
        )
    return Call(
        principal=principal,
        services=request.app.state.services,
        request=request,
        once=getattr(request.state, "once", None),
    )


Reading = Annotated[Call, Security(_Caller("read"), scopes=["read"])]
Writing = Annotated[Call, Security(_Caller("write"), scopes=["write"])]
Running = Annotated[Call, Security(_Caller("run"), scopes=["run"])]
Administering = Annotated[Call, Security(_Caller("admin"), scopes=["admin"])]
Operating = Annotated[Call, Security(_Caller("operate"), scopes=["operate"])]

"""Erasure: of a tenant by its admin, of a user by himself, of either by who runs the platform.

It begins after a grace during which it can be called off, and leaves a receipt.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Call, Operating, Reading
from api.errors import Conflict, Forbidden
from api.identity.fields import Email, Password
from api.identity.proving import note, prove
from api.identity.sessions import person
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, Text, View
from api.kit.paging import Paged, id_place, paged
from media.errors import InputError
from media.ids import LOCAL_TENANT
from store.repositories import documents, erasures, sessions, tenants, users
from store.repositories.erasures import AnyRow
from store.repositories.members import LastAdmin

router = APIRouter(tags=["governance"], route_class=KeyedRoute)
Named = Annotated[Text, Field(min_length=1, max_length=300)]


class TenantErasure(Body):
    """That it is meant."""

    confirm: Named = Field(description="The tenant's name, as it is.")


class OwnErasure(Body):
    """That it is meant: the password of who has one, else the address."""

    password: Annotated[Password | None, Field(repr=False)] = None
    email: Email | None = None


class AnyErasure(Body):
    """Whom to erase, and that it is meant."""

    tenant_id: uuid.UUID | None = None
    user_id: uuid.UUID | None = None
    confirm: Named = Field(description="The tenant's name, or the user's address.")

    @model_validator(mode="after")
    def _one(self) -> AnyErasure:
        if (self.tenant_id is None) == (self.user_id is None):
            raise ValueError("give a tenant_id or a user_id")
        return self


class ErasureView(View):
    """An erasure that waits or goes on, or the receipt of one."""

    id: uuid.UUID
    of: Literal["tenant", "user"]
    tenant_id: uuid.UUID = Field(description="Of a user: where it was asked for.")
    user_id: uuid.UUID | None
    state: Literal["waiting", "running", "complete", "called_off"]
    made_by: str
    created_at: datetime
    due_at: datetime = Field(description="Until then it can be called off.")
    started_at: datetime | None
    finished_at: datetime | None
    counts: dict[str, int] = Field(description="How much of what is gone.")
    code: str | None = Field(description="Why it could not go on.")
    message: str | None


@router.post(
    "/tenants/current/erasure", status_code=202, summary="Erase the tenant",
    operation_id="tenant_erasure_create",
)  # fmt: skip
async def erase_tenant(call: Administering, body: TenantErasure) -> ErasureView:
    """After the grace all its rows and files are gone; what it was is not known any more."""
    if call.tenant == LOCAL_TENANT and "operate" not in call.principal.scopes:
        raise Forbidden("the platform's own tenant stays", "ask who runs the platform")
    return await _ask_for_tenant(call, call.tenant, body.confirm)


@router.get(
    "/tenants/current/erasure", summary="Whether the tenant is to be erased",
    operation_id="tenant_erasure_read",
)  # fmt: skip
async def read_tenant(call: Administering) -> ErasureView:
    """The erasure that waits."""
    async with call.transaction() as connection:
        row = await erasures.unended(connection, tenant=call.tenant, user_id=None)
    return _view(_found(row, call.tenant))


@router.delete(
    "/tenants/current/erasure", status_code=204, summary="Let the tenant be",
    operation_id="tenant_erasure_call_off",
)  # fmt: skip
async def keep_tenant(call: Administering) -> None:
    """Call its erasure off."""
    async with call.transaction() as connection:
        row = await erasures.unended(connection, tenant=call.tenant, user_id=None)
        await _call_off(connection, _found(row, call.tenant))
        await call.note(connection, "erasure.called_off", "tenant", call.tenant)


@router.post(
    "/me/erasure", status_code=202, summary="Erase oneself", operation_id="my_erasure_create"
)
async def erase_own(call: Reading, request: Request, body: OwnErasure) -> ErasureView:
    """After the grace the account is gone everywhere; what one made stays, and names nobody."""
    user_id = person(call)
    await _prove(call, request, user_id, body)
    return await _ask_for_user(call, user_id)


@router.get("/me/erasure", summary="Whether one is to be erased", operation_id="my_erasure_read")
async def read_own(call: Reading) -> ErasureView:
    """The erasure that waits."""
    user_id = person(call)
    async with call.services.gate.begin(None) as connection:
        row = await erasures.unended(connection, tenant=call.tenant, user_id=user_id)
    return _view(_found(row, user_id))


@router.delete("/me/erasure", status_code=204, summary="Stay", operation_id="my_erasure_call_off")
async def keep_own(call: Reading, request: Request) -> None:
    """Call one's erasure off."""
    user_id = person(call)
    async with call.services.gate.begin(None) as connection:
        row = await erasures.unended(connection, tenant=call.tenant, user_id=user_id)
        await _call_off(connection, _found(row, user_id))
        await note(connection, request, user_id, "erasure.called_off")


@router.post(
    "/erasures", status_code=202, summary="Erase a tenant or a user",
    operation_id="erasures_create",
)  # fmt: skip
async def create(call: Operating, body: AnyErasure) -> ErasureView:
    """For who runs the platform, as when somebody asks by mail."""
    if body.tenant_id is not None:
        return await _ask_for_tenant(call, body.tenant_id, body.confirm)
    assert body.user_id is not None
    async with call.services.gate.begin(None) as connection:
        user = await users.get(connection, body.user_id)
    if user is None:
        raise missing("user", body.user_id)
    _check(user.email, body.confirm.lower())
    return await _ask_for_user(call, body.user_id)


@router.get("/erasures", summary="List erasures", operation_id="erasures_list")
async def list_all(call: Operating, paging: Paged) -> Page[ErasureView]:
    """Those that wait, and the receipts of all others, the newest first."""
    async with call.services.gate.begin(None) as connection:
        rows = await erasures.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, _view, lambda row: str(row.id))


@router.get("/erasures/{id}", summary="Read an erasure", operation_id="erasures_read")
async def read(call: Operating, id: uuid.UUID) -> ErasureView:
    """One that waits, or a receipt."""
    async with call.services.gate.begin(None) as connection:
        row = await erasures.get(connection, id)
    return _view(_found(row, id))


@router.delete(
    "/erasures/{id}", status_code=204, summary="Call an erasure off",
    operation_id="erasures_call_off",
)  # fmt: skip
async def call_off(call: Operating, id: uuid.UUID) -> None:
    """Let nothing be erased."""
    async with call.services.gate.begin(None) as connection:
        row = _found(await erasures.get(connection, id), id)
        await _call_off(connection, row)
        await call.note(connection, "erasure.called_off", "erasure", id, tenant=LOCAL_TENANT)


async def _ask_for_tenant(call: Call, tenant: uuid.UUID, confirm: str) -> ErasureView:
    async with call.services.app.begin(tenant) as connection:
        row = await tenants.get(connection, tenant)
        if row is None:
            raise missing("tenant", tenant)
        _check(row.name, confirm)
        asked = await erasures.ask(
            connection, erasure_id=call.new_id(), tenant=tenant, user_id=None,
            made_by=call.principal.actor, grace=_grace(call),
        )  # fmt: skip
        data = {"due_at": asked.due_at.isoformat()}
        await call.note(connection, "erasure.asked", "tenant", tenant, data, tenant=tenant)
    return _view(asked)


async def _ask_for_user(call: Call, user_id: uuid.UUID) -> ErasureView:
    async with call.services.gate.begin(None) as connection:
        if await erasures.last_admin_of(connection, user_id) is not None:
            raise LastAdmin(
                "a tenant has no other admin",
                "make another member an admin first, or erase the tenant",
            )
        asked = await erasures.ask(
            connection, erasure_id=call.new_id(), tenant=call.tenant, user_id=user_id,
            made_by=call.principal.actor, grace=_grace(call),
        )  # fmt: skip
        for home in await users.belongs_to(connection, user_id):
            await call.note(connection, "erasure.asked", "user", user_id, tenant=home)
    return _view(asked)


async def _prove(call: Call, request: Request, user_id: uuid.UUID, body: OwnErasure) -> None:
    session_id = call.principal.session_id
    if session_id is None:
        raise Forbidden("a key erases nobody", "sign in")
    async with call.services.gate.begin(None) as connection:
        session = await sessions.get(connection, session_id)
        user = await users.get(connection, user_id)
        homes = await users.belongs_to(connection, user_id)
    if session is None or user is None:
        raise missing("user", user_id)
    if session.provider_id is not None:
        # A provider's word counts in its own tenant: it can make nobody vanish from others.
        if user.password_hash is not None or any(home != call.tenant for home in homes):
            raise Forbidden("you belong to other tenants as well", "sign in by your password")
        _check(user.email, body.email or "")
        return
    if body.password is None:
        raise InputError("the password is missing", "confirm by your password", "password")
    await prove(request, user.email, body.password)


async def _call_off(connection: AsyncConnection, row: AnyRow) -> None:
    if not await erasures.call_off(connection, row.id):
        raise Conflict("it has begun, or is over", "there is no way back", code="ERASURE_BEGUN")


def _found(row: AnyRow | None, object_id: uuid.UUID) -> AnyRow:
    if row is None:
        raise missing("erasure", object_id)
    return row


def _check(wanted: str, confirm: str) -> None:
    if wanted != confirm:
        raise InputError(
            "this is not what is to be erased", "write its name as it is", "confirm",
            "NOT_CONFIRMED",
        )  # fmt: skip


def _grace(call: Call) -> timedelta:
    return timedelta(days=call.services.settings.erasure_grace_days)


def _view(row: AnyRow) -> ErasureView:
    of = "tenant" if row.user_id is None else "user"
    return ErasureView.model_validate({**documents.row_values(row), "of": of})

"""Keys of a tenant: made, listed, replaced with an overlap, revoked. A secret is shown once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import AwareDatetime, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Call
from api.errors import Forbidden
from api.identity import tokens
from api.identity.principal import SCOPES, Role, Scope
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Page, Slug, View
from api.kit.paging import Paged, id_place, paged
from media.errors import InputError
from store.repositories import apis, keys

router = APIRouter(prefix="/keys", tags=["keys"], route_class=KeyedRoute)
LONGEST = timedelta(days=5 * 366)


class NewKey(Body):
    """What a key is for, and what it may do."""

    name: Line
    role: Role = "creator"
    scopes: Annotated[list[Scope], Field(max_length=5)] | None = Field(
        default=None, description="Less than the role may; all of it if left out."
    )
    per_minute: Annotated[int, Field(ge=1, le=1_000_000)] | None = Field(
        default=None, description="Requests a minute, of every kind."
    )
    expires_at: AwareDatetime | None = None
    apis: Annotated[list[Slug], Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="It calls these APIs and reads its jobs there, nothing else."
    )


class Rotation(Body):
    """How long both keys are good."""

    overlap_s: int = Field(default=3600, ge=0, le=30 * 86400)


class KeyView(View):
    """A key, without its secret."""

    id: uuid.UUID
    name: str
    prefix: str
    role: Role
    scopes: list[Scope]
    per_minute: int | None
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None = Field(description="To the minute.")
    apis: list[str] | None = Field(description="The APIs that it is bound to.")


class ShownKey(KeyView):
    """A new key: the only time that its secret is seen."""

    key: str = Field(examples=["kin_4f9a01c2de_5Yg…"])


@router.post("", status_code=201, summary="Make a key", operation_id="keys_create")
async def create(call: Administering, body: NewKey) -> ShownKey:
    """A key for the tenant; `key` is shown this once."""
    scopes = allowed(call, body.role, body.scopes)
    if body.expires_at is not None:
        _check_end(body.expires_at)
    async with call.transaction() as connection:
        if body.apis is not None:
            await _check_apis(connection, body.apis)
        return await issue(
            connection, call, tenant=call.tenant, name=body.name, role=body.role, scopes=scopes,
            per_minute=body.per_minute, expires_at=body.expires_at, apis=body.apis,
        )  # fmt: skip


@router.get("", summary="List keys", operation_id="keys_list")
async def list_all(call: Administering, paging: Paged) -> Page[KeyView]:
    """Keys that were not revoked, the newest first."""
    async with call.transaction() as connection:
        rows = await keys.page(connection, before=id_place(paging.after), limit=paging.limit + 1)
    return paged(rows, paging, KeyView.model_validate, lambda row: str(row.id))


@router.post("/{id}/rotate", status_code=201, summary="Replace a key", operation_id="keys_rotate")
async def rotate(call: Administering, id: uuid.UUID, body: Rotation) -> ShownKey:
    """Another secret for the same work; the former is good for `overlap_s` more."""
    async with call.transaction() as connection:
        row = await keys.get(connection, id)
        if row is None:
            raise missing("key", id)
        if not frozenset(row.scopes) <= call.principal.scopes:
            raise Forbidden("a key may not replace one that may do more", "ask who made it")
        await keys.end(connection, id, after=timedelta(seconds=body.overlap_s))
        return await issue(
            connection, call, tenant=call.tenant, name=row.name, role=row.role,
            scopes=row.scopes, per_minute=row.per_minute, expires_at=row.expires_at,
            operator=row.operator, user_id=row.user_id, apis=row.apis,
        )  # fmt: skip


@router.delete("/{id}", status_code=204, summary="Revoke a key", operation_id="keys_revoke")
async def revoke(call: Administering, id: uuid.UUID) -> None:
    """Refuse it from now on."""
    async with call.transaction() as connection:
        if not await keys.revoke(connection, id):
            raise missing("key", id)
        await call.note(connection, "key.revoked", "key", id)


async def issue(
    connection: AsyncConnection,
    call: Call,
    *,
    tenant: uuid.UUID,
    name: str,
    role: Role,
    scopes: Sequence[str],
    **more: Any,
) -> ShownKey:
    """Make a key and show it."""
    made = tokens.new_key()
    row = await keys.create(
        connection, key_id=call.new_id(), tenant=tenant, name=name, prefix=made.prefix,
        secret_digest=made.digest, role=role, scopes=scopes, **more,
    )  # fmt: skip
    await call.note(connection, "key.created", "key", row.id, {"name": name}, tenant=tenant)
    view = KeyView.model_validate(row)
    return ShownKey(**view.model_dump(), key=made.shown)


def allowed(call: Call, role: Role, narrowed: Sequence[Scope] | None) -> list[Scope]:
    """The scopes of a new key: of its role, and none that its maker has not.

    Raises:
        Forbidden: the maker may not do that himself.
        InputError: the role does not have a scope.
    """
    wanted = SCOPES[role] if narrowed is None else frozenset(narrowed)
    own = SCOPES[role] | (call.principal.scopes & {"operate"})
    beyond = sorted(wanted - own)
    if beyond:
        raise InputError(
            f"a {role} has no scope {beyond[0]!r}", "it has " + ", ".join(sorted(own)), "scopes"
        )
    if not wanted <= call.principal.scopes:
        raise Forbidden("a key may not do what its maker may not", "leave scopes out")
    return sorted(wanted)


async def _check_apis(connection: AsyncConnection, slugs: Sequence[str]) -> None:
    unknown = sorted(set(slugs) - await apis.existing(connection, slugs))
    if unknown:
        raise InputError(f"there is no API {unknown[0]}", "look at GET /v1/apis", "apis")


def _check_end(expires_at: datetime) -> None:
    left = expires_at - datetime.now(UTC)
    if not timedelta(0) < left < LONGEST:
        raise InputError("this is no time to come", "give one within five years", "expires_at")

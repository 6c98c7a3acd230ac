"""Members of the tenant: who they are, what they may do, and how they leave."""

from __future__ import annotations

import uuid
from datetime import datetime

from fastapi import APIRouter
from pydantic import Field

from api.call import Administering, Call, Reading
from api.identity.principal import Role
from api.identity.sessions import person
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import members

router = APIRouter(prefix="/members", tags=["members"], route_class=KeyedRoute)


class RoleChange(Body):
    """What a member may do from now on."""

    role: Role


class MemberView(View):
    """A member."""

    user_id: uuid.UUID
    email: str
    name: str
    role: Role
    provider_id: uuid.UUID | None = Field(
        description="The identity provider by which alone he enters; null: by his password."
    )
    created_at: datetime


@router.get("", summary="List members", operation_id="members_list")
async def list_all(call: Reading, paging: Paged) -> Page[MemberView]:
    """All of the tenant's."""
    async with call.transaction() as connection:
        rows = await members.page(connection, before=id_place(paging.after), limit=paging.limit + 1)
    return paged(rows, paging, MemberView.model_validate, lambda row: str(row.user_id))


@router.get("/{user_id}", summary="Read a member", operation_id="members_read")
async def read(call: Reading, user_id: uuid.UUID) -> MemberView:
    """One of the tenant's."""
    async with call.transaction() as connection:
        row = await members.get(connection, user_id)
    if row is None:
        raise missing("member", user_id)
    return MemberView.model_validate(row)


@router.patch("/{user_id}", summary="Change a member's role", operation_id="members_change")
async def change(call: Administering, user_id: uuid.UUID, body: RoleChange) -> MemberView:
    """Give a member another role; there is always one admin."""
    async with call.transaction() as connection:
        if not await members.set_role(connection, user_id, body.role):
            raise missing("member", user_id)
        row = await members.get(connection, user_id)
        data = {"role": body.role}
        await call.note(connection, "member.changed", "member", user_id, data)
    return MemberView.model_validate(row)


@router.delete("/me", status_code=204, summary="Leave the tenant", operation_id="members_leave")
async def leave(call: Reading) -> None:
    """End one's own membership, and the sessions and keys that hang on it."""
    await _remove(call, person(call), "member.left")


@router.delete("/{user_id}", status_code=204, summary="Remove a member", operation_id="members_end")
async def remove(call: Administering, user_id: uuid.UUID) -> None:
    """End a membership, and the sessions and keys that hang on it."""
    await _remove(call, user_id, "member.removed")


async def _remove(call: Call, user_id: uuid.UUID, action: str) -> None:
    async with call.transaction() as connection:
        if await members.get(connection, user_id) is None:
            raise missing("member", user_id)
        await members.remove(connection, user_id)
        await call.note(connection, action, "member", user_id)

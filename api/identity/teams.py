"""Teams: members under one name."""

from __future__ import annotations

import uuid
from datetime import datetime

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Reading
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Page, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import members, teams

router = APIRouter(prefix="/teams", tags=["teams"], route_class=KeyedRoute)


class NewTeam(Body):
    """A team's name."""

    name: Line


class TeamView(View):
    """A team."""

    id: uuid.UUID
    name: str
    created_at: datetime


class TeamMember(View):
    """Who is in a team."""

    user_id: uuid.UUID
    email: str
    name: str


@router.post("", status_code=201, summary="Make a team", operation_id="teams_create")
async def create(call: Administering, body: NewTeam) -> TeamView:
    """A team with nobody in it."""
    async with call.transaction() as connection:
        row = await teams.create(
            connection, team_id=call.new_id(), tenant=call.tenant, name=body.name
        )
        await call.note(connection, "team.created", "team", row.id, {"name": body.name})
    return TeamView.model_validate(row)


@router.get("", summary="List teams", operation_id="teams_list")
async def list_all(call: Reading, paging: Paged) -> Page[TeamView]:
    """All of the tenant's, the newest first."""
    async with call.transaction() as connection:
        rows = await teams.page(connection, before=id_place(paging.after), limit=paging.limit + 1)
    return paged(rows, paging, TeamView.model_validate, lambda row: str(row.id))


@router.get("/{id}", summary="Read a team", operation_id="teams_read")
async def read(call: Reading, id: uuid.UUID) -> TeamView:
    """One team."""
    async with call.transaction() as connection:
        row = await teams.get(connection, id)
    if row is None:
        raise missing("team", id)
    return TeamView.model_validate(row)


@router.patch("/{id}", summary="Rename a team", operation_id="teams_rename")
async def rename(call: Administering, id: uuid.UUID, body: NewTeam) -> TeamView:
    """Give it another name."""
    async with call.transaction() as connection:
        row = await teams.rename(connection, id, body.name)
        if row is None:
            raise missing("team", id)
        await call.note(connection, "team.renamed", "team", id, {"name": body.name})
    return TeamView.model_validate(row)


@router.delete("/{id}", status_code=204, summary="Dissolve a team", operation_id="teams_delete")
async def delete(call: Administering, id: uuid.UUID) -> None:
    """Its members stay members of the tenant."""
    async with call.transaction() as connection:
        if not await teams.remove(connection, id):
            raise missing("team", id)
        await call.note(connection, "team.deleted", "team", id)


@router.get("/{id}/members", summary="List a team's members", operation_id="teams_members")
async def list_members(call: Reading, id: uuid.UUID, paging: Paged) -> Page[TeamMember]:
    """Who is in it."""
    async with call.transaction() as connection:
        await _there(connection, id)
        rows = await teams.people(
            connection, id, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, TeamMember.model_validate, lambda row: str(row.user_id))


@router.put(
    "/{id}/members/{user_id}", status_code=204, summary="Put a member into a team",
    operation_id="teams_add",
)  # fmt: skip
async def add(call: Administering, id: uuid.UUID, user_id: uuid.UUID) -> None:
    """Put somebody into it who is a member of the tenant."""
    async with call.transaction() as connection:
        await _there(connection, id)
        if await members.get(connection, user_id) is None:
            raise missing("member", user_id)
        if await teams.add(connection, tenant=call.tenant, team_id=id, user_id=user_id):
            await call.note(connection, "team.joined", "team", id, {"user": str(user_id)})


@router.delete(
    "/{id}/members/{user_id}", status_code=204, summary="Take a member out of a team",
    operation_id="teams_remove",
)  # fmt: skip
async def take_out(call: Administering, id: uuid.UUID, user_id: uuid.UUID) -> None:
    """He stays a member of the tenant."""
    async with call.transaction() as connection:
        if not await teams.take_out(connection, id, user_id):
            raise missing("member of this team", user_id)
        await call.note(connection, "team.left", "team", id, {"user": str(user_id)})


async def _there(connection: AsyncConnection, team_id: uuid.UUID) -> None:
    if await teams.get(connection, team_id) is None:
        raise missing("team", team_id)

"""Invitations: an admin asks somebody in, who follows a link and proves or chooses a password.

The admin sees the link, so following it proves nothing about the address: whoever has a password
gives it, and one that is chosen here opens no tenant that the address was let into by a provider.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Request, Response
from pydantic import Field, StringConstraints
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering
from api.errors import Conflict
from api.identity import tokens
from api.identity.fields import SHORTEST, Email, Password, Token
from api.identity.passwords import REMEMBERED, void
from api.identity.principal import Role
from api.identity.proving import AnyRow, count, note, prove, services_of
from api.identity.sessions import SignedIn, sign_in
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, Text, View
from api.kit.paging import Paged, id_place, paged
from media.errors import InputError
from store.repositories import invitations, members, tenants, users

router = APIRouter(prefix="/invitations", tags=["invitations"], route_class=KeyedRoute)
accepting = APIRouter(prefix="/invitations", tags=["invitations"])
TEXT = """\
You are invited to {tenant} on Kinora. Within a week you can accept here:

{link}
"""


class NewInvitation(Body):
    """Whom to ask in."""

    email: Email
    role: Role = "creator"


class Acceptance(Body):
    """Who follows a link."""

    token: Annotated[Token, Field(repr=False)]
    password: Annotated[Password, Field(repr=False)] = Field(
        description=f"One's own, if there is an account; else one of {SHORTEST} letters or more."
    )
    name: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class InvitationView(View):
    """An invitation that nobody accepted."""

    id: uuid.UUID
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


class ShownInvitation(InvitationView):
    """A new invitation: the only time that its token is seen."""

    token: str
    link: str


@router.post("", status_code=201, summary="Invite somebody", operation_id="invitations_create")
async def create(
    call: Administering, body: NewInvitation, later: BackgroundTasks
) -> ShownInvitation:
    """Mail a link that is good for a week; it is shown here as well, this once."""
    token = tokens.new_token()
    async with call.transaction() as connection:
        await _check_new(connection, body.email)
        row = await invitations.create(
            connection, invitation_id=call.new_id(), tenant=call.tenant, email=body.email,
            role=body.role, token_digest=tokens.digest(token),
        )  # fmt: skip
        tenant = await tenants.get(connection, call.tenant)
        data = {"email": body.email, "role": body.role}
        await call.note(connection, "invitation.created", "invitation", row.id, data)
    name = tenant.name if tenant else ""
    link = f"{call.services.settings.public_url}/invitation#{token}"
    text = TEXT.format(tenant=name, link=link)
    later.add_task(call.services.mailer.send, body.email, "An invitation to Kinora", text)
    view = InvitationView.model_validate(row)
    return ShownInvitation(**view.model_dump(), token=token, link=link)


@router.get("", summary="List invitations", operation_id="invitations_list")
async def list_all(call: Administering, paging: Paged) -> Page[InvitationView]:
    """Those that nobody accepted, the newest first."""
    async with call.transaction() as connection:
        rows = await invitations.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, InvitationView.model_validate, lambda row: str(row.id))


@router.delete(
    "/{id}", status_code=204, summary="Withdraw an invitation",
    operation_id="invitations_withdraw",
)  # fmt: skip
async def withdraw(call: Administering, id: uuid.UUID) -> None:
    """Void its link."""
    async with call.transaction() as connection:
        if not await invitations.withdraw(connection, id):
            raise missing("invitation", id)
        await call.note(connection, "invitation.withdrawn", "invitation", id)


@accepting.post(
    "/accept", status_code=201, summary="Accept an invitation", operation_id="invitations_accept"
)
async def accept(request: Request, response: Response, body: Acceptance) -> SignedIn:
    """Become a member by a link's token, and sign in."""
    await count(request)
    services = services_of(request)
    async with services.gate.begin(None) as connection:
        invited = await invitations.by_token(connection, tokens.digest(body.token))
        user = await users.by_email(connection, invited.email) if invited else None
    if invited is None:
        raise void()
    if user is not None and user.password_hash is not None:
        user = await prove(request, invited.email, body.password)
    else:
        user = await _with_password(request, invited.email, user, body)
    async with services.app.begin(invited.tenant_id) as connection:
        if not await invitations.accept(connection, invited.id):
            raise void()
        await members.add(
            connection, tenant=invited.tenant_id, user_id=user.id, role=invited.role
        )  # fmt: skip
        await note(
            connection, request, user.id, "invitation.accepted", tenant=invited.tenant_id,
            data={"role": invited.role},
        )  # fmt: skip
    return await sign_in(request, response, user, invited.tenant_id)


async def _with_password(
    request: Request, email: str, user: AnyRow | None, body: Acceptance
) -> AnyRow:
    """A user who had no password, with the one that he chose."""
    if len(body.password) < SHORTEST:
        raise InputError(
            f"a password has {SHORTEST} letters or more", "choose a longer one", "password"
        )
    services = services_of(request)
    kept = await services.hashing.hash(body.password)
    async with services.gate.begin(None) as connection:
        if user is not None:
            if users.is_barred(user):
                raise void()
            await users.set_password(connection, user.id, kept, remembered=REMEMBERED)
            return user
        made, fresh = await users.create(
            connection, email=email, name=body.name, password_hash=kept
        )  # fmt: skip
    if not fresh:
        raise Conflict("the account was made this moment", "try again with its password")
    return made


async def _check_new(connection: AsyncConnection, email: str) -> None:
    member = await members.by_email(connection, email)
    if member is not None and member.provider_id is None:
        raise Conflict("this is a member", "change the role instead", "email", "ALREADY_MEMBER")

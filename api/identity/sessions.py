"""Sessions: begun by a password, kept in a cookie that no script reads, ended by their owner."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Call, Reading
from api.errors import Forbidden
from api.identity import tokens
from api.identity.entering import COOKIE
from api.identity.fields import Email, Password
from api.identity.me import Me
from api.identity.principal import Role, scopes_of
from api.identity.proving import AnyRow, address_of, note, prove, services_of
from api.identity.tokens import csrf_of
from api.kit.documents import missing
from api.kit.model import Body, Page, View
from api.kit.paging import Paged, id_place, paged
from store.repositories import sessions, tenants, users

router = APIRouter(prefix="/sessions", tags=["sessions"])
LONGEST_AGENT = 300


class SignIn(Body):
    """Who wants to enter."""

    email: Email
    password: Annotated[Password, Field(repr=False)]
    tenant_id: uuid.UUID | None = Field(
        default=None, description="Of several tenants; the first one if left out."
    )


class Switch(Body):
    """Where to go on."""

    tenant_id: uuid.UUID


class Home(View):
    """A tenant that one belongs to."""

    id: uuid.UUID
    name: str
    role: Role


class SignedIn(Me):
    """Who is signed in."""

    session_id: uuid.UUID
    tenants: list[Home] = Field(description="Between which the session may switch.")


class SessionView(View):
    """A session, without its secret."""

    id: uuid.UUID
    tenant_id: uuid.UUID
    address: str | None
    agent: str | None
    created_at: datetime
    seen_at: datetime = Field(description="To the minute.")
    expires_at: datetime
    current: bool = False


@router.post("", status_code=201, summary="Sign in", operation_id="sessions_create")
async def create(request: Request, response: Response, body: SignIn) -> SignedIn:
    """Begin a session; its cookie comes with the answer."""
    user = await prove(request, body.email, body.password)
    return await sign_in(request, response, user, body.tenant_id)


@router.get("", summary="List one's sessions", operation_id="sessions_list")
async def list_all(call: Reading, paging: Paged) -> Page[SessionView]:
    """The caller's own, the newest first."""
    user_id = person(call)
    async with call.services.gate.begin(None) as connection:
        rows = await sessions.page(
            connection, user_id=user_id, tenant=await _within(connection, call),
            before=id_place(paging.after), limit=paging.limit + 1,
        )  # fmt: skip

    def view(row: AnyRow) -> SessionView:
        seen = SessionView.model_validate(row)
        return seen.model_copy(update={"current": row.id == call.principal.session_id})

    return paged(rows, paging, view, lambda row: str(row.id))


@router.get("/current", summary="Read this session", operation_id="sessions_current")
async def current(call: Reading, request: Request) -> SignedIn:
    """Who is signed in, and where else he may go: what a page asks first."""
    session_id, user_id, who = _own(call), person(call), call.principal
    async with call.services.gate.begin(None) as connection:
        row = await sessions.get(connection, session_id)
        homes = await users.homes(connection, user_id)
        own = await tenants.get(connection, call.tenant)
    if row is None or row.provider_id is not None:
        homes = []
    shown = [Home.model_validate(home) for home in homes]
    if own is not None and all(home.id != own.id for home in shown):
        shown = [Home(id=own.id, name=own.name, role=who.role)]
    return SignedIn(
        tenant_id=call.tenant, user_id=user_id, actor=who.actor, role=who.role,
        scopes=sorted(who.scopes), csrf_token=csrf_of(request.cookies[COOKIE]),
        session_id=session_id, tenants=shown,
    )  # fmt: skip


@router.delete("/current", status_code=204, summary="Sign out", operation_id="sessions_leave")
async def leave(call: Reading, response: Response) -> None:
    """End this session, and forget its cookie."""
    await _end(call, _own(call))
    response.delete_cookie(COOKIE, path="/")


@router.delete("/{id}", status_code=204, summary="End a session", operation_id="sessions_end")
async def end(call: Reading, id: uuid.UUID) -> None:
    """End one of the caller's own sessions, on whatever machine it is."""
    await _end(call, id)


@router.post("/current/tenant", summary="Switch the tenant", operation_id="sessions_switch")
async def switch(call: Reading, request: Request, body: Switch) -> SignedIn:
    """Go on in another tenant that one belongs to, in the same session."""
    session_id, user_id = _own(call), person(call)
    async with call.services.gate.begin(None) as connection:
        row = await sessions.get(connection, session_id)
        if row is not None and row.provider_id is not None:
            raise Forbidden(
                "who comes by an identity provider stays in its tenant", "sign in by password"
            )
        homes = await users.homes(connection, user_id)
        home = chosen(homes, body.tenant_id)
        await sessions.move(connection, session_id, home.id)
        user = await users.get(connection, user_id)
        if user is None:
            raise missing("user", user_id)
        await note(connection, request, user_id, "session.switched", tenant=home.id)
    return _signed_in(user, session_id, home, homes, request.cookies[COOKIE])


def person(call: Call) -> uuid.UUID:
    """Which user asks.

    Raises:
        Forbidden: a key of the tenant itself asks.
    """
    if call.principal.user_id is None:
        raise Forbidden("a key is no person", "sign in")
    return call.principal.user_id


def chosen(homes: Sequence[AnyRow], tenant: uuid.UUID) -> AnyRow:
    """One of a user's tenants.

    Raises:
        NotFound: it is none of his.
    """
    for home in homes:
        if home.id == tenant:
            return home
    raise missing("tenant", tenant)


async def sign_in(
    request: Request, response: Response, user: AnyRow, tenant: uuid.UUID | None
) -> SignedIn:
    """Begin a session of somebody who has proved himself by his password.

    Args:
        request: his.
        response: takes the cookie.
        user: who he is.
        tenant: where he enters; None: the first one that he belongs to.
    """
    async with services_of(request).gate.begin(None) as connection:
        homes = await users.homes(connection, user.id)
    if not homes:
        raise Forbidden("you belong to no tenant", "have an admin invite you")
    home = chosen(homes, tenant) if tenant else homes[0]
    token, row = await begin(request, user.id, home.id)
    set_cookie(request, response, token)
    return _signed_in(user, row.id, home, homes, token)


async def begin(
    request: Request, user_id: uuid.UUID, tenant: uuid.UUID, provider_id: uuid.UUID | None = None
) -> tuple[str, AnyRow]:
    """A session under a token that nobody had before."""
    token = tokens.new_token()
    async with services_of(request).gate.begin(None) as connection:
        row = await sessions.create(
            connection, token_digest=tokens.digest(token), user_id=user_id, tenant=tenant,
            address=address_of(request), provider_id=provider_id,
            agent=_agent(request),
        )  # fmt: skip
        await note(connection, request, user_id, "session.created", tenant=tenant)
    return token, row


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Give a browser a session: over TLS where there is any, not to scripts, not to other sites."""
    response.set_cookie(
        COOKIE, token, max_age=int(sessions.LIFE.total_seconds()), path="/", httponly=True,
        samesite="lax", secure=services_of(request).settings.secure,
    )  # fmt: skip


def _signed_in(
    user: AnyRow, session_id: uuid.UUID, home: AnyRow, homes: Sequence[AnyRow], token: str
) -> SignedIn:
    return SignedIn(
        tenant_id=home.id, user_id=user.id, actor=f"user:{user.id}", role=home.role,
        scopes=sorted(scopes_of(home.role, operator=user.operator)), csrf_token=csrf_of(token),
        session_id=session_id, tenants=[Home.model_validate(one) for one in homes],
    )  # fmt: skip


def _agent(request: Request) -> str | None:
    said = request.headers.get("User-Agent", "").replace("\x00", "")
    return said[:LONGEST_AGENT] or None


def _own(call: Call) -> uuid.UUID:
    if call.principal.session_id is None:
        raise Forbidden("a key has no session", "sign in")
    return call.principal.session_id


async def _within(connection: AsyncConnection, call: Call) -> uuid.UUID | None:
    """In which tenant the caller's sessions are his to see: by a password, in all."""
    session_id = call.principal.session_id
    row = await sessions.get(connection, session_id) if session_id else None
    return None if row is not None and row.provider_id is None else call.tenant


async def _end(call: Call, session_id: uuid.UUID) -> None:
    user_id = person(call)
    async with call.services.gate.begin(None) as connection:
        tenant = await sessions.end(
            connection, session_id, user_id=user_id, tenant=await _within(connection, call)
        )
        if tenant is None:
            raise missing("session", session_id)
        await note(connection, call.request, user_id, "session.ended", tenant=tenant)

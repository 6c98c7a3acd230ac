"""The door: a key in the Authorization header, or a session's cookie."""

from __future__ import annotations

from typing import Any, cast

from fastapi import Request, WebSocket
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.requests import HTTPConnection

from api import limits
from api.errors import Forbidden, Unauthenticated
from api.identity import tokens
from api.identity.principal import Principal, Role, Scope, scopes_of
from api.identity.turnstile import Shown
from api.services import Services
from store.repositories.gate import Entrant

COOKIE = "kinora_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")
REMEDY = "send `Authorization: Bearer kin_…`, or sign in"

_KEY, _SESSION = "key", "session"


class Door(SecurityBase):
    """What FastAPI documents as the way in by a key; the way in by a session is added to it.

    A dependency for either would be solved by every request, though none of them asks anything.
    """

    def __init__(self) -> None:
        self.model = HTTPBearer(description="An API key: `kin_…`")
        self.scheme_name = _KEY


def documented(document: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document in which a session opens whatever a key does."""
    schemes: dict[str, Any] = document["components"]["securitySchemes"]
    if _SESSION in schemes:
        return document
    schemes[_SESSION] = {"type": "apiKey", "in": "cookie", "name": COOKIE}
    for methods in document["paths"].values():
        for operation in methods.values():
            for way in tuple(operation.get("security", ())):
                operation["security"].append({_SESSION: way[_KEY]})
    return document


def _shown(request: HTTPConnection) -> Shown:
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return Shown(key=key.strip(), session=None)
    return Shown(key=None, session=request.cookies.get(COOKIE))


async def enter(request: Request) -> Principal:
    """Who asks, counted; known once a request.

    Raises:
        Unauthenticated: nobody who is known.
        Forbidden: a page of another origin uses a session.
        RateLimited: too often.
    """
    known = cast(Principal | None, getattr(request.state, "principal", None))
    if known is None:
        known = await _known(request)
        request.state.principal = known
    return known


async def enter_socket(socket: WebSocket, key: str | None = None) -> Principal:
    """Who opens a WebSocket: by what came with it, or by the key that he said.

    Raises:
        Unauthenticated: nobody who is known.
        Forbidden: a page of another origin uses a session.
        RateLimited: too often.
    """
    shown = _shown(socket) if key is None else Shown(key=key, session=None)
    services: Services = socket.app.state.services
    if shown.key is None and shown.session is not None:
        # A browser sends cookies along with a WebSocket from any page, and no header can be set.
        allowed = (services.settings.public_url, *services.settings.origins)
        if socket.headers.get("origin") not in allowed:
            raise Forbidden("this page may not connect", "see KINORA_ORIGINS", code="CSRF")
    principal = _principal(await _found(socket, services, shown), shown)
    if principal.apis is not None:
        raise Forbidden("this key calls APIs alone", "ask for the job", code="KEY_BOUND")
    return principal


async def _known(request: Request) -> Principal:
    shown = _shown(request)
    found = await _found(request, request.app.state.services, shown)
    if shown.key is None and shown.session is not None and request.method not in SAFE:
        _check_origin(request, shown.session)
    return _principal(found, shown)


async def _found(connection: HTTPConnection, services: Services, shown: Shown) -> Entrant:
    """Who shows this, counted."""
    if shown.key is None and shown.session is None:
        raise Unauthenticated("nobody is signed in", REMEDY)
    work = limits.rate_of(connection.scope.get("route"))
    found = await services.turnstile.enter(shown, work)
    if found is None:
        raise Unauthenticated("the key or session is unknown, revoked or over", REMEDY)
    if found.hit is not None:
        connection.state.hit = found.hit
        limits.check(found.hit)
    if work is not None and found.work_hit is not None:
        limits.check(found.work_hit, f"{work.work} requests")
    return found.who


def _check_origin(request: Request, session: str) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    if not tokens.same(sent.encode(), tokens.csrf_of(session).encode()):
        raise Forbidden(
            f"{CSRF_HEADER} is missing or wrong", "send the one of GET /v1/me", code="CSRF"
        )


def _principal(found: Entrant, shown: Shown) -> Principal:
    role = cast(Role, found.role)
    narrowed = cast(list[Scope] | None, found.scopes)
    by_key = shown.key is not None
    return Principal(
        tenant=found.tenant,
        role=role,
        scopes=scopes_of(role, operator=found.operator, narrowed=narrowed),
        actor=f"key:{found.id}" if by_key else f"user:{found.user_id}",
        user_id=found.user_id,
        key_id=found.id if by_key else None,
        session_id=None if by_key else found.id,
        per_minute=found.per_minute,
        apis=None if found.apis is None else frozenset(found.apis),
    )

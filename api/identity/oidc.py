"""Signing in by an identity provider: authorization code with PKCE (OpenID Connect Core 1.0).

What ties the way back to the way out (state, nonce and the verifier of PKCE) goes along in a
sealed cookie: the API keeps nothing, and nobody else's browser can finish what this one began.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncConnection

from api.errors import Forbidden
from api.identity import tokens
from api.identity.fields import address
from api.identity.issuers import Asking, Issuer, refused, verified
from api.identity.providers import redirect_uri
from api.identity.proving import AnyRow, count, note, services_of
from api.identity.sessions import begin, set_cookie
from api.kit.documents import missing
from api.kit.model import Text
from api.vault import SecretLost
from store.repositories import members, providers, users

router = APIRouter(prefix="/oidc", tags=["sessions"])
COOKIE = "kinora_oidc"
PATH = "/v1/oidc"
LIFE_S = 600
SCOPE = "openid email profile"
Parameter = Annotated[Text, Query(max_length=4000)]


@router.get(
    "/{provider}/start", status_code=303, response_class=RedirectResponse,
    summary="Sign in by a provider", operation_id="oidc_start",
)  # fmt: skip
async def start(request: Request, provider: uuid.UUID) -> RedirectResponse:
    """Go to the provider, which sends the browser back to `callback`."""
    await count(request)
    services = services_of(request)
    row = await _provider(request, provider)
    issuer = await Asking(services.settings).discover(row.issuer)
    kept = {name: tokens.new_token() for name in ("state", "nonce", "verifier")}
    challenge = hashlib.sha256(kept["verifier"].encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": row.client_id,
        "redirect_uri": redirect_uri(services.settings.public_url, provider),
        "scope": SCOPE,
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in issuer.authorization else "?"
    response = RedirectResponse(f"{issuer.authorization}{joint}{urlencode(asked)}", 303)
    sealed = services.vault.seal(
        json.dumps(kept | {"provider": str(provider), "at": time.time()}).encode()
    )
    response.set_cookie(
        COOKIE, sealed.decode(), max_age=LIFE_S, path=PATH, httponly=True, samesite="lax",
        secure=services.settings.secure,
    )  # fmt: skip
    return response


@router.get(
    "/{provider}/callback", status_code=303, response_class=RedirectResponse,
    summary="Come back from a provider", operation_id="oidc_callback",
)  # fmt: skip
async def callback(
    request: Request,
    provider: uuid.UUID,
    state: Parameter = "",
    code: Parameter = "",
    iss: Parameter = "",
    error: Parameter = "",
) -> RedirectResponse:
    """Begin a session of whom the provider vouches for, and go to the front page."""
    await count(request)
    kept = _kept(request, provider)
    row = await _provider(request, provider)
    if not state or not tokens.same(state.encode(), kept["state"].encode()):
        raise refused("this is not the sign-in that was begun here")
    if error or not code or iss not in ("", row.issuer):
        raise refused("the provider did not sign you in")
    claims = await _claims(request, row, kept, code)
    user_id = await _let_in(request, row, claims)
    token, _ = await begin(request, user_id, row.tenant_id, row.id)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE, path=PATH)
    set_cookie(request, response, token)
    return response


async def _provider(request: Request, provider_id: uuid.UUID) -> AnyRow:
    async with services_of(request).gate.begin(None) as connection:
        row = await providers.get(connection, provider_id)
    if row is None:
        raise missing("provider", provider_id)
    return row


def _kept(request: Request, provider_id: uuid.UUID) -> dict[str, str]:
    """What `start` put into the browser."""
    sealed = request.cookies.get(COOKIE, "")
    try:
        kept: dict[str, Any] = json.loads(services_of(request).vault.open(sealed.encode()))
    except (SecretLost, UnicodeError):
        raise refused("no sign-in was begun in this browser") from None
    if kept["provider"] != str(provider_id) or time.time() - kept["at"] > LIFE_S:
        raise refused("the sign-in was begun too long ago, or with another provider")
    return kept


async def _claims(
    request: Request, row: AnyRow, kept: Mapping[str, str], code: str
) -> Mapping[str, Any]:
    """What the provider says of who signs in, verified."""
    services = services_of(request)
    asking = Asking(services.settings)
    issuer = await asking.discover(row.issuer)
    said = await asking.exchange(
        issuer, client_id=row.client_id,
        secret=services.vault.open(bytes(row.client_secret)).decode(), code=code,
        redirect_uri=redirect_uri(services.settings.public_url, row.id),
        code_verifier=kept["verifier"],
    )  # fmt: skip
    claims = verified(
        said["id_token"], await asking.keys(issuer), issuer=row.issuer, client_id=row.client_id,
        nonce=kept["nonce"],
    )  # fmt: skip
    return await _with_email(asking, issuer, claims, said.get("access_token"))


async def _with_email(
    asking: Asking, issuer: Issuer, claims: Mapping[str, Any], access_token: object
) -> Mapping[str, Any]:
    """The claims with the address, for which some providers want to be asked once more."""
    if "email" in claims or not issuer.userinfo or not isinstance(access_token, str):
        return claims
    more = await asking.person(issuer, access_token)
    if more.get("sub") != claims["sub"]:
        raise refused("the provider speaks of two people")
    return {**more, **claims}


async def _let_in(request: Request, row: AnyRow, claims: Mapping[str, Any]) -> uuid.UUID:
    """Who the subject is here; somebody who comes for the first time becomes a member."""
    services, subject = services_of(request), str(claims["sub"])
    async with services.app.begin(row.tenant_id) as connection:
        known = await providers.known(connection, row.id, subject)
        if known is not None:
            await _check_member(connection, known)
    if known is not None:
        async with services.gate.begin(None) as connection:
            _check_barred(await users.get(connection, known))
        return known
    email = _email(row, claims)
    name = str(claims.get("name") or "")[:200].replace("\x00", "")
    async with services.gate.begin(None) as connection:
        user, _ = await users.create(connection, email=email, name=name, password_hash=None)
        _check_barred(user)
    async with services.app.begin(row.tenant_id) as connection:
        joined = await members.add(
            connection, tenant=row.tenant_id, user_id=user.id, role=row.role, provider_id=row.id
        )
        await providers.remember(
            connection, tenant=row.tenant_id, provider_id=row.id, subject=subject, user_id=user.id
        )
        data = {"provider": str(row.id), "role": row.role if joined else None}
        await note(connection, request, user.id, "identity.linked", tenant=row.tenant_id, data=data)
    return user.id


async def _check_member(connection: AsyncConnection, user_id: uuid.UUID) -> None:
    if await members.get(connection, user_id) is None:
        raise Forbidden("you were removed from this tenant", "have an admin invite you again")


def _check_barred(user: AnyRow | None) -> None:
    if user is None or users.is_barred(user):
        raise refused("the provider did not sign you in")


def _email(row: AnyRow, claims: Mapping[str, Any]) -> str:
    """The address of somebody new.

    Raises:
        Forbidden: the provider did not verify it, or it is not of the tenant's domains.
    """
    try:
        email = address(str(claims.get("email") or ""))
    except ValueError:
        raise Forbidden("the provider tells no address of yours", "ask its admin") from None
    if claims.get("email_verified") not in (True, "true"):
        raise Forbidden("the provider did not verify your address", "verify it there")
    if email.rpartition("@")[2] not in row.domains:
        raise Forbidden("addresses of your domain are not let in", "ask an admin of the tenant")
    return email

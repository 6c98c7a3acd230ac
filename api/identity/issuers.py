"""What is asked of an OpenID Connect issuer, and how its word is judged.

Its addresses are a tenant's: each request goes through the guard of `models.net`. Its word is an
id_token, which counts if the issuer signed it, for us, in answer to this very sign-in, just now.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.errors import Unauthenticated
from api.settings import Settings
from media.errors import InputError
from models.net.faults import BadResponse
from models.net.fetch import Call, fetch
from models.net.guard import GuardedTransport, check
from models.net.policy import Policy

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""None that is symmetric: a public key must not be taken for a shared secret."""
KINDS = ("RSA", "EC", "OKP")
LEEWAY_S = 60
WITHIN_S = 15.0
MOST_BYTES = 1 << 20
EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """What an issuer says of itself."""

    name: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    posts_secret: bool
    """Whether it wants the client's secret in the body, and takes it nowhere else."""


class Asking:
    """Asks issuers, as far as the settings let it."""

    def __init__(self, settings: Settings) -> None:
        self._private = settings.allow_private
        self._scratch = settings.scratch

    def check(self, url: str) -> None:
        """Judge an address by its form.

        Raises:
            InputError: it is no address to ask.
        """
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL:
            raise InputError("this is no URL", "write https://host/path", "issuer") from None
        check(parsed)
        if parsed.scheme != "https" and not self._private:
            raise InputError("an issuer is asked by https alone", "write https://…", "issuer")

    async def discover(self, issuer: str) -> Issuer:
        """What an issuer says of itself.

        Raises:
            WorldError: it does not answer, or says nothing of use.
            InputError: it leads where nobody shall go.
        """
        said = await self._json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        found = Issuer(
            name=_text(said, "issuer"), authorization=_text(said, "authorization_endpoint"),
            token=_text(said, "token_endpoint"), keys=_text(said, "jwks_uri"),
            userinfo=str(said.get("userinfo_endpoint", "")),
            posts_secret="client_secret_basic" not in methods,
        )  # fmt: skip
        if found.name != issuer:
            raise BadResponse(f"{issuer} says that it is another issuer")
        for url in (found.authorization, found.token, found.keys):
            self.check(url)
        return found

    async def exchange(
        self, issuer: Issuer, *, client_id: str, secret: str, **values: str
    ) -> Mapping[str, Any]:
        """The tokens for a code.

        Args:
            issuer: that gave it.
            client_id: who we are there.
            secret: that proves it.
            values: `code`, `redirect_uri` and `code_verifier`.

        Raises:
            Unauthenticated: the code is not good, or was used.
        """
        form = {"grant_type": "authorization_code", **values}
        private: dict[str, str] = {}
        if issuer.posts_secret:
            form |= {"client_id": client_id, "client_secret": secret}
        else:
            pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
            private = {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        headers = {"content-type": "application/x-www-form-urlencoded"}
        call = Call(
            url=issuer.token, method="POST", headers=headers, private=private, follow=False,
            body=urlencode(form).encode(), repeatable=False, accept_errors=True,
            limit_bytes=MOST_BYTES, within_s=WITHIN_S,
        )  # fmt: skip
        status, said = await self._asked(call)
        if status != HTTPStatus.OK or not isinstance(said.get("id_token"), str):
            raise refused("the provider does not know this sign-in")
        return said

    async def keys(self, issuer: Issuer) -> KeySet:
        """The issuer's public keys.

        Raises:
            BadResponse: there is none that signs.
        """
        said = await self._json(issuer.keys)
        try:
            found = [one for one in said["keys"] if _signs(one)]
            return KeySet.import_key_set({"keys": found})
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadResponse(f"{issuer.name} has keys that cannot be read") from error

    async def person(self, issuer: Issuer, access_token: str) -> Mapping[str, Any]:
        """What the issuer tells of a user beyond the id_token."""
        return await self._json(issuer.userinfo, {"authorization": f"Bearer {access_token}"})

    async def _json(self, url: str, private: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        self.check(url)
        call = Call(url=url, private=private or {}, limit_bytes=MOST_BYTES, within_s=WITHIN_S)
        return (await self._asked(call))[1]

    async def _asked(self, call: Call) -> tuple[int, Mapping[str, Any]]:
        policy = Policy(networks=EVERYWHERE) if self._private else Policy.of(os.environ)
        transport = GuardedTransport(policy)
        self._scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            body = Path(folder) / "body"
            try:
                answer = await fetch(call, body, transport)
            finally:
                await transport.aclose()
            return answer.status, _object(body, call.place)


def verified(
    id_token: str,
    keys: KeySet,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    now: Callable[[], int] = lambda: int(time.time()),
) -> Mapping[str, Any]:
    """The claims of an id_token.

    Raises:
        Unauthenticated: it was not made by this issuer, for us, for this sign-in, just now.
    """
    rules = jwt.JWTClaimsRegistry(
        now=now, leeway=LEEWAY_S, iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id}, nonce={"essential": True, "value": nonce},
        sub={"essential": True}, exp={"essential": True}, iat={"essential": True},
    )  # fmt: skip
    try:
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        rules.validate(token.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise refused("the provider's word does not hold") from error
    audience = token.claims["aud"]
    alone = isinstance(audience, str) or len(audience) == 1
    if token.claims.get("azp", client_id if alone else None) != client_id:
        raise refused("the provider's word is for somebody else")
    return token.claims


def refused(why: str) -> Unauthenticated:
    """The error for a sign-in by a provider that fails."""
    return Unauthenticated(why, "begin again", code="OIDC_REFUSED")


def _signs(key: dict[str, Any]) -> bool:
    return key.get("kty") in KINDS and key.get("use", "sig") == "sig"


def _object(body: Path, place: str) -> Mapping[str, Any]:
    try:
        said = json.loads(body.read_bytes())
    except ValueError:
        raise BadResponse(f"{place} answers with no JSON") from None
    if not isinstance(said, dict):
        raise BadResponse(f"{place} answers with no object")
    return cast(dict[str, Any], said)


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise BadResponse(f"the issuer does not say its {name}")
    return value

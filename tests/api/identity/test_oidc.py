"""Guards sign-in by a provider: whole against a real one, and each lie that its word could hold."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import text

from api.errors import Unauthenticated
from api.identity.issuers import verified
from api.services import Services
from api.settings import Settings
from store.repositories import users
from tests.api.conftest import Api
from tests.api.identity.conftest import PASSWORD, Browser, Joining
from tests.api.identity.issuing import running

ANN = "ann@example.com"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running() as name:
        yield name


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, allow_private=True)


def _told(issuer: str, **claims: Any) -> None:
    """Say what the provider knows of Ann."""
    known = {"email": ANN, "email_verified": True, "name": "Ann"} | claims
    httpx.put(f"{issuer}/users/ann", json=known).raise_for_status()


async def _trusted(api: Api, issuer: str, **more: Any) -> dict[str, Any]:
    body = {
        "name": "Example", "issuer": issuer, "client_id": "kinora", "client_secret": "hidden one",
        "role": "viewer", "domains": ["Example.com"],
    }  # fmt: skip
    return await api.made("/identity-providers", body | more)


async def _begun(browser: Browser, provider: dict[str, Any]) -> str:
    """Where the provider sends the browser, once somebody has signed in there."""
    out = await browser("GET", f"/oidc/{provider['id']}/start")
    assert out.status_code == 303, out.text
    back = httpx.post(out.headers["location"], data={"sub": "ann"})
    assert back.status_code == 302, back.text
    return back.headers["location"]


async def _back(browser: Browser, url: str) -> httpx.Response:
    parts = urlsplit(url)
    return await browser("GET", f"{parts.path.removeprefix('/v1')}?{parts.query}")


async def test_whom_a_provider_vouches_for_is_let_in(
    ours: Api, browsers: Callable[[], Browser], issuer: str
) -> None:
    _told(issuer)
    trusted = await _trusted(ours, issuer)
    assert "hidden" not in str(trusted)
    assert trusted["domains"] == ["example.com"]
    for _ in range(2):
        browser = browsers()
        answer = await _back(browser, await _begun(browser, trusted))
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "kinora_session" in str(answer.headers.get_list("set-cookie"))
        me = (await browser("GET", "/me")).json()
        assert me["role"] == "viewer"
    members = (await ours.got("/members"))["items"]
    assert [(one["email"], one["provider_id"]) for one in members] == [(ANN, trusted["id"])]
    log = await ours.got("/audit")
    assert "identity.linked" in [one["action"] for one in log["items"]]
    assert "hidden" not in str(log)


async def test_a_way_back_that_was_not_begun_here_leads_nowhere(
    ours: Api, browsers: Callable[[], Browser], issuer: str
) -> None:
    _told(issuer)
    trusted = await _trusted(ours, issuer)
    browser = browsers()
    url = await _begun(browser, trusted)
    state = parse_qs(urlsplit(url).query)["state"][0]
    for wrong in (url.replace(state, "x" * len(state)), url.replace("state=", "other=")):
        assert (await _back(browser, wrong)).status_code == 401
    assert (await _back(browsers(), url)).status_code == 401
    junk = browsers()
    junk.client.cookies.set("kinora_oidc", "junk")
    assert (await _back(junk, url)).status_code == 401
    assert (await _back(browser, url)).status_code == 303


async def test_a_way_back_is_good_once(ours: Api, browser: Browser, issuer: str) -> None:
    _told(issuer)
    url = await _begun(browser, await _trusted(ours, issuer))
    cookie = browser.client.cookies["kinora_oidc"]
    assert (await _back(browser, url)).status_code == 303
    assert (await _back(browser, url)).status_code == 401
    browser.client.cookies.set("kinora_oidc", cookie, path="/v1/oidc")
    replayed = await _back(browser, url)
    assert (replayed.status_code, replayed.json()["error"]["code"]) == (401, "OIDC_REFUSED")


async def test_a_code_without_its_verifier_is_worth_nothing(
    ours: Api, browser: Browser, issuer: str
) -> None:
    _told(issuer)
    code = parse_qs(urlsplit(await _begun(browser, await _trusted(ours, issuer))).query)["code"]
    form = {"grant_type": "authorization_code", "code": code[0], "code_verifier": "guessed"}
    stolen = httpx.post(f"{issuer}/oauth2/token", data=form, auth=("kinora", "hidden one"))
    assert stolen.json() == {"error": "invalid_grant"}


async def test_a_code_of_another_sign_in_is_refused(
    ours: Api, browsers: Callable[[], Browser], issuer: str
) -> None:
    """Its verifier fits, since the provider saw both challenges; its nonce does not."""
    _told(issuer)
    trusted = await _trusted(ours, issuer)
    stolen, own = browsers(), browsers()
    theirs = parse_qs(urlsplit(await _begun(stolen, trusted)).query)
    mine = await _begun(own, trusted)
    code = parse_qs(urlsplit(mine).query)["code"][0]
    answer = await _back(own, mine.replace(code, theirs["code"][0]))
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "OIDC_REFUSED")


@pytest.mark.parametrize(
    "claims", [{"email": "ann@other.com"}, {"email_verified": False}, {"email": ""}]
)
async def test_an_address_that_is_not_the_tenants_is_not_let_in(
    ours: Api, browser: Browser, issuer: str, claims: dict[str, Any]
) -> None:
    _told(issuer, **claims)
    answer = await _back(browser, await _begun(browser, await _trusted(ours, issuer)))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (await ours.got("/members"))["items"] == []


async def test_a_tenants_provider_opens_no_other_tenant(
    ours: Api, theirs: Api, join: Joining, browsers: Callable[[], Browser], issuer: str
) -> None:
    """Its admin could have it say that he is anybody."""
    _told(issuer)
    await join(ours, ANN, "admin")
    by_password, by_provider = browsers(), browsers()
    await by_password.sign_in(ANN)
    home = (await by_password("GET", "/me")).json()["tenant_id"]
    url = await _begun(by_provider, await _trusted(theirs, issuer))
    assert (await _back(by_provider, url)).status_code == 303
    me = (await by_provider("GET", "/me")).json()
    assert (me["role"], me["tenant_id"] != home) == ("viewer", True)
    by_provider.csrf = me["csrf_token"]
    body = {"tenant_id": home}
    switched = await by_provider("POST", "/sessions/current/tenant", json=body)
    assert switched.status_code == 403
    here = (await by_provider("GET", "/sessions/current")).json()
    assert [(one["name"], one["role"]) for one in here["tenants"]] == [("theirs", "viewer")]
    seen = (await by_provider("GET", "/sessions")).json()["items"]
    assert [one["tenant_id"] for one in seen] == [me["tenant_id"]]
    # Nor does a password open the tenant that he came into by the provider's word.
    told = await by_password.sign_in(ANN)
    assert [one["name"] for one in told.json()["tenants"]] == ["ours"]


async def test_an_operator_by_a_providers_word_is_none(
    operator: Api, ours: Api, join: Joining, browser: Browser, issuer: str, services: Services
) -> None:
    _told(issuer)
    await join(ours, ANN, "admin")
    async with services.gate.begin(None) as connection:
        await connection.execute(text("UPDATE users SET operator = true"))
    await _back(browser, await _begun(browser, await _trusted(ours, issuer)))
    assert "operate" not in (await browser("GET", "/me")).json()["scopes"]
    await browser.sign_in(ANN)
    assert "operate" in (await browser("GET", "/me")).json()["scopes"]


async def test_who_was_removed_does_not_come_back_by_himself(
    ours: Api, browser: Browser, issuer: str
) -> None:
    _told(issuer)
    trusted = await _trusted(ours, issuer)
    await _back(browser, await _begun(browser, trusted))
    user_id = (await browser("GET", "/me")).json()["user_id"]
    assert (await ours("DELETE", f"/members/{user_id}")).status_code == 204
    assert (await browser("GET", "/me")).status_code == 401
    assert (await _back(browser, await _begun(browser, trusted))).status_code == 403


async def test_who_is_barred_is_not_let_in(
    ours: Api, browser: Browser, issuer: str, services: Services
) -> None:
    _told(issuer)
    trusted = await _trusted(ours, issuer)
    await _back(browser, await _begun(browser, trusted))
    user_id = uuid.UUID((await browser("GET", "/me")).json()["user_id"])
    async with services.gate.begin(None) as connection:
        await users.bar(connection, user_id, barred=True)
    assert (await _back(browser, await _begun(browser, trusted))).status_code == 401


async def test_a_provider_that_is_trusted_no_more_lets_nobody_stay(
    ours: Api, theirs: Api, browser: Browser, issuer: str
) -> None:
    _told(issuer)
    trusted = await _trusted(ours, issuer, role="admin")
    await _back(browser, await _begun(browser, trusted))
    path = f"/identity-providers/{trusted['id']}"
    for method in ("GET", "DELETE"):
        assert (await theirs(method, path)).status_code == 404
    assert (await theirs("PATCH", path, json={"role": "admin"})).status_code == 404
    refused = await ours("DELETE", path)
    assert refused.json()["error"]["code"] == "LAST_ADMIN"
    link = await ours.made("/invitations", {"email": "bob@example.com", "role": "admin"})
    await ours.made("/invitations/accept", {"token": link["token"], "password": PASSWORD})
    changed = await ours("PATCH", path, json={"role": "viewer", "client_secret": "another"})
    assert (changed.status_code, changed.json()["role"]) == (200, "viewer")
    assert (await ours("DELETE", path)).status_code == 204
    assert (await browser("GET", "/me")).status_code == 401
    assert len((await ours.got("/members"))["items"]) == 1


@pytest.mark.parametrize(
    "url", ["http://example.com", "https://user@example.com", "ftp://example.com", "https://a:22"]
)
async def test_an_issuer_is_a_public_server(
    url: str, ours: Api, app: FastAPI, services: Services, browser: Browser
) -> None:
    strict = replace(services.settings, allow_private=False)
    app.state.services = replace(services, settings=strict)
    body = {
        "name": "Example", "issuer": url, "client_id": "kinora", "client_secret": "hidden one",
        "domains": ["example.com"],
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {ours.key}"}
    answer = await browser("POST", "/identity-providers", json=body, headers=headers)
    assert answer.status_code == 422
    inside = await _trusted(ours, "https://127.0.0.1:8443")
    answer = await browser("GET", f"/oidc/{inside['id']}/start")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "URL_REFUSED")


KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
KEYS = KeySet([KEY])
NOW = int(time.time())
WORD: dict[str, Any] = {
    "iss": "https://login.example.com", "aud": "kinora", "sub": "ann", "nonce": "once",
    "iat": NOW, "exp": NOW + 300,
}  # fmt: skip


def _verify(token: str) -> Any:
    return verified(
        token,
        KEYS,
        issuer="https://login.example.com",
        client_id="kinora",
        nonce="once",
        now=lambda: NOW,
    )


def _signed(key: RSAKey = KEY, **changes: Any) -> str:
    claims = {name: value for name, value in (WORD | changes).items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def test_a_word_that_holds_is_taken() -> None:
    assert _verify(_signed())["sub"] == "ann"
    assert _verify(_signed(aud=["kinora"]))["sub"] == "ann"
    assert _verify(_signed(aud=["kinora", "other"], azp="kinora"))["sub"] == "ann"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://login.example.org"},
        {"aud": "other"},
        {"aud": ["kinora", "other"]},
        {"azp": "other"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"exp": NOW - 61},
        {"exp": None},
        {"iat": NOW + 3600},
    ],
)
def test_a_word_for_somebody_else_or_of_another_time_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Unauthenticated):
        _verify(_signed(**changes))


def test_a_word_that_the_issuer_did_not_sign_is_refused() -> None:
    unsigned = "eyJhbGciOiJub25lIn0." + _signed().split(".")[1] + "."
    public = KEY.as_pem(private=False).decode()
    for token in (_signed(OTHER), unsigned, "junk", "", _signed()[:-4] + "AAAA", public):
        with pytest.raises(Unauthenticated):
            _verify(token)

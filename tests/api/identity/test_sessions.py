"""Guards sign-in: the cookie, its token against forgery, its ends, the lock, and what is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.identity.turnstile import Turnstile
from api.services import Services
from store.database import Database
from store.repositories import users
from tests.api.conftest import Api
from tests.api.identity.conftest import PASSWORD, Browser, Joining


async def _owner(database_url: str, statement: str) -> None:
    owner = Database(database_url, "owner")
    async with owner.begin(None) as connection:
        await connection.execute(text(statement))
    await owner.close()


async def test_who_signs_in_gets_a_cookie_that_no_script_reads(
    ours: Api, join: Joining, browser: Browser
) -> None:
    user_id = await join(ours, "ann@example.com")
    answer = await browser.sign_in("  Ann@Example.com ")
    assert answer.status_code == 201, answer.text
    said = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=1209600"):
        assert part in said
    assert "Secure" not in said
    told = answer.json()
    assert (told["user_id"], told["role"]) == (str(user_id), "creator")
    assert [home["name"] for home in told["tenants"]] == ["ours"]
    me = (await browser("GET", "/me")).json()
    assert me["csrf_token"] == told["csrf_token"]
    assert (await ours.got("/audit"))["items"][0]["action"] == "session.created"


async def test_a_page_of_another_site_changes_nothing(
    ours: Api, join: Joining, browser: Browser
) -> None:
    await join(ours, "ann@example.com")
    await browser.sign_in("ann@example.com")
    forged = await browser("POST", "/projects", json={"name": "x"}, headers={"X-CSRF-Token": "y"})
    assert (forged.status_code, forged.json()["error"]["code"]) == (403, "CSRF")
    assert (await browser("POST", "/projects", json={"name": "x"})).status_code == 201


async def test_what_is_refused_says_nothing(ours: Api, join: Joining, browser: Browser) -> None:
    await join(ours, "ann@example.com")
    told: list[tuple[int, str, str]] = []
    for email in ("ann@example.com", "nobody@example.com"):
        answer = await browser.sign_in(email, "not the right one")
        error = answer.json()["error"]
        told.append((answer.status_code, error["code"], error["message"]))
    for _ in range(4):
        await browser.sign_in("ann@example.com", "not the right one")
    answer = await browser.sign_in("ann@example.com")
    error = answer.json()["error"]
    told.append((answer.status_code, error["code"], error["message"]))
    assert told[0][0] == 401
    assert told[0] == told[1] == told[2]


async def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(
    ours: Api, join: Joining, browser: Browser, database_url: str
) -> None:
    await join(ours, "ann@example.com")
    for _ in range(4):
        assert (await browser.sign_in("ann@example.com", "wrong")).status_code == 401
    assert (await browser.sign_in("ann@example.com")).status_code == 201
    for _ in range(5):
        assert (await browser.sign_in("ann@example.com", "wrong")).status_code == 401
    assert (await browser.sign_in("ann@example.com")).status_code == 401
    entries = (await ours.got("/audit", params={"kind": "user"}))["items"]
    assert [one["action"] for one in entries[:2]] == ["user.locked", "session.refused"]
    soon = timedelta(minutes=15, seconds=1).total_seconds()
    await _owner(
        database_url, f"UPDATE users SET locked_until = locked_until - interval '{soon} s'"
    )
    assert (await browser.sign_in("ann@example.com", "wrong")).status_code == 401
    assert (await browser.sign_in("ann@example.com")).status_code == 201


async def test_guesses_at_once_are_all_counted(
    ours: Api, join: Joining, services: Services
) -> None:
    user_id = await join(ours, "ann@example.com")
    counted: list[bool | None] = []
    for _ in range(7):
        async with services.gate.begin(None) as connection:
            counted.append(
                await users.take_attempt(connection, user_id, most=5, lock=timedelta(minutes=15))
            )
    assert counted == [False, False, False, False, True, None, None]


async def test_a_session_ends_when_idle_or_old(
    ours: Api, join: Joining, browser: Browser, database_url: str
) -> None:
    await join(ours, "ann@example.com")
    for statement in (
        "UPDATE sessions SET seen_at = now() - interval '12 hours 1 second'",
        "UPDATE sessions SET expires_at = now()",
    ):
        await browser.sign_in("ann@example.com")
        assert (await browser("GET", "/me")).status_code == 200
        await _owner(database_url, statement)
        assert (await browser("GET", "/me")).status_code == 401


async def test_one_sees_and_ends_ones_own_sessions_alone(
    ours: Api, join: Joining, browsers: Callable[[], Browser]
) -> None:
    await join(ours, "ann@example.com")
    await join(ours, "bob@example.com")
    here, there, bob = browsers(), browsers(), browsers()
    for who, email in ((here, "ann"), (there, "ann"), (bob, "bob")):
        await who.sign_in(f"{email}@example.com")
    listed = (await here("GET", "/sessions")).json()["items"]
    assert [one["current"] for one in listed] == [False, True]
    assert (await bob("DELETE", f"/sessions/{listed[0]['id']}")).status_code == 404
    assert (await here("DELETE", f"/sessions/{listed[0]['id']}")).status_code == 204
    assert (await there("GET", "/me")).status_code == 401
    left = await here("DELETE", "/sessions/current")
    assert left.status_code == 204
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert (await here("GET", "/me")).status_code == 401
    assert (await ours("GET", "/sessions")).status_code == 403


async def test_one_switches_between_ones_own_tenants(
    ours: Api, theirs: Api, operator: Api, join: Joining, browser: Browser
) -> None:
    await join(ours, "ann@example.com", "admin")
    await join(theirs, "ann@example.com", "viewer")
    foreign = (await operator.got("/tenants/current"))["id"]
    refused = await browser.sign_in("ann@example.com", tenant_id=foreign)
    assert refused.status_code == 404
    told = (await browser.sign_in("ann@example.com")).json()
    assert (await browser("GET", "/sessions/current")).json() == told
    homes = {home["name"]: home["id"] for home in told["tenants"]}
    assert told["tenant_id"] == homes["ours"]
    body = {"tenant_id": homes["theirs"]}
    switched = await browser("POST", "/sessions/current/tenant", json=body)
    assert (switched.status_code, switched.json()["role"]) == (200, "viewer")
    assert (await browser("GET", "/me")).json()["tenant_id"] == homes["theirs"]
    refused = await browser("POST", "/sessions/current/tenant", json={"tenant_id": foreign})
    assert refused.status_code == 404


async def test_logins_are_counted_by_account(
    ours: Api, join: Joining, app: FastAPI, services: Services, browser: Browser
) -> None:
    await join(ours, "ann@example.com")
    app.state.services = replace(services, turnstile=Turnstile(services.gate, counting=True))
    codes = [(await browser.sign_in("ann@example.com", PASSWORD)).status_code for _ in range(11)]
    assert codes == [201] * 10 + [429]


async def test_the_gate_writes_the_log_and_cannot_read_it(services: Services) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with services.gate.begin(None) as connection:
            await connection.execute(text("SELECT FROM audit"))

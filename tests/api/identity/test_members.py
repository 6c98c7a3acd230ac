"""Guards who belongs to a tenant: invitations, roles, the last admin, teams."""

import asyncio
import uuid
from collections.abc import Callable

from sqlalchemy import text

from api.services import Services
from store.database import Database
from store.repositories import users
from store.repositories.members import LastAdmin, set_role
from tests.api.conftest import Api
from tests.api.identity.conftest import PASSWORD, Browser, Joining
from tests.api.identity.mails import Post

ANN, BOB = "ann@example.com", "bob@example.com"


async def test_an_invitation_is_mailed_and_good_once(
    browser: Browser, ours: Api, join: Joining, post: Post, browsers: Callable[[], Browser]
) -> None:
    await join(ours, ANN, "admin")
    await browser.sign_in(ANN)
    invited = (await browser("POST", "/invitations", json={"email": "BOB@example.com"})).json()
    assert (invited["email"], invited["role"]) == (BOB, "creator")
    assert post.token() == invited["token"]
    assert post.mails[0]["To"] == BOB
    assert "token" not in (await browser("GET", "/invitations")).json()["items"][0]
    guest = browsers()
    body = {"token": invited["token"], "name": "Bob", "password": "short"}
    assert (await guest("POST", "/invitations/accept", json=body)).status_code == 422
    body["password"] = PASSWORD
    accepted = await guest("POST", "/invitations/accept", json=body)
    assert (accepted.status_code, accepted.json()["role"]) == (201, "creator")
    assert (await guest("GET", "/me")).status_code == 200
    again = await guest("POST", "/invitations/accept", json=body)
    assert again.json()["error"]["code"] == "TOKEN_VOID"
    listed = (await guest("GET", "/members")).json()["items"]
    assert [(one["email"], one["name"]) for one in listed] == [(BOB, "Bob"), (ANN, "")]
    twice = await browser("POST", "/invitations", json={"email": BOB})
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "ALREADY_MEMBER")
    log = await ours.got("/audit")
    assert invited["token"] not in str(log)
    assert "invitation.accepted" in [one["action"] for one in log["items"]]


async def test_who_holds_a_link_does_not_get_at_an_account(
    ours: Api, theirs: Api, join: Joining, browser: Browser, services: Services
) -> None:
    user_id = await join(ours, ANN)
    link = await theirs.made("/invitations", {"email": ANN, "role": "viewer"})
    body = {"token": link["token"], "password": "chosen by an admin"}
    assert (await browser("POST", "/invitations/accept", json=body)).status_code == 401
    async with services.gate.begin(None) as connection:
        assert len(await users.homes(connection, user_id)) == 1
    body["password"] = PASSWORD
    accepted = await browser("POST", "/invitations/accept", json=body)
    assert [home["role"] for home in accepted.json()["tenants"]] == ["creator", "viewer"]


async def test_an_invitation_ends_by_time_withdrawal_and_the_next_one(
    ours: Api, theirs: Api, browser: Browser, database_url: str
) -> None:
    links = [await ours.made("/invitations", {"email": ANN}) for _ in range(2)]
    links.append(await ours.made("/invitations", {"email": BOB}))
    assert (await theirs("DELETE", f"/invitations/{links[1]['id']}")).status_code == 404
    assert (await ours("DELETE", f"/invitations/{links[1]['id']}")).status_code == 204
    owner = Database(database_url, "owner")
    async with owner.begin(None) as connection:
        await connection.execute(text("UPDATE invitations SET expires_at = now()"))
    await owner.close()
    for link in links:
        body = {"token": link["token"], "password": PASSWORD}
        answer = await browser("POST", "/invitations/accept", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "TOKEN_VOID")


async def test_the_last_admin_stays(ours: Api, join: Joining, browser: Browser) -> None:
    ann, bob = await join(ours, ANN, "admin"), await join(ours, BOB)
    await browser.sign_in(ANN)
    for method, path in (("PATCH", str(ann)), ("DELETE", str(ann)), ("DELETE", "me")):
        more = {"json": {"role": "viewer"}} if method == "PATCH" else {}
        answer = await browser(method, f"/members/{path}", **more)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "LAST_ADMIN")
    raised = await browser("PATCH", f"/members/{bob}", json={"role": "admin"})
    assert raised.json()["role"] == "admin"
    assert (await browser("DELETE", "/members/me")).status_code == 204
    assert (await browser("GET", "/me")).status_code == 401


async def test_two_admins_cannot_demote_each_other_at_once(
    ours: Api, join: Joining, services: Services
) -> None:
    both = [await join(ours, ANN, "admin"), await join(ours, BOB, "admin")]
    tenant = uuid.UUID((await ours.got("/tenants/current"))["id"])

    async def demote(user_id: uuid.UUID) -> bool:
        async with services.app.begin(tenant) as connection:
            done = await set_role(connection, user_id, "viewer")
            await asyncio.sleep(0.1)
            return done

    done = await asyncio.gather(*map(demote, both), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == [LastAdmin.__name__, "bool"]


async def test_who_is_removed_is_out_at_once_with_his_keys(
    ours: Api, theirs: Api, join: Joining, browser: Browser, services: Services
) -> None:
    await join(ours, ANN, "admin")
    bob = await join(ours, BOB)
    await browser.sign_in(BOB)
    key = await ours.made("/keys", {"name": "bob's"})
    owner = Database(services.settings.database_url, "owner")
    async with owner.begin(None) as connection:
        await connection.execute(
            text("UPDATE api_keys SET user_id = :bob WHERE id = :key"),
            {"bob": bob, "key": uuid.UUID(key["id"])},
        )
    await owner.close()
    assert (await ours.as_(key["key"])("GET", "/me")).status_code == 200
    assert (await theirs("DELETE", f"/members/{bob}")).status_code == 404
    assert (await ours("DELETE", f"/members/{bob}")).status_code == 204
    assert (await browser("GET", "/me")).status_code == 401
    assert (await ours.as_(key["key"])("GET", "/me")).status_code == 401
    assert (await ours("GET", f"/members/{bob}")).status_code == 404


async def test_a_member_changes_no_roles(ours: Api, join: Joining, browser: Browser) -> None:
    bob = await join(ours, BOB)
    await browser.sign_in(BOB)
    answer = await browser("PATCH", f"/members/{bob}", json={"role": "admin"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (await browser("POST", "/invitations", json={"email": ANN})).status_code == 403


async def test_teams_hold_members_of_their_tenant_alone(
    ours: Api, theirs: Api, join: Joining
) -> None:
    ann, stranger = await join(ours, ANN), await join(theirs, BOB)
    team = await ours.made("/teams", {"name": "Writers"})
    path = f"/teams/{team['id']}"
    again = await ours("POST", "/teams", json={"name": "Writers"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "TEAM_EXISTS")
    for _ in range(2):
        assert (await ours("PUT", f"{path}/members/{ann}")).status_code == 204
    assert (await ours("PUT", f"{path}/members/{stranger}")).status_code == 404
    assert [one["email"] for one in (await ours.got(f"{path}/members"))["items"]] == [ANN]
    for method, where in (
        ("GET", path),
        ("DELETE", path),
        ("GET", f"{path}/members"),
        ("PUT", f"{path}/members/{stranger}"),
        ("DELETE", f"{path}/members/{ann}"),
    ):
        assert (await theirs(method, where)).status_code == 404, (method, where)
    await ours("PATCH", path, json={"name": "Authors"})
    assert (await ours.got(path))["name"] == "Authors"
    assert (await ours("DELETE", f"/members/{ann}")).status_code == 204
    assert (await ours.got(f"{path}/members"))["items"] == []
    assert (await ours("DELETE", path)).status_code == 204
    assert (await ours.got("/teams"))["items"] == []

"""Guards a user's erasure: he is gone everywhere, what he made stays, and the log keeps an id."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import text

from api.governance.erasing import Eraser
from api.governance.exporting import Exporter
from api.services import Services
from api.settings import Settings
from store.database import Database
from store.tables import metadata
from tests.api.conftest import Api
from tests.api.governance.conftest import Person, error, joined, signed_in
from tests.api.worlds import DOUBLED, PASSWORD

EMAIL = "ada@example.com"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url, objects_url=str(tmp_path / "objects"),
        scratch=tmp_path / "scratch", secrets=("a secret of the tests",), limits=False,
        erasure_grace_days=0,
    )  # fmt: skip


@pytest.fixture
async def ada(ours: Api, theirs: Api) -> Person:
    """A member of two tenants, an admin beside others in one."""
    await joined(ours, "boss@example.com", "admin", "Boss")
    await joined(ours, EMAIL, "admin")
    await joined(theirs, EMAIL)
    return await signed_in(ours, EMAIL)


async def erase(ada: Person) -> str:
    answer = await ada("POST", "/me/erasure", json={"password": PASSWORD})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


async def everything(owner: Database) -> str:
    async with owner.begin(None) as connection:
        return "\n".join(
            [
                f"{name}: {row}"
                for name in metadata.tables
                for row in await connection.scalars(text(f"SELECT {name}::text FROM {name}"))
            ]
        )


async def test_a_user_is_gone_everywhere_and_what_he_made_stays(
    ours: Api, theirs: Api, operator: Api, ada: Person, services: Services, keeper: Database,
    owner: Database,
) -> None:  # fmt: skip
    project = (await ada("POST", "/projects", json={"name": "Pier"})).json()
    await ada("PATCH", f"/projects/{project['id']}", json={"name": "Quay"})
    made = (await ada("POST", "/keys", json={"name": "mine", "role": "creator"})).json()
    async with owner.begin(None) as connection:
        await connection.execute(
            text("UPDATE api_keys SET user_id = :user WHERE id = :id"),
            {"user": ada.id, "id": made["id"]},
        )
    by_key = await ours.as_(made["key"])("POST", "/flows", json={
        "name": "sum", "flow": {"nodes": [{"id": "a", "type": "sample.number"}]}})  # fmt: skip
    assert by_key.status_code == 201, by_key.text
    deployed = await ada("POST", "/apis", json={"slug": "x", "name": "X", "flow": DOUBLED})
    await ada("POST", "/me/exports", json={})
    await Exporter(services).step(keeper)
    assert EMAIL in await everything(owner)
    erasure = await erase(ada)
    assert await Eraser(services).step(keeper)
    left = await everything(owner)
    assert EMAIL not in left and "Ada Ley" not in left
    own = [line for line in left.splitlines() if ada.id in line]
    assert {line.partition(":")[0] for line in own} <= {"audit", "erasures", "hits"}, own
    assert any(line.startswith("audit") for line in own), "that he did something is kept"
    assert not any("127.0.0.1" in line for line in own if line.startswith("audit"))
    kept = await ours.got(f"/projects/{project['id']}")
    assert (kept["name"], kept["made_by"]) == ("Quay", "user:erased")
    history = (await ours.got(f"/projects/{project['id']}/versions"))["items"]
    assert {one["made_by"] for one in history} == {"user:erased"}
    assert (await ours.got(f"/flows/{by_key.json()['id']}"))["made_by"] != f"key:{made['id']}"
    assert deployed.status_code == 201, deployed.text
    assert (await ada("GET", "/me")).status_code == 401
    assert (await ours.as_(made["key"])("GET", "/me")).status_code == 401
    refused = await ours.as_("")("POST", "/sessions", json={"email": EMAIL, "password": PASSWORD})
    assert refused.status_code == 401
    emails = [one["email"] for one in (await theirs.got("/members"))["items"]]
    assert EMAIL not in emails
    receipt = await operator.got(f"/erasures/{erasure}")
    assert (receipt["state"], receipt["of"]) == ("complete", "user")
    assert receipt["counts"]["users"] == 1 and receipt["counts"]["exports"] == 1
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    assert list(services.objects.stored(tenant)) == [], "his export's file is gone too"


async def test_it_goes_on_where_a_process_died(
    ours: Api, ada: Person, services: Services, keeper: Database, owner: Database,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await ada("POST", "/projects", json={"name": "Pier"})
    await erase(ada)
    eraser = Eraser(services)
    leave = eraser._leave  # pyright: ignore[reportPrivateUsage]

    async def dying(tenant: uuid.UUID, user_id: uuid.UUID) -> None:
        await leave(tenant, user_id)
        raise OSError("the network is away")

    monkeypatch.setattr(eraser, "_leave", dying)
    assert await eraser.step(keeper)
    async with owner.begin(None) as connection:
        row = (await connection.execute(text("SELECT state, code, place FROM erasures"))).one()
        assert (row.state, row.code) == ("running", "INTERNAL_ERROR")
        await connection.execute(text("UPDATE erasures SET leased_until = NULL"))
    refused = await ours.as_("")("POST", "/sessions", json={"email": EMAIL, "password": PASSWORD})
    assert refused.status_code == 401, "he is out from the first moment on"
    assert await Eraser(services).step(keeper)
    assert EMAIL not in await everything(owner)


async def test_the_last_admin_names_another_first(
    ours: Api, services: Services, keeper: Database
) -> None:
    await joined(ours, EMAIL, "admin")
    await joined(ours, "bob@example.com")
    ada = await signed_in(ours, EMAIL)
    refused = await ada("POST", "/me/erasure", json={"password": PASSWORD})
    assert error(refused) == (409, "LAST_ADMIN")
    assert "another member" in refused.json()["error"]["message"]
    bob = await signed_in(ours, "bob@example.com")
    await ada("PATCH", f"/members/{bob.id}", json={"role": "admin"})
    await erase(ada)
    await ours("PATCH", f"/members/{bob.id}", json={"role": "viewer"})
    assert await Eraser(services).step(keeper)
    waiting = (await ada("GET", "/me/erasure")).json()
    assert (waiting["state"], waiting["code"]) == ("waiting", "LAST_ADMIN")
    assert (await ada("DELETE", "/me/erasure")).status_code == 204


async def test_it_is_confirmed_by_who_it_is(ours: Api, ada: Person, owner: Database) -> None:
    wrong = await ada("POST", "/me/erasure", json={"password": "not the right one"})
    assert wrong.status_code == 401
    assert (await ada("POST", "/me/erasure", json={"email": EMAIL})).status_code == 422
    assert (await ours("POST", "/me/erasure", json={"email": EMAIL})).status_code == 403
    made = (await ada("POST", "/keys", json={"name": "k", "role": "creator"})).json()
    async with owner.begin(None) as connection:
        await connection.execute(
            text("UPDATE api_keys SET user_id = :user WHERE id = :id"),
            {"user": ada.id, "id": made["id"]},
        )
    by_key = await ours.as_(made["key"])("POST", "/me/erasure", json={"password": PASSWORD})
    assert by_key.status_code == 403


async def test_an_operator_erases_who_asks_by_mail(
    operator: Api, ours: Api, ada: Person, services: Services, keeper: Database
) -> None:
    body = {"user_id": ada.id, "confirm": "bob@example.com"}
    assert error(await operator("POST", "/erasures", json=body)) == (422, "NOT_CONFIRMED")
    made = await operator.made("/erasures", body | {"confirm": EMAIL})
    assert made["id"] in [one["id"] for one in (await operator.got("/erasures"))["items"]]
    assert (await operator("DELETE", f"/erasures/{made['id']}")).status_code == 204
    again = await operator("DELETE", f"/erasures/{made['id']}")
    assert error(again) == (409, "ERASURE_BEGUN")
    assert not await Eraser(services).step(keeper)


async def vouched_for(ada: Person, ours: Api, owner: Database) -> None:
    """Have her session be one that a provider began."""
    provider = await ours.made("/identity-providers", {
        "name": "corp", "issuer": "https://1.1.1.1", "client_id": "kinora", "client_secret": "s",
        "domains": ["example.com"]})  # fmt: skip
    async with owner.begin(None) as connection:
        await connection.execute(
            text(
                "UPDATE sessions SET provider_id = :provider WHERE user_id = :user "
                "AND tenant_id = (SELECT tenant_id FROM providers)"
            ),
            {"provider": provider["id"], "user": ada.id},
        )


async def test_a_providers_word_makes_nobody_vanish_from_other_tenants(
    ours: Api, ada: Person, owner: Database
) -> None:
    await vouched_for(ada, ours, owner)
    refused = await ada("POST", "/me/erasure", json={"email": EMAIL})
    assert error(refused) == (403, "FORBIDDEN")
    export = (await ada("POST", "/me/exports", json={})).json()
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    async with owner.begin(None) as connection:
        homes = await connection.scalar(
            text("SELECT homes FROM exports WHERE id = :id"), {"id": export["id"]}
        )
        assert homes == [tenant]
        await connection.execute(text("UPDATE users SET password_hash = NULL"))
        await connection.execute(
            text("DELETE FROM memberships WHERE user_id = :user AND tenant_id <> :tenant"),
            {"user": ada.id, "tenant": tenant},
        )
    wrong = await ada("POST", "/me/erasure", json={"email": "bob@example.com"})
    assert error(wrong) == (422, "NOT_CONFIRMED")
    right = await ada("POST", "/me/erasure", json={"email": EMAIL})
    assert right.status_code == 202, right.text


async def test_his_address_is_gone_from_invitations_and_from_what_the_log_says_of_them(
    ours: Api, operator: Api, ada: Person, services: Services, keeper: Database, owner: Database
) -> None:
    await operator.made("/invitations", {"email": EMAIL, "role": "admin"})
    await ours.made("/invitations", {"email": "x" + EMAIL, "role": "viewer"})
    await erase(ada)
    assert await Eraser(services).step(keeper)
    left = await everything(owner)
    assert left.count(EMAIL) == left.count("x" + EMAIL) == 2, "another's address stays as it is"
    log = (await operator.got("/audit", params={"kind": "invitation"}))["items"]
    assert log[0]["data"] == {"email": "erased", "role": "admin"}

"""Guards a tenant's erasure: all of it goes, nothing of another's, whenever a process dies."""

import asyncio
import hashlib
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.governance import erasing
from api.governance.erasing import Eraser, Pace
from api.services import Services
from api.settings import Settings
from media.ids import LOCAL_TENANT, uuid7
from store.database import Database
from store.repositories import erasures, purging
from store.tables import metadata
from tests.api.conftest import Api
from tests.api.governance.conftest import error, joined, signed_in
from tests.api.worlds import populated

PATH = "/tenants/current/erasure"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url, objects_url=str(tmp_path / "objects"),
        scratch=tmp_path / "scratch", secrets=("a secret of the tests",), limits=False,
        erasure_grace_days=0,
    )  # fmt: skip


async def tenant_of(api: Api) -> uuid.UUID:
    return uuid.UUID((await api.got("/me"))["tenant_id"])


async def snapshot(owner: Database, tenant: uuid.UUID, objects: Path) -> dict[str, Any]:
    """All rows of a tenant as text, and its files by their digests."""
    found: dict[str, Any] = {}
    async with owner.begin(tenant) as connection:
        for name, table in metadata.tables.items():
            if "tenant_id" not in table.c:
                continue
            rows = await connection.scalars(
                text(f"SELECT {name}::text FROM {name} WHERE tenant_id = :tenant ORDER BY 1"),
                {"tenant": tenant},
            )
            found[name] = list(rows)
        people = await connection.scalars(
            text(
                "SELECT users::text FROM users JOIN memberships ON user_id = users.id "
                "WHERE tenant_id = :tenant ORDER BY 1"
            ),
            {"tenant": tenant},
        )
        found["users"] = list(people)
    for path in sorted(path for path in objects.rglob("*") if path.is_file()):
        if str(tenant) in path.parts:
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def counted(found: dict[str, Any]) -> dict[str, int]:
    return {name: len(rows) for name, rows in found.items() if rows and name != "erasures"}


async def asked(api: Api, name: str) -> dict[str, Any]:
    return await api.made(PATH, {"confirm": name})


async def test_a_tenant_goes_and_another_stays_to_the_byte(
    ours: Api, theirs: Api, operator: Api, services: Services, keeper: Database, owner: Database,
    settings: Settings,
) -> None:  # fmt: skip
    await populated(ours)
    await populated(theirs)
    await joined(ours, "both@example.com", "admin")
    await joined(theirs, "both@example.com")
    tenant, other = await tenant_of(ours), await tenant_of(theirs)
    objects = Path(settings.objects_url)
    before = await snapshot(owner, other, objects)
    full = counted(await snapshot(owner, tenant, objects))
    assert {"runs", "artifacts", "audit", "releases", "users", "webhooks"} <= full.keys()
    receipt = await asked(ours, "ours")
    eraser = Eraser(services)
    assert await eraser.step(keeper)
    after = await snapshot(owner, tenant, objects)
    assert counted(after) == {}
    assert not [path for path in objects.rglob("*") if str(tenant) in path.parts]
    assert await snapshot(owner, other, objects) == before
    assert (await ours("GET", "/me")).status_code == 401
    done = await operator.got(f"/erasures/{receipt['id']}")
    assert done["state"] == "complete" and done["user_id"] is None
    for name in ("audit", "artifacts", "memberships", "objects", "tenants"):
        assert done["counts"].get(name), name
    assert done["counts"]["users"] == 1, "who belongs to another tenant stays"
    assert not await eraser.step(keeper)
    log = (await operator.got("/audit", params={"object_id": str(tenant)}))["items"]
    assert log[0]["action"] == "tenant.erased"
    assert await signed_in(theirs, "both@example.com")


async def test_it_goes_on_wherever_a_process_died(
    ours: Api, services: Services, keeper: Database, owner: Database, settings: Settings,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    await populated(ours)
    tenant, objects = await tenant_of(ours), Path(settings.objects_url)
    await asked(ours, "ours")
    full = counted(await snapshot(owner, tenant, objects))
    calls = {"left": 0}
    delete = purging.delete_some

    async def dying(connection: AsyncConnection, *more: Any, **options: Any) -> int:
        calls["left"] -= 1
        if calls["left"] == 0:
            raise asyncio.CancelledError
        return await delete(connection, *more, **options)

    monkeypatch.setattr(erasing.purging, "delete_some", dying)
    died, sizes = 0, [sum(full.values())]
    for lives in range(1, 20):
        calls["left"] = 12 * lives
        try:
            await Eraser(services, pace=Pace(lease_s=0.05, batch=3)).step(keeper)
            break
        except asyncio.CancelledError:
            died += 1
            sizes.append(sum(counted(await snapshot(owner, tenant, objects)).values()))
            await asyncio.sleep(0.06)
    assert died >= 3 and sizes == sorted(sizes, reverse=True)
    assert counted(await snapshot(owner, tenant, objects)) == {}
    async with owner.begin(None) as connection:
        row = (await connection.execute(text("SELECT state, counts FROM erasures"))).one()
    assert row.state == "complete"
    for name in ("sentences", "versions", "audit", "users"):
        assert row.counts[name] >= full[name], "what was counted in vain would be less"


async def test_the_name_confirms_and_the_grace_allows_to_call_it_off(
    ours: Api, theirs: Api, services: Services, keeper: Database, owner: Database
) -> None:
    assert error(await ours("POST", PATH, json={"confirm": "theirs"})) == (422, "NOT_CONFIRMED")
    assert (await ours("GET", PATH)).status_code == 404
    async with services.app.begin(await tenant_of(ours)) as connection:
        row = await erasures.ask(
            connection, erasure_id=uuid7(), tenant=await tenant_of(ours), user_id=None,
            made_by="user:x", grace=timedelta(days=7),
        )  # fmt: skip
    again = await asked(ours, "ours")
    assert again["id"] == str(row.id) and again["state"] == "waiting"
    assert (await theirs("GET", PATH)).status_code == 404
    assert not await Eraser(services).step(keeper), "it is not due"
    assert (await ours("DELETE", PATH)).status_code == 204
    assert (await ours("DELETE", PATH)).status_code == 404
    async with owner.begin(None) as connection:
        await connection.execute(text("UPDATE erasures SET due_at = now() - interval '1 day'"))
    assert not await Eraser(services).step(keeper), "it was called off"
    assert (await ours.got("/me"))["role"] == "admin"


async def test_only_an_admin_asks_and_only_the_operator_for_the_platforms_own(
    ours: Api, operator: Api, services: Services, keeper: Database, owner: Database,
    settings: Settings,
) -> None:  # fmt: skip
    creator = ours.as_((await ours.made("/keys", {"name": "c"}))["key"])
    assert (await creator("POST", PATH, json={"confirm": "ours"})).status_code == 403
    admin = operator.as_((await operator.made("/keys", {"name": "a", "role": "admin"}))["key"])
    assert (await admin("POST", PATH, json={"confirm": "local"})).status_code == 403
    assert (await ours("POST", "/erasures", json={"confirm": "x"})).status_code == 403
    await operator.made("/projects", {"name": "Of the house"})
    await asked(operator, "local")
    assert await Eraser(services).step(keeper)
    async with owner.begin(LOCAL_TENANT) as connection:
        kept = await connection.scalar(text("SELECT count(*) FROM tenants"))
        left = await connection.scalar(text("SELECT count(*) FROM projects"))
    assert (kept, left) == (2, 0), "the tenant of the house stays, and is empty"
    assert (await operator("GET", "/me")).status_code == 401
    assert await tenant_of(ours)


async def test_runs_at_work_are_told_to_end_and_waited_for(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    film = await ours.made("/films", {"script": "The boat left at dawn."})
    async with owner.begin(None) as connection:
        await connection.execute(
            text(
                "UPDATE runs SET state = 'running', lease_owner = 'x', "
                "lease_until = now() + interval '1 hour' WHERE id = :id"
            ),
            {"id": film["id"]},
        )
    await asked(ours, "ours")
    eraser = Eraser(services, pace=Pace(waits_s=0, lease_s=0.01))
    for _ in range(2):
        assert await eraser.step(keeper)
        await asyncio.sleep(0.02)
    async with owner.begin(None) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM commands")) == 1
        assert await connection.scalar(text("SELECT count(*) FROM sentences")) == 1
        await connection.execute(
            text("UPDATE runs SET state = 'cancelled', lease_until = NULL, finished_at = now()")
        )
    assert await eraser.step(keeper)
    async with owner.begin(None) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM runs")) == 0


async def test_audit_and_ledger_stay_as_they_are_for_all_but_the_keeper(
    ours: Api, services: Services, owner: Database, keeper: Database
) -> None:
    await ours.made("/projects", {"name": "One"})
    tenant = await tenant_of(ours)
    for database in (owner, services.app, services.gate):
        for statement in ("DELETE FROM audit", "UPDATE audit SET address = NULL", "TRUNCATE audit"):
            with pytest.raises(Exception, match=r"never changed|permission denied"):
                async with database.begin(tenant) as connection:
                    await connection.execute(text(statement))
    with pytest.raises(Exception, match="permission denied"):
        async with keeper.begin(tenant) as connection:
            await connection.execute(text("UPDATE audit SET actor = 'user:somebody'"))
    async with keeper.begin(None) as connection:
        assert await connection.scalar(text("SELECT count(*) FROM audit")) == 0
        assert (await connection.execute(text("DELETE FROM audit"))).rowcount == 0

"""Guards retention: what is too old goes, what is not stays, by one process for all."""

import asyncio
import os
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from api.governance.housekeeping import Housekeeper
from api.services import Services
from api.settings import Settings
from store.database import Database
from tests.api.conftest import Api
from tests.api.governance.conftest import error
from tests.api.worlds import populated

PATH = "/tenants/current/retention"
DAY_S = 86_400


async def aged(owner: Database, *statements: str) -> None:
    """Make things older than they are."""
    async with owner.begin(None) as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await connection.execute(text(statement))


async def count(owner: Database, query: str) -> Any:
    async with owner.begin(None) as connection:
        return await connection.scalar(text(f"SELECT count(*) FROM {query}"))


async def tenant_of(api: Api) -> uuid.UUID:
    return uuid.UUID((await api.got("/me"))["tenant_id"])


async def test_a_policy_has_defaults_bounds_and_versions(ours: Api, theirs: Api) -> None:
    answer = await ours("GET", PATH)
    assert answer.json()["deleted_days"] == 30 and answer.json()["audit_days"] is None
    assert answer.headers["ETag"] == '"0"'
    said = await ours("PUT", PATH, json={"deleted_days": 3}, headers={"If-Match": '"0"'})
    assert (said.status_code, said.headers["ETag"]) == (200, '"1"')
    stale = await ours("PUT", PATH, json={}, headers={"If-Match": '"0"'})
    assert error(stale) == (412, "VERSION_MISMATCH")
    for body in ({"deleted_days": 0}, {"audit_days": 29}, {"events_days": 6}, {"x_days": 1}):
        assert (await ours("PUT", PATH, json=body)).status_code == 422, body
    assert (await theirs.got(PATH))["deleted_days"] == 30
    reader = ours.as_((await ours.made("/keys", {"name": "r", "role": "viewer"}))["key"])
    assert (await reader("PUT", PATH, json={})).status_code == 403


async def test_what_was_deleted_long_ago_goes_with_its_history_and_nothing_else(
    ours: Api, theirs: Api, services: Services, keeper: Database, owner: Database
) -> None:
    world, other = await populated(ours), await populated(theirs)
    project = world.ids["projects"]
    await ours("DELETE", f"/projects/{project}")
    await ours("DELETE", f"/flows/{world.ids['flows']}")
    kept = await ours.made("/projects", {"name": "Deleted a moment ago"})
    await ours("DELETE", f"/projects/{kept['id']}")
    await aged(
        owner,
        f"UPDATE projects SET deleted_at = now() - interval '31 days' WHERE id = '{project}'",
        "UPDATE flows SET deleted_at = now() - interval '31 days' WHERE deleted_at IS NOT NULL",
        "UPDATE runs SET state = 'succeeded', finished_at = now()",
    )
    assert await Housekeeper(services).sweep_rows(keeper)
    assert await count(owner, f"projects WHERE id = '{project}'") == 0
    assert await count(owner, f"sentences WHERE project_id = '{project}'") == 0
    assert await count(owner, f"runs WHERE project = '{project}'") == 0
    assert await count(owner, f"versions WHERE object_id = '{project}'") == 0
    assert await count(owner, f"versions WHERE object_id = '{world.ids['flows']}'") == 0
    assert await count(owner, f"projects WHERE id = '{kept['id']}'") == 1
    assert await count(owner, f"versions WHERE object_id = '{other.ids['projects']}'") > 0
    assert await count(owner, f"runs WHERE project = '{other.ids['projects']}'") == 1
    (note,) = [
        one for one in (await ours.got("/audit"))["items"] if one["action"] == "retention.applied"
    ]
    assert note["data"]["projects"] == 1 and note["data"]["flows"] == 1
    assert note["actor"] == "system:retention"
    others = (await theirs.got("/audit"))["items"]
    assert not [one for one in others if one["action"] == "retention.applied"]


async def test_a_purged_folder_lets_go_of_what_lives_in_it(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    world = await populated(ours)
    within = await ours.made("/folders", {"name": "Sky", "parent_id": world.ids["folders"]})
    await ours("DELETE", f"/folders/{world.ids['folders']}")
    await aged(
        owner,
        "UPDATE folders SET deleted_at = now() - interval '31 days' WHERE deleted_at IS NOT NULL",
    )
    await Housekeeper(services).sweep_rows(keeper)
    assert await count(owner, f"folders WHERE id = '{world.ids['folders']}'") == 0
    assert (await ours.got(f"/artifacts/{world.ids['artifacts']}"))["folder_id"] is None
    assert (await ours.got(f"/folders/{within['id']}"))["parent_id"] is None


async def test_old_runs_keep_their_outputs_and_their_end(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    world = await populated(ours)
    run, tenant = world.ids["runs"], await tenant_of(ours)
    step = (
        f"('{tenant}', '{run}', 'a', '{{}}', 'sample.number', 'succeeded', "
        "'{\"in\": 1}', '{\"number\": 2}')"
    )
    await aged(
        owner,
        f"INSERT INTO steps (tenant_id, run_id, node, path, type, state, inputs, outputs) "
        f"VALUES {step}",
        f"INSERT INTO events (tenant_id, run_id, seq, type, data) VALUES "
        f"('{tenant}', '{run}', 1, 'step.ended', '{{}}'), "
        f"('{tenant}', '{run}', 2, 'run.ended', '{{}}')",
        "UPDATE runs SET state = 'succeeded', finished_at = now() - interval '91 days'",
    )
    await ours("POST", f"/projects/{world.ids['projects']}/archive")
    keeping = Housekeeper(services)
    await keeping.sweep_rows(keeper)
    assert await count(owner, "events") == 2, "an archived project keeps all"
    await ours("POST", f"/projects/{world.ids['projects']}/unarchive")
    await aged(owner, "UPDATE chores SET done_at = NULL")
    await keeping.sweep_rows(keeper)
    assert await count(owner, "events WHERE type = 'run.ended'") == 1
    assert await count(owner, "events") == 1
    assert await count(owner, "steps WHERE inputs IS NULL AND outputs IS NOT NULL") == 1


async def test_the_audit_log_is_kept_for_ever_unless_its_tenant_says_otherwise(
    ours: Api, theirs: Api, services: Services, keeper: Database, owner: Database
) -> None:
    for api in (ours, theirs):
        await api.made("/projects", {"name": "One"})
    await ours("PUT", PATH, json={"audit_days": 30})
    await aged(owner, "UPDATE audit SET created_at = now() - interval '31 days'")
    mine, other = await tenant_of(ours), await tenant_of(theirs)
    before = await count(owner, f"audit WHERE tenant_id = '{other}'")
    await Housekeeper(services).sweep_rows(keeper)
    actions = [one["action"] for one in (await ours.got("/audit"))["items"]]
    assert actions == ["retention.applied"]
    assert await count(owner, f"audit WHERE tenant_id = '{other}'") == before
    assert await count(owner, f"audit WHERE tenant_id = '{mine}'") == 1


async def test_what_is_over_by_itself_is_forgotten(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    await populated(ours)
    await ours.made("/projects", {"name": "One"}, headers={"Idempotency-Key": "once"})
    waiting, within = await count(owner, "invitations"), await count(owner, "sessions")
    assert waiting and within and await count(owner, "answers")
    await Housekeeper(services).sweep_rows(keeper)
    assert (await count(owner, "invitations"), await count(owner, "sessions")) == (waiting, within)
    await aged(
        owner,
        "UPDATE chores SET done_at = now() - interval '61 minutes'",
        "UPDATE sessions SET expires_at = now() - interval '1 s'",
        "UPDATE invitations SET expires_at = now() - interval '31 days'",
        "UPDATE answers SET created_at = now() - interval '25 hours'",
        "UPDATE hits SET minute = minute - 60",
        "INSERT INTO resets SELECT 'x', id, now() - interval '1 s' FROM users LIMIT 1",
    )
    assert await Housekeeper(services).sweep_rows(keeper)
    for table in ("sessions", "invitations", "answers", "resets", "hits"):
        assert await count(owner, table) == 0, table


async def test_one_process_does_it_once_an_hour(services: Services, keeper: Database) -> None:
    one, two = Housekeeper(services), Housekeeper(services)
    assert sorted(await asyncio.gather(one.sweep_rows(keeper), two.sweep_rows(keeper))) == [
        False, True,
    ]  # fmt: skip
    assert not await one.sweep_rows(keeper)


async def test_rows_that_somebody_holds_are_left_for_another_time(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    for name in ("One", "Two"):
        made = await ours.made("/projects", {"name": name})
        await ours("DELETE", f"/projects/{made['id']}")
    await aged(owner, "UPDATE projects SET deleted_at = now() - interval '31 days'")
    async with owner.begin(None) as connection:
        await connection.execute(text("SELECT FROM projects WHERE name = 'One' FOR UPDATE"))
        async with asyncio.timeout(10):
            await Housekeeper(services).sweep_rows(keeper)
    assert await count(owner, "projects") == 1


async def test_files_that_nothing_names_go_and_all_others_stay(
    ours: Api, services: Services, keeper: Database, owner: Database, settings: Settings,
    tmp_path: Path,
) -> None:  # fmt: skip
    await populated(ours)
    tenant = await tenant_of(ours)
    await aged(owner, "UPDATE runs SET state = 'succeeded', finished_at = now()")
    named = {one.digest for one in services.objects.stored(tenant)}
    assert named
    for name in ("old", "young"):
        (tmp_path / name).write_text(name)
    old, _ = services.objects.take(tenant, tmp_path / "old")
    young, _ = services.objects.take(tenant, tmp_path / "young")
    for path in (Path(settings.objects_url) / str(tenant)).glob("??/*"):
        if path.name != young:
            os.utime(path, (time.time() - 31 * DAY_S, time.time() - 31 * DAY_S))
    keeping = Housekeeper(services, now=lambda: datetime.now(UTC))
    assert await keeping.sweep_files(keeper)
    assert {one.digest for one in services.objects.stored(tenant)} == named | {young}
    (note,) = [
        one for one in (await ours.got("/audit"))["items"] if one["action"] == "retention.applied"
    ]
    assert note["data"] == {"files": 1, "bytes": 3}
    assert old not in named


async def test_results_that_nobody_asks_for_are_forgotten_before_their_files(
    ours: Api, services: Services, keeper: Database, owner: Database, tmp_path: Path,
    settings: Settings,
) -> None:  # fmt: skip
    tenant = await tenant_of(ours)
    (tmp_path / "kept").write_text("kept")
    digest, _ = services.objects.take(tenant, tmp_path / "kept")
    for path in (Path(settings.objects_url) / str(tenant)).glob("??/*"):
        os.utime(path, (time.time() - 300 * DAY_S, time.time() - 300 * DAY_S))
    await aged(
        owner,
        "INSERT INTO cache (tenant_id, key, type, outputs, used_at) VALUES "
        f"('{tenant}', 'k', 't', '{{\"a\": {{\"digest\": \"{digest}\"}}}}', "
        "now() - interval '200 days')",
    )
    keeping = Housekeeper(services)
    await keeping.sweep_files(keeper)
    assert [one.digest for one in services.objects.stored(tenant)] == [digest]
    await keeping.sweep_rows(keeper)
    await aged(owner, "UPDATE chores SET done_at = NULL")
    await keeping.sweep_files(keeper)
    assert list(services.objects.stored(tenant)) == []


async def test_an_upload_has_as_long_as_its_tenant_says(ours: Api) -> None:
    declared = {"name": "notes.txt", "kind": "document", "num_bytes": 5}
    for days, body in ((1, None), (5, {"uploads_days": 5})):
        if body:
            await ours("PUT", PATH, json=body)
        made = await ours.made("/uploads", declared)
        life = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(
            made["created_at"]
        )
        assert life.days == days

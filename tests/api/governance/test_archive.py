"""Guards the archive, and what comes back: archived projects are read and not changed."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.api.governance.conftest import error
from tests.api.worlds import SCRIPT, World, populated


@pytest.fixture
async def world(ours: Api) -> World:
    made = await populated(ours)
    answer = await ours("POST", f"/projects/{made.ids['projects']}/archive")
    assert answer.status_code == 200 and answer.json()["archived_at"], answer.text
    return made


CHANGES: list[tuple[str, str, Any]] = [
    ("PATCH", "/projects/{projects}", {"name": "x"}),
    ("DELETE", "/projects/{projects}", None),
    ("PUT", "/projects/{projects}/script", {"text": "Words."}),
    ("PATCH", "/projects/{projects}/sentences/{sentence}", {"text": "Words."}),
    ("POST", "/projects/{projects}/versions/1/restore", {}),
    ("POST", "/films", {"project_id": "{projects}"}),
    ("POST", "/films", {"project_id": "{projects}", "script": SCRIPT}),
    ("POST", "/runs/{runs}/retry", {}),
    ("POST", "/characters", {"name": "New", "project_id": "{projects}"}),
    ("PATCH", "/characters/{characters}", {"name": "x"}),
    ("DELETE", "/characters/{characters}", None),
]


async def test_nothing_in_it_changes(ours: Api, world: World) -> None:
    ids = world.ids | world.more
    before = await ours.got(f"/projects/{ids['projects']}")
    for method, path, body in CHANGES:
        sent = body and {
            key: value.format(**ids) if "{" in value else value for key, value in body.items()
        }
        answer = await ours(method, path.format(**ids), json=sent)
        assert error(answer) == (409, "PROJECT_ARCHIVED"), (method, path, answer.text)
        assert "unarchive" in answer.json()["error"]["message"]
    assert await ours.got(f"/projects/{ids['projects']}") == before
    assert "The boat" in (await ours.got(f"/projects/{ids['projects']}/script"))["text"]
    assert (await ours("POST", f"/projects/{ids['projects']}/unarchive")).status_code == 200
    answer = await ours("PATCH", f"/projects/{ids['projects']}", json={"name": "x"})
    assert (answer.status_code, answer.json()["archived_at"]) == (200, None)


async def test_it_is_left_out_of_lists_unless_it_is_asked_for(ours: Api, world: World) -> None:
    for kind in ("projects", "characters"):
        assert (await ours.got(f"/{kind}"))["items"] == []
        all_of_them = (await ours.got(f"/{kind}", params={"archived": "true"}))["items"]
        assert [one["id"] for one in all_of_them] == [world.ids[kind]]


async def test_archiving_twice_is_archiving_once(ours: Api, world: World) -> None:
    path = f"/projects/{world.ids['projects']}"
    one = await ours.got(path)
    again = await ours("POST", f"{path}/archive")
    assert again.json() == one
    stale = await ours("POST", f"{path}/unarchive", headers={"If-Match": '"1"'})
    assert error(stale) == (412, "VERSION_MISMATCH")


async def test_a_former_version_does_not_bring_it_out_of_the_archive(ours: Api) -> None:
    made = await ours.made("/projects", {"name": "One"})
    path = f"/projects/{made['id']}"
    await ours("POST", f"{path}/archive")
    await ours("POST", f"{path}/unarchive")
    versions = (await ours.got(f"{path}/versions"))["items"]
    assert all("archived_at" not in one["data"] for one in versions)
    back = await ours("POST", f"{path}/versions/2/restore", json={})
    assert (back.status_code, back.json()["archived_at"]) == (200, None)


async def test_a_deleted_artifact_comes_back(ours: Api) -> None:
    world = await populated(ours)
    path = f"/artifacts/{world.ids['artifacts']}"
    kept = await ours.got(path)
    await ours("DELETE", path)
    assert (await ours("GET", path)).status_code == 404
    await ours("DELETE", f"/folders/{world.ids['folders']}")
    back = await ours("POST", f"{path}/restore")
    assert (back.status_code, back.json()["folder_id"]) == (200, None)
    assert (await ours.got(path))["asset"] == kept["asset"]
    assert (await ours("GET", f"{path}/content")).content == b"words"


async def test_a_file_that_was_kept_again_is_not_there_twice(ours: Api) -> None:
    world = await populated(ours)
    path = f"/artifacts/{world.ids['artifacts']}"
    await ours("DELETE", path)
    sent = await ours.made("/uploads", {"name": "b.txt", "kind": "document", "num_bytes": 5})
    await ours("PUT", f"/uploads/{sent['id']}/content", content=b"words")
    again = await ours.made(f"/uploads/{sent['id']}/finish", {})
    assert again["artifact_id"] != world.ids["artifacts"]
    assert error(await ours("POST", f"{path}/restore")) == (409, "ALREADY_KEPT")

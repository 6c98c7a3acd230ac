"""Guards the walls between tenants: what is another's is not there, by whatever way it is asked.

The routes are taken from the OpenAPI document, so that none is forgotten.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from api.app import create_app
from api.settings import Settings
from store.database import Database
from store.tables import metadata
from tests.api.conftest import Api
from tests.api.worlds import BODIES, SCRIPT, SHARED, World, populated

METHODS = ("get", "post", "put", "patch", "delete")


def routes() -> Iterator[tuple[str, str, str]]:
    """(method, path, operation) of every route that names an object."""
    app = create_app(
        Settings(database_url="postgresql://", objects_url="o", scratch=Path("s"), secrets=("s",))
    )
    for path, methods in app.openapi()["paths"].items():
        for method in METHODS:
            if "{" in path and method in methods:
                yield method, path, methods[method]["operationId"]


def body_of(operation: str, world: World) -> dict[str, Any] | None:
    if operation == "sentences_change_many":
        return {"sentences": [{"id": world.more["sentence"], "text": "Words."}]}
    return BODIES.get(operation)


async def test_every_route_hides_what_is_anothers(ours: Api, theirs: Api) -> None:
    world = await populated(theirs)
    wrong: list[str] = []
    for method, path, operation in routes():
        if operation in SHARED:
            continue
        asked = world.path(path)
        assert "{" not in asked, f"tests/api/worlds.py has no object for {path}"
        answer = await ours(method.upper(), asked, json=body_of(operation, world))
        if answer.status_code != 404 or answer.json()["error"]["code"] != "NOT_FOUND":
            wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []


async def test_the_same_routes_show_their_own(theirs: Api) -> None:
    # Else the test above would pass for routes that show nobody anything.
    world = await populated(theirs)
    for method, path, operation in routes():
        if method == "get" and operation not in SHARED and operation != "runs_events":
            answer = await theirs("GET", world.path(path))
            assert answer.status_code in (200, 409), (path, answer.text)


async def test_ids_of_others_in_bodies_and_filters_find_nothing(ours: Api, theirs: Api) -> None:
    world = await populated(theirs)
    project = world.ids["projects"]
    for path, body in (
        ("/films", {"project_id": project}),
        ("/films", {"project_id": project, "script": SCRIPT}),
        ("/projects", {"name": "Spy", "options": {"style_id": world.ids["styles"]}}),
        ("/films", {"script": SCRIPT, "options": {"style_id": world.ids["styles"]}}),
        ("/styles", {"name": "Spy", "base": "ink", "lora": {"file": world.more["lora"]}}),
        ("/films", {"script": SCRIPT, "options": {"style_id": world.more["own_style"]}}),
        ("/characters", {"name": "Spy", "project_id": project}),
        ("/apis", {"slug": "spy", "name": "Spy", "flow_id": world.ids["flows"]}),
    ):
        assert (await ours("POST", path, json=body)).status_code == 404, path
    assert (await ours.got("/runs", params={"project": project}))["items"] == []
    assert (await ours.got("/audit", params={"object_id": project}))["items"] == []
    own = await ours.made("/films", {"script": SCRIPT})
    foreign = {"sentences": [{"id": world.more["sentence"], "text": "Words."}]}
    answer = await ours("PATCH", f"/projects/{own['project_id']}/sentences", json=foreign)
    assert answer.status_code == 404
    budget = {"scope": "run", "name": world.ids["runs"], "limit_micros": 1}
    assert (await ours("PUT", "/budgets", json=budget)).status_code == 404


async def test_an_idempotency_key_is_its_tenants_own(ours: Api, theirs: Api) -> None:
    headers = {"Idempotency-Key": "the same"}
    one = await ours("POST", "/projects", json={"name": "One"}, headers=headers)
    other = await theirs("POST", "/projects", json={"name": "Two"}, headers=headers)
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["id"] != other.json()["id"]


async def test_without_a_tenant_no_row_is_seen(theirs: Api, database_url: str) -> None:
    await populated(theirs)
    database = Database(database_url, "kinora_app")
    owned = [table for table in metadata.tables.values() if "tenant_id" in table.c]
    async with database.begin(None) as connection:
        for table in owned:
            if not await _readable(connection, table.name):
                continue
            assert await connection.scalar(select(func.count()).select_from(table)) == 0, table.name
    await database.close()


async def _readable(connection: Any, table: str) -> bool:
    return bool(await connection.scalar(select(func.has_table_privilege(table, "SELECT"))))


@pytest.mark.parametrize("key", ["", "kin_", "kin_0000000000_x", "Bearer", "kin_\x00", "x" * 5000])
async def test_nobody_gets_in_without_a_key(operator: Api, key: str) -> None:
    answer = await operator.as_(key)("GET", "/projects")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


async def test_scopes_narrow_a_key(ours: Api) -> None:
    made = await ours.made("/keys", {"name": "reader", "role": "viewer"})
    reader = ours.as_(made["key"])
    assert (await reader("GET", "/projects")).status_code == 200
    assert (await reader("POST", "/projects", json={"name": "x"})).status_code == 403
    assert (await reader("GET", "/keys")).status_code == 403
    assert (await ours("POST", "/tenants", json={"name": "x"})).status_code == 403
    robot = ours.as_(
        (await ours.made("/keys", {"name": "r", "scopes": ["read", "admin"], "role": "admin"}))[
            "key"
        ]
    )
    assert (await robot("POST", "/keys", json={"name": "more", "role": "admin"})).status_code == 403


async def test_a_key_gains_nothing_by_replacing_or_repeating(ours: Api, operator: Api) -> None:
    narrow = {"name": "r", "scopes": ["read", "admin"], "role": "admin"}
    robot = ours.as_((await ours.made("/keys", narrow))["key"])
    whole = await ours.made("/keys", {"name": "w", "role": "admin"})
    assert (await robot("POST", f"/keys/{whole['id']}/rotate", json={})).status_code == 403
    headers = {"Idempotency-Key": "1"}
    await ours.made("/keys", {"name": "x"}, headers=headers)
    again = await robot("POST", "/keys", json={"name": "x"}, headers=headers)
    assert again.json()["error"]["code"] == "IDEMPOTENCY_KEY_REUSED"
    first = (await operator.got("/keys"))["items"][-1]
    admin = await operator.made("/keys", {"name": "a", "role": "admin"})
    mine = operator.as_(admin["key"])
    assert (await mine("POST", f"/keys/{first['id']}/rotate", json={})).status_code == 403


async def test_a_rotated_key_is_good_for_a_while_and_a_revoked_one_is_not(ours: Api) -> None:
    made = await ours.made("/keys", {"name": "robot"})
    former = ours.as_(made["key"])
    new = await ours.made(f"/keys/{made['id']}/rotate", {"overlap_s": 60})
    assert (await former("GET", "/me")).status_code == 200
    assert (await ours.as_(new["key"])("GET", "/me")).status_code == 200
    await ours.made(f"/keys/{new['id']}/rotate", {"overlap_s": 0})
    assert (await ours.as_(new["key"])("GET", "/me")).status_code == 401
    assert (await ours("DELETE", f"/keys/{made['id']}")).status_code == 204
    assert (await former("GET", "/me")).status_code == 401

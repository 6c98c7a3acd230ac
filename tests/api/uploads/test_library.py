"""Guards the library: found by what it is, where it lies and what it says; folders stay a tree."""

import uuid
from typing import Any

from sqlalchemy import insert

from store.database import Database
from store.tables.runs import runs, steps
from tests.api.conftest import Api
from tests.api.uploads.sending import error, kept

ASSET = {
    "kind": "image", "digest": "a" * 64, "num_bytes": 9, "format": "png", "width": 8, "height": 8,
}  # fmt: skip


async def note(api: Api, name: str, text: str, **more: Any) -> Any:
    return await kept(api, text.encode(), name=name, kind="document", **more)


async def names(api: Api, **params: str) -> list[str]:
    return [one["name"] for one in (await api.got("/artifacts", params=params))["items"]]


async def test_a_folder_cannot_be_moved_into_itself(ours: Api) -> None:
    made: list[str] = []
    for name in "abc":
        parent = {"parent_id": made[-1]} if made else {}
        made.append((await ours.made("/folders", {"name": name, **parent}))["id"])
    for target in made:
        answer = await ours("PATCH", f"/folders/{made[0]}", json={"parent_id": target})
        assert error(answer) == (409, "CONFLICT", "parent_id")
    moved = await ours("PATCH", f"/folders/{made[2]}", json={"parent_id": None})
    assert (moved.status_code, moved.json()["parent_id"]) == (200, None)
    # Renaming one leaves it where it is.
    renamed = await ours("PATCH", f"/folders/{made[1]}", json={"name": "B"})
    assert renamed.json()["parent_id"] == made[0]
    under = await ours("PATCH", f"/folders/{made[0]}", json={"parent_id": made[2]})
    assert under.status_code == 200
    # What it was before would now put it into itself.
    back = await ours("POST", f"/folders/{made[2]}/versions/1/restore")
    assert error(back) == (409, "CONFLICT", "parent_id")


async def test_folders_do_not_lie_deeper_than_allowed(ours: Api) -> None:
    parent: str | None = None
    for _ in range(20):
        parent = (await ours.made("/folders", {"name": "deep", "parent_id": parent}))["id"]
    answer = await ours("POST", "/folders", json={"name": "deeper", "parent_id": parent})
    assert error(answer) == (409, "CONFLICT", "parent_id")


async def test_artifacts_are_found_by_words_tags_kinds_and_folders(ours: Api, png: bytes) -> None:
    folder = (await ours.made("/folders", {"name": "Sea"}))["id"]
    await note(ours, "harbour_at-dawn.txt", "one", folder_id=folder)
    tagged = await note(ours, "海边的灯塔.txt", "two")
    await kept(ours, png, name="Harbour.png", kind="image")
    changed = await ours(
        "PATCH", f"/artifacts/{tagged['id']}", json={"tags": ["light"]}, headers={"If-Match": '"1"'}
    )
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert await names(ours, q="harbour") == ["Harbour.png", "harbour_at-dawn.txt"]
    assert await names(ours, q="harbour dawn") == ["harbour_at-dawn.txt"]
    assert await names(ours, q="harbour -dawn") == ["Harbour.png"]
    assert await names(ours, q="灯塔") == ["海边的灯塔.txt"]
    assert await names(ours, q="%") == []
    assert await names(ours, tag="light") == ["海边的灯塔.txt"]
    assert await names(ours, kind="image") == ["Harbour.png"]
    assert await names(ours, folder=folder) == ["harbour_at-dawn.txt"]
    page = await ours.got("/artifacts", params={"limit": "2"})
    rest = await ours.got("/artifacts", params={"limit": "2", "cursor": page["next_cursor"]})
    assert (len(page["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    stale = await ours(
        "PATCH", f"/artifacts/{tagged['id']}", json={"name": "x"}, headers={"If-Match": '"1"'}
    )
    assert error(stale)[:2] == (412, "VERSION_MISMATCH")


async def test_artifacts_move_in_and_out_of_folders(ours: Api, theirs: Api) -> None:
    folder = (await ours.made("/folders", {"name": "Sea"}))["id"]
    foreign = (await theirs.made("/folders", {"name": "Sea"}))["id"]
    path = f"/artifacts/{(await note(ours, 'a.txt', 'one'))['id']}"
    moved = await ours("PATCH", path, json={"folder_id": folder})
    assert moved.json()["folder_id"] == folder
    named = await ours("PATCH", path, json={"name": "b"})
    assert (named.json()["folder_id"], named.json()["name"]) == (folder, "b")
    assert (await ours("PATCH", path, json={"folder_id": None})).json()["folder_id"] is None
    for method, place, body in (
        ("PATCH", path, {"folder_id": foreign}),
        ("POST", "/folders", {"name": "x", "parent_id": foreign}),
        ("POST", "/uploads", {"name": "a", "kind": "image", "num_bytes": 1, "folder_id": foreign}),
    ):
        assert (await ours(method, place, json=body)).status_code == 404, place


async def test_an_output_of_a_run_is_kept(ours: Api, theirs: Api, app_database: Database) -> None:
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    run = uuid.uuid4()
    async with app_database.begin(tenant) as connection:
        await connection.execute(
            insert(runs).values(id=run, tenant_id=tenant, project="p", request="r", flow={})
        )
        await connection.execute(
            insert(steps).values(
                tenant_id=tenant, run_id=run, node="draw", path=[2], type="image.make",
                state="succeeded", inputs={"prompt": "a lighthouse at dusk"},
                outputs={"image": ASSET, "count": 3},
            )
        )  # fmt: skip
    body = {"run_id": str(run), "node": "draw", "path": [2], "port": "image", "tags": ["sea"]}
    made = await ours.made("/artifacts", body)
    assert (made["source"], made["run_id"], made["node"]) == ("run", str(run), "draw")
    assert (made["path"], made["port"], made["asset"]) == ([2], "image", ASSET)
    assert made["prompt"] == "a lighthouse at dusk"
    assert await names(ours, run=str(run)) == await names(ours, q="lighthouse") == ["draw image"]
    for wrong, status in (
        ({"port": "count"}, 422), ({"port": "none"}, 422), ({"path": []}, 404),
        ({"node": "x"}, 404),
    ):  # fmt: skip
        assert (await ours("POST", "/artifacts", json=body | wrong)).status_code == status, wrong
    assert (await theirs("POST", "/artifacts", json=body)).status_code == 404

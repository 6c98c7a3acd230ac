"""Guards styles: what is kept of one, and that a film has it as it was when it was submitted."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from store.database import Database
from store.tables.runs import runs
from tests.api.conftest import Api
from tests.api.worlds import SCRIPT

BLUE, RED, GREEN = "#0b3d91", "#fc3d21", "#2e8b57"
STYLE: dict[str, Any] = {
    "name": "Harbour",
    "description": "Ink under a cold sky.",
    "base": "ink",
    "palette": [BLUE, RED],
    "prompt_prefix": "ink wash, cold light",
    "prompt_suffix": "35 mm",
    "negative_prompt": "text",
    "lora": {"source": "hf:studio/harbour", "file": None, "digest": "a" * 64, "strength": 0.8},
    "compatible_models": ["preview-panels", "some-diffusion"],
    "tags": ["sea"],
}
Params = dict[str, dict[str, Any]]


def error(answer: Any) -> tuple[int, str, str]:
    told = answer.json()["error"]
    return answer.status_code, told["code"], told["details"][0]["field"]


@dataclass
class Films:
    """Makes films, and tells what their nodes were given."""

    api: Api
    database: Database

    async def params(self, body: dict[str, Any]) -> Params:
        """Of a film that is submitted, by node."""
        film = await self.api.made("/films", body)
        return await self.kept(film["id"])

    async def nodes(self, film: str) -> list[dict[str, Any]]:
        tenant = uuid.UUID((await self.api.got("/me"))["tenant_id"])
        async with self.database.begin(tenant) as connection:
            flow = await connection.scalar(select(runs.c.flow).where(runs.c.id == uuid.UUID(film)))
        assert flow is not None
        return flow["nodes"]

    async def kept(self, film: str) -> Params:
        return {node["id"]: node.get("params", {}) for node in await self.nodes(film)}


@pytest.fixture
def films(ours: Api, app_database: Database) -> Films:
    return Films(ours, app_database)


async def test_a_style_is_made_changed_deleted_and_restored(ours: Api) -> None:
    made = await ours.made("/styles", STYLE)
    assert {name: made[name] for name in STYLE} == STYLE
    path = f"/styles/{made['id']}"
    changed = await ours(
        "PATCH", path, json={"lora": None, "tags": []}, headers={"If-Match": '"1"'}
    )
    assert changed.json() == made | {
        "lora": None, "tags": [], "version": 2, "updated_at": changed.json()["updated_at"]
    }  # fmt: skip
    stale = await ours("PATCH", path, json={"name": "Dock"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await ours("DELETE", path)).status_code == 204
    assert (await ours.got("/styles"))["items"] == []
    assert [one["version"] for one in (await ours.got(f"{path}/versions"))["items"]] == [2, 1]
    restored = await ours.made(f"{path}/versions/1/restore", {})
    assert {name: restored[name] for name in STYLE} == STYLE


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"base": "oil"}, "base"),
        ({"palette": ["blue"]}, "palette"),
        ({"palette": [BLUE] * 6}, "palette"),
        ({"lora": {"source": "x", "strength": 2.1}}, "lora"),
        ({"lora": {"source": "x", "digest": "short"}}, "lora"),
        ({"seed": 1}, "seed"),
    ],
)
async def test_what_is_no_style_is_refused(ours: Api, wrong: dict[str, Any], field: str) -> None:
    answer = await ours("POST", "/styles", json=STYLE | wrong)
    assert answer.status_code == 422
    assert field in answer.json()["error"]["details"][0]["field"].split(".")


async def test_a_film_has_base_and_colours_of_its_style(ours: Api, films: Films) -> None:
    style = await ours.made("/styles", STYLE)
    chosen = {"style_id": style["id"]}
    params = await films.params({"script": SCRIPT, "options": chosen})
    assert (params["panel"]["style"], params["panel"]["brand"]) == ("ink", [BLUE, RED])
    plain = await films.params({"script": SCRIPT, "options": {"style": "ink"}})
    assert (plain["panel"]["style"], plain["panel"]["brand"]) == ("ink", [])
    own = await films.params({"script": SCRIPT, "options": chosen | {"brand": [GREEN]}})
    assert (own["panel"]["style"], own["panel"]["brand"]) == ("ink", [GREEN])


async def test_a_change_enters_the_next_film_alone(ours: Api, films: Films) -> None:
    style = await ours.made("/styles", STYLE)
    made = {"script": SCRIPT, "options": {"style_id": style["id"]}}
    first = await ours.made("/films", made)
    before = await films.kept(first["id"])
    await ours("PATCH", f"/styles/{style['id']}", json={"palette": [GREEN], "name": "Wood"})
    assert await films.kept(first["id"]) == before
    after = await films.params({"project_id": first["project_id"]})
    assert after["panel"]["brand"] == [GREEN]
    changed = {node for node, params in after.items() if params != before[node]}
    # Lower thirds are set in the colours too.
    assert changed == {"panel", "cut"}
    await ours("PATCH", f"/styles/{style['id']}", json={"prompt_prefix": "oil", "lora": None})
    assert await films.params({"project_id": first["project_id"]}) == after


async def test_a_style_that_is_not_there_is_refused(ours: Api, theirs: Api) -> None:
    foreign = await theirs.made("/styles", STYLE)
    deleted = await ours.made("/styles", STYLE)
    project = await ours.made("/projects", {"name": "p", "options": {"style_id": deleted["id"]}})
    await ours("PUT", f"/projects/{project['id']}/script", json={"text": SCRIPT})
    await ours("DELETE", f"/styles/{deleted['id']}")
    refused = (404, "NOT_FOUND", "options.style_id")
    for style_id in (foreign["id"], deleted["id"], str(uuid.uuid4())):
        options = {"style_id": style_id}
        for path, body in (("/projects", {"name": "p"}), ("/films", {"script": SCRIPT})):
            assert error(await ours("POST", path, json={**body, "options": options})) == refused
    assert error(await ours("POST", "/films", json={"project_id": project["id"]})) == refused
    renamed = await ours("PATCH", f"/projects/{project['id']}", json={"name": "q"})
    assert renamed.status_code == 200
    await ours.made(f"/styles/{deleted['id']}/versions/1/restore", {})
    await ours.made("/films", {"project_id": project["id"]})


async def test_a_style_and_a_style_id_are_one_too_many(ours: Api) -> None:
    style = await ours.made("/styles", STYLE)
    both = {"style": "ink", "style_id": style["id"]}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": both})
    assert error(answer) == (422, "INVALID_INPUT", "body.options.style_id")


async def test_a_style_for_other_engines_is_refused_by_films(ours: Api) -> None:
    style = await ours.made("/styles", STYLE | {"compatible_models": ["some-diffusion"]})
    options = {"style_id": style["id"]}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": options})
    assert error(answer) == (422, "STYLE_INCOMPATIBLE", "options.style_id")


async def test_a_step_of_a_flow_has_its_style_as_it_was(
    ours: Api, theirs: Api, films: Films
) -> None:
    style = await ours.made("/styles", STYLE)
    named = {"id": style["id"]}
    flow = {
        "nodes": [
            {"id": "draw", "type": "image.generate", "params": {"prompt": "a"}, "style": named},
            {"id": "again", "type": "flow.group", "body": {
                "nodes": [{"id": "draw", "type": "image.generate", "params": {"prompt": "b"},
                           "style": named}], "edges": []}},
        ],
        "edges": [],
    }  # fmt: skip
    kept = await ours.made("/flows", {"name": "f", "flow": flow})
    assert kept["flow"] == flow
    run = await ours("POST", "/runs", json={"project": "p", "flow": flow})
    assert run.status_code == 202, run.json()
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    async with films.database.begin(tenant) as connection:
        wanted = select(runs.c.flow).where(runs.c.id == uuid.UUID(run.json()["id"]))
        found: Any = await connection.scalar(wanted)
    drawn = {
        "name": "Harbour", "base": "ink", "prefix": "ink wash, cold light", "suffix": "35 mm",
        "avoid": "text", "lora": {"source": "hf:studio/harbour", "digest": "a" * 64,
        "strength": 0.8}, "models": ["preview-panels", "some-diffusion"],
    }  # fmt: skip
    assert found["nodes"][0]["style"] == drawn
    assert found["nodes"][1]["body"]["nodes"][0]["style"] == drawn
    foreign = await theirs("POST", "/runs", json={"project": "p", "flow": flow})
    assert error(foreign) == (404, "NOT_FOUND", "flow")


async def test_a_model_that_draws_a_film_is_told_of_its_style(ours: Api, films: Films) -> None:
    body = STYLE | {"lora": None, "compatible_models": ["preview-images"]}
    style = await ours.made("/styles", body)
    drawn = {"style_id": style["id"], "models": {"image": "preview-images"}}
    film = await ours.made("/films", {"script": SCRIPT, "options": drawn})
    (panel,) = [node for node in await films.nodes(film["id"]) if node["id"] == "panel"]
    assert panel["type"] == "panel.generate" and panel["style"]["prefix"] == "ink wash, cold light"
    other = await ours.made("/styles", STYLE | {"name": "Oil"})
    options = drawn | {"style_id": other["id"]}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": options})
    assert error(answer)[:2] == (422, "STYLE_INCOMPATIBLE")
    options = {"models": {"image": "nobody"}}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": options})
    assert error(answer)[:2] == (422, "UNKNOWN_MODEL")

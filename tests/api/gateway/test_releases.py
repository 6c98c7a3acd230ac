"""Guards deployed flows: typed ports, releases that never change, and which of them is live."""

import copy
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from store.database import driver_url
from tests.api.conftest import Api
from tests.api.worlds import DOUBLED

NEW = {"slug": "doubled", "name": "Doubled", "flow": DOUBLED}


def tripled() -> dict[str, Any]:
    flow = copy.deepcopy(DOUBLED)
    flow["nodes"][1]["params"]["expression"] = "value * 3.0"
    return flow


async def test_a_flow_is_deployed_with_its_own_ports_as_types(ours: Api) -> None:
    made = await ours.made("/apis", NEW)
    assert (made["slug"], made["live"], made["version"]) == ("doubled", 1, 1)
    page = (await ours.got("/apis/doubled/releases"))["items"]
    assert [one["number"] for one in page] == [1]
    inputs, outputs = page[0]["inputs"], page[0]["outputs"]
    assert inputs["properties"]["number"]["type"] == "number"
    assert (inputs["required"], inputs["additionalProperties"]) == ([], False)
    assert outputs["properties"] == {"number": {"type": "number"}, "doubled": {}}
    assert Draft202012Validator(inputs).is_valid({"number": 3})
    assert not Draft202012Validator(inputs).is_valid({"number": "three"})


async def test_a_kept_flow_is_deployed_as_it_is_at_that_time(ours: Api) -> None:
    kept = await ours.made("/flows", {"name": "sum", "flow": DOUBLED})
    await ours.made("/apis", {"slug": "kept", "name": "Kept", "flow_id": kept["id"]})
    await ours("PATCH", f"/flows/{kept['id']}", json={"flow": tripled()})
    flow = (await ours.got("/apis/kept/releases/1"))["flow"]
    assert flow["nodes"][1]["params"]["expression"] == "value * 2.0"


async def test_every_fault_of_a_flow_is_told(ours: Api) -> None:
    flow = {
        "nodes": [{"id": "a", "type": "no.such"}, {"id": "b", "type": "flow.expression"}],
        "edges": [{"from": "c.x", "to": "outputs.x"}],
    }
    answer = await ours("POST", "/apis", json={**NEW, "flow": flow})
    assert answer.status_code == 422
    codes = {detail["code"] for detail in answer.json()["error"]["details"]}
    assert codes == {"NODE_NOT_FOUND", "MISSING_INPUT", "INVALID_CONNECTION"}
    mute = {"nodes": DOUBLED["nodes"], "edges": DOUBLED["edges"][:2]}
    answer = await ours("POST", "/apis", json={**NEW, "flow": mute})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "MISSING_OUTPUT")
    assert (await ours.got("/apis"))["items"] == []


async def test_releases_are_promoted_and_rolled_back_and_it_is_told(ours: Api) -> None:
    api = await ours.made("/apis", NEW)
    second = await ours.made("/apis/doubled/releases", {"flow": tripled(), "note": "thrice"})
    assert (second["number"], (await ours.got("/apis/doubled"))["live"]) == (2, 1)
    promoted = await ours("POST", "/apis/doubled/releases/2/promote", headers={"If-Match": '"1"'})
    assert (promoted.json()["live"], promoted.headers["ETag"]) == (2, '"2"')
    stale = await ours("POST", "/apis/doubled/releases/1/promote", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    back = await ours("POST", "/apis/doubled/releases/1/promote")
    assert back.json()["live"] == 1
    assert (await ours("POST", "/apis/doubled/releases/9/promote")).status_code == 404
    log = (await ours.got("/audit", params={"object_id": api["id"]}))["items"]
    assert [(one["action"], (one["data"] or {}).get("number")) for one in log] == [
        ("api.promoted", 1), ("api.promoted", 2), ("api.released", 2), ("api.created", None),
    ]  # fmt: skip
    third = await ours.made("/apis/doubled/releases", {"flow": tripled(), "promote": True})
    assert (third["number"], (await ours.got("/apis/doubled"))["live"]) == (3, 3)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE releases SET note = 'x'", "DELETE FROM releases", "TRUNCATE releases"],
)
async def test_a_release_is_never_changed(ours: Api, database_url: str, statement: str) -> None:
    await ours.made("/apis", NEW)
    engine = create_engine(driver_url(database_url))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="never changed"):
        connection.execute(text(statement))
    engine.dispose()


async def test_releases_go_with_their_tenant(ours: Api, database_url: str) -> None:
    await ours.made("/apis", NEW)
    engine = create_engine(driver_url(database_url))
    tenant = (await ours.got("/me"))["tenant_id"]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM apis WHERE tenant_id = :id"), {"id": tenant})
        assert connection.scalar(text("SELECT count(*) FROM releases")) == 0
    engine.dispose()


async def test_a_slug_is_taken_once_a_tenant_and_free_after_deletion(
    ours: Api, theirs: Api
) -> None:
    await ours.made("/apis", NEW)
    taken = await ours("POST", "/apis", json=NEW)
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "SLUG_TAKEN")
    await theirs.made("/apis", NEW)
    assert (await ours("DELETE", "/apis/doubled")).status_code == 204
    assert (await ours("GET", "/apis/doubled")).status_code == 404
    await ours.made("/apis", NEW)
    wrong = await ours("POST", "/apis", json={**NEW, "slug": "No Slug"})
    assert wrong.json()["error"]["details"][0]["field"] == "body.slug"


async def test_a_request_that_comes_again_deploys_nothing_twice(ours: Api) -> None:
    headers = {"Idempotency-Key": "one"}
    one = await ours.made("/apis", NEW, headers=headers)
    assert await ours.made("/apis", NEW, headers=headers) == one
    assert len((await ours.got("/apis/doubled/releases"))["items"]) == 1


async def test_an_api_is_renamed_and_its_rate_lifted(ours: Api) -> None:
    await ours.made("/apis", {**NEW, "per_minute": 5})
    renamed = await ours("PATCH", "/apis/doubled", json={"name": "Twice"})
    assert (renamed.json()["name"], renamed.json()["per_minute"]) == ("Twice", 5)
    lifted = await ours("PATCH", "/apis/doubled", json={"per_minute": None})
    assert (lifted.json()["name"], lifted.json()["per_minute"]) == ("Twice", None)


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set[str]()
        return own.union(*map(references, value.values()))
    return set[str]().union(*map(references, value)) if isinstance(value, list) else set()


async def test_an_api_has_a_document_of_its_own(ours: Api) -> None:
    await ours.made("/apis", NEW)
    film = {
        "nodes": [{"id": "join", "type": "video.concat"}],
        "edges": [
            {"from": "inputs.clips", "to": "join.clips"},
            {"from": "join.clip", "to": "outputs.film"},
        ],
    }
    await ours.made("/apis/doubled/releases", {"flow": film, "promote": True})
    page = await ours.got("/apis/doubled/openapi.json")
    assert (page["openapi"], page["info"]["version"]) == ("3.1.0", "2")
    assert "/v1/apis/doubled" in page["paths"]
    job = page["components"]["schemas"]["Job"]["properties"]
    assert job["partial_outputs"] == {"$ref": "#/components/schemas/Outputs"}
    schemas = page["components"]["schemas"]
    assert schemas["Inputs"]["required"] == ["clips"]
    assert schemas["Outputs"]["properties"]["film"]["$ref"].endswith("/Outputs.Video")
    assert "url" in schemas["Outputs.Video"]["properties"]
    assert "url" not in schemas["Inputs.Video"]["properties"]
    known = {f"#/components/schemas/{name}" for name in schemas}
    assert references(page) <= known

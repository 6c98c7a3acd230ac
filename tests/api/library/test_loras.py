"""Guards LoRAs of a tenant's own: how they come in, how styles name them, what a run is given."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from store.database import Database
from store.repositories import steps
from store.tables.runs import runs
from tests.api.conftest import Api
from tests.api.uploads.sending import error, kept, sent, sha256
from tests.api.worlds import SCRIPT
from tests.loras import lora_file

DATA = lora_file(**{"modelspec.architecture": "stable-diffusion-xl-v1-base/lora"})
FILE: dict[str, Any] = {"name": "ink.safetensors", "kind": "lora"}


async def styled(api: Api, artifact_id: str, **more: Any) -> Any:
    lora = {"file": artifact_id, "strength": 0.7}
    return await api.made("/styles", {"name": "Ink", "base": "ink", "lora": lora, **more})


def drawing(style: Any) -> dict[str, Any]:
    node = {"id": "draw", "type": "image.generate", "params": {"prompt": "a"}, "style": style}
    return {"nodes": [node]}


async def flow_of(database: Database, api: Api, run_id: str) -> Any:
    tenant = uuid.UUID((await api.got("/me"))["tenant_id"])
    async with database.begin(tenant) as connection:
        found = await connection.scalar(select(runs.c.flow).where(runs.c.id == uuid.UUID(run_id)))
        named = await steps.digests(connection, younger_than_s=60)
    assert sha256(DATA) in named
    return found


async def test_a_file_is_kept_as_it_came(ours: Api) -> None:
    made = await kept(ours, DATA, **FILE)
    assert (made["kind"], made["name"], made["media_type"]) == (
        "lora", "ink.safetensors", "application/x-safetensors",
    )  # fmt: skip
    asset = made["asset"]
    assert (asset["digest"], asset["rank"]) == (sha256(DATA), 2)
    assert asset["base"] == "stable-diffusion-xl-v1-base/lora"
    assert made["thumbnail_url"] is None
    file = await ours("GET", f"/artifacts/{made['id']}/content")
    assert file.content == DATA and "sandbox" in file.headers["Content-Security-Policy"]
    assert (await kept(ours, DATA, **FILE | {"name": "b.safetensors"}))["id"] == made["id"]
    found = await ours.got("/artifacts", params={"kind": "lora"})
    assert [one["id"] for one in found["items"]] == [made["id"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + bytes(99), "a pickle"),
        (DATA[:-1], "its tensors take"),
        (DATA.replace(b"lora_A", b"what_A"), "it is no LoRA"),
        (DATA[:-4] + b"\x00\x00\xc0\x7f", "infinite, or none"),
        (b"words", "no safetensors"),
    ],
)
async def test_what_is_no_lora_is_refused(ours: Api, data: bytes, said: str) -> None:
    answer = await sent(ours, data, **FILE)
    assert error(answer) == (422, "BAD_LORA", "content")
    assert said in answer.json()["error"]["message"]
    assert (await ours.got("/artifacts"))["items"] == []


async def test_a_lora_is_no_document_and_a_document_none(ours: Api) -> None:
    answer = await sent(ours, DATA, name="a.txt", kind="document")
    assert answer.status_code == 422
    note = await kept(ours, b"words", name="a.txt", kind="document")
    body = {"name": "x", "base": "ink", "lora": {"file": note["id"]}}
    assert error(await ours("POST", "/styles", json=body)) == (422, "NO_LORA", "lora.file")


async def test_a_style_names_a_file_or_a_source(ours: Api) -> None:
    file = (await kept(ours, DATA, **FILE))["id"]
    style = await styled(ours, file)
    assert style["lora"] == {"source": None, "file": file, "digest": None, "strength": 0.7}
    path = f"/styles/{style['id']}"
    for lora in ({}, {"file": file, "source": "x"}, {"file": file, "digest": "a" * 64}):
        answer = await ours("PATCH", path, json={"lora": lora})
        assert error(answer)[:2] == (422, "INVALID_INPUT")
        assert "lora" in error(answer)[2]
    other = await ours("PATCH", path, json={"lora": {"source": "hf:studio/ink"}})
    assert other.json()["lora"]["file"] is None


async def test_a_run_is_given_the_file_as_it_was(ours: Api, app_database: Database) -> None:
    artifact = await kept(ours, DATA, **FILE)
    style = await styled(ours, artifact["id"])
    run = await ours("POST", "/runs", json={"project": "p", "flow": drawing({"id": style["id"]})})
    assert run.status_code == 202, run.text
    given = (await flow_of(app_database, ours, run.json()["id"]))["nodes"][0]["style"]["lora"]
    assert (given["file"]["digest"], given["strength"]) == (sha256(DATA), 0.7)
    drawn = {"style_id": style["id"], "models": {"image": "preview-images"}}
    film = await ours.made("/films", {"script": SCRIPT, "options": drawn})
    nodes = (await flow_of(app_database, ours, film["id"]))["nodes"]
    (panel,) = [node for node in nodes if node["id"] == "panel"]
    assert panel["style"]["lora"]["file"]["digest"] == sha256(DATA)
    # Written out, as the API itself does it.
    told = {"lora": {"file": artifact["asset"]}}
    run = await ours("POST", "/runs", json={"project": "p", "flow": drawing(told)})
    assert run.status_code == 202, run.text


@pytest.mark.parametrize(
    "lora",
    [
        {},
        {"file": {"digest": "../../secret", "num_bytes": 1}},
        {"source": "x", "file": {"digest": "a" * 64, "num_bytes": 1}},
    ],
)
async def test_what_is_no_lora_is_refused_in_flows(ours: Api, lora: Any) -> None:
    answer = await ours("POST", "/runs", json={"project": "p", "flow": drawing({"lora": lora})})
    assert answer.status_code == 422, answer.text


async def test_a_file_that_is_gone_or_anothers_is_not_there(ours: Api, theirs: Api) -> None:
    foreign = (await kept(theirs, DATA, **FILE))["id"]
    body = {"name": "x", "base": "ink", "lora": {"file": foreign}}
    assert error(await ours("POST", "/styles", json=body)) == (404, "NOT_FOUND", "lora.file")
    own = (await kept(ours, DATA, **FILE))["id"]
    style = await styled(ours, own)
    change = {"lora": {"file": foreign}}
    answer = await ours("PATCH", f"/styles/{style['id']}", json=change)
    assert error(answer) == (404, "NOT_FOUND", "lora.file")
    assert (await ours("DELETE", f"/artifacts/{own}")).status_code == 204
    asked = {"project": "p", "flow": drawing({"id": style["id"]})}
    assert error(await ours("POST", "/runs", json=asked)) == (404, "NOT_FOUND", "flow")
    options = {"style_id": style["id"], "models": {"image": "preview-images"}}
    answer = await ours("POST", "/films", json={"script": SCRIPT, "options": options})
    assert error(answer) == (404, "NOT_FOUND", "options.style_id")


async def test_engines_say_whether_they_take_files(ours: Api) -> None:
    taking = {one["id"] for one in await ours.got("/engines") if one["takes_loras"]}
    assert {"sdxl", "wan-2.2-t2v-a14b"} <= taking
    assert not taking & {"preview-images", "preview-panels", "preview-videos"}

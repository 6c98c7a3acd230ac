"""Guards exports: all that is theirs, no secret, nothing of others; resumed, cancelled, expired."""

import asyncio
import hashlib
import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, text

from api.governance import contents
from api.governance.exporting import Exporter, Pace
from api.governance.packing import safe_name
from api.services import Services
from store.database import Database
from store.tables import metadata
from tests.api.conftest import Api
from tests.api.governance.conftest import error, joined, signed_in
from tests.api.worlds import SCRIPT, populated
from tests.loras import lora_file

PATH = "/tenants/current/exports"


def opened(data: bytes) -> tuple[dict[str, Any], zipfile.ZipFile]:
    file = zipfile.ZipFile(io.BytesIO(data))
    assert file.testzip() is None
    return json.loads(file.read("manifest.json")), file


def rows(file: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read(name).decode().splitlines()]


def test_every_table_of_a_tenant_is_exported_or_left_out_with_a_reason() -> None:
    owned = {name for name, table in metadata.tables.items() if "tenant_id" in table.c}
    decided = set(contents.EXPORTED) | set(contents.WHOLE_LEFT_OUT)
    assert owned - decided == set()
    assert not set(contents.EXPORTED) & set(contents.WHOLE_LEFT_OUT)
    assert decided <= set(metadata.tables)
    for table, names in contents.COLUMNS_LEFT_OUT.items():
        assert set(names) <= set(metadata.tables[table].c.keys()), table
    assert all(contents.left_out().values())


def test_no_secret_is_among_the_columns_of_an_export() -> None:
    for table in contents.tables():
        for name in contents.columns(table):
            column = table.c[name]
            assert not isinstance(column.type, LargeBinary), (table.name, name)
            assert not any(word in name for word in ("secret", "hash", "token", "password"))
        keys = {column.name for column in table.primary_key.columns}
        assert keys <= set(contents.columns(table)), "pages go by the key"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/../../etc/passwd", "passwd"), ("..", "file"), ("C:\\x\\y.png", "y.png"),
        ("a\nb?.mp4", "a_b_.mp4"), ("", "file"), ("海.png", "海.png"),
        ("x" * 300 + ".wav", "x" * 56 + ".wav"), (".hidden", "hidden"),
    ],
)  # fmt: skip
def test_names_in_the_file_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


async def test_a_tenant_gets_all_that_is_its_own(
    ours: Api, theirs: Api, services: Services, keeper: Database
) -> None:
    world = await populated(ours)
    await theirs.made("/projects", {"name": "Not ours"})
    await ours("POST", f"{PATH}/{world.more['export_id']}/cancel")
    made = await ours.made(PATH, {"media": True})
    assert (made["state"], made["content_url"]) == ("queued", None)
    again = await ours("POST", PATH, json={})
    assert error(again) == (409, "EXPORT_UNDER_WAY")
    assert error(await ours("GET", f"{PATH}/{made['id']}/content")) == (409, "NOT_FINISHED")
    assert await Exporter(services).step(keeper)
    done = await ours.got(f"{PATH}/{made['id']}")
    assert done["state"] == "complete" and done["num_rows"] > 20
    answer = await ours("GET", done["content_url"].removeprefix("/v1"))
    part = await ours(
        "GET", done["content_url"].removeprefix("/v1"), headers={"Range": "bytes=0-3"}
    )
    assert (part.status_code, part.content) == (206, answer.content[:4])
    manifest, file = opened(answer.content)
    names = {entry["name"] for entry in manifest["files"]}
    assert {f"{name}.jsonl" for name in contents.EXPORTED} <= names
    assert names | {"manifest.json"} == set(file.namelist())
    for entry in manifest["files"]:
        data = file.read(entry["name"])
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert len(data) == entry["num_bytes"]
        if entry["num_rows"] is not None:
            assert data.count(b"\n") == entry["num_rows"]
    assert manifest["num_rows"] == done["num_rows"]
    assert [row["id"] for row in rows(file, "projects.jsonl")] == [world.ids["projects"]]
    said = "".join(row["text"] for row in rows(file, "sentences.jsonl"))
    assert "The boat left at dawn." in said and "The boat" in SCRIPT
    media = {Path(name).name: name for name in names if name.startswith("media/")}
    assert set(media) == {"notes.txt", "ink.safetensors"}
    assert file.read(media["notes.txt"]) == b"words"
    assert file.read(media["ink.safetensors"]) == lora_file()
    assert not any(b"Not ours" in file.read(name) for name in names)


async def test_no_secret_is_in_the_file(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    world = await populated(ours)
    made = {"id": world.more["export_id"]}
    await Exporter(services).step(keeper)
    data = (await ours("GET", f"{PATH}/{made['id']}/content")).content
    _, file = opened(data)
    whole = "".join(file.read(name).decode() for name in file.namelist())
    async with owner.begin(None) as connection:
        hashes = list(await connection.scalars(text("SELECT hash FROM passwords")))
        sealed = [
            bytes(one)
            for one in await connection.scalars(
                text("SELECT secret FROM webhooks UNION ALL SELECT client_secret FROM providers")
            )
        ]
        kept = await connection.scalars(text("SELECT secret_digest FROM api_keys"))
        digests = [bytes(one).hex() for one in kept]
    plain = [services.vault.open(one).decode() for one in sealed]
    long = [one for one in plain if len(one) > 8]
    assert hashes and digests and long
    for secret in (*hashes, *digests, *long, *(one.decode() for one in sealed)):
        assert secret not in whole


async def test_a_user_gets_what_is_his_in_all_his_tenants_and_nothing_of_others(
    ours: Api, theirs: Api, services: Services, keeper: Database
) -> None:
    await joined(ours, "ada@example.com")
    await joined(theirs, "ada@example.com")
    await joined(ours, "bob@example.com")
    ada, bob = await signed_in(ours, "ada@example.com"), await signed_in(ours, "bob@example.com")
    for one, name in ((ada, "Of Ada"), (bob, "Of Bob")):
        assert (await one("POST", "/projects", json={"name": name})).status_code == 201
    made = (await ada("POST", "/me/exports", json={})).json()
    assert (await bob("GET", f"/me/exports/{made['id']}")).status_code == 404
    assert (await ours("GET", f"{PATH}/{made['id']}")).status_code == 404
    assert (await ours("POST", "/me/exports", json={})).status_code == 403
    await Exporter(services).step(keeper)
    answer = await ada("GET", f"/me/exports/{made['id']}/content")
    manifest, file = opened(answer.content)
    homes = {name.partition("/")[0] for name in file.namelist() if "/" in name}
    assert len(homes) == 2 and manifest["of"] == {"user": ada.id}
    whole = "".join(file.read(name).decode() for name in file.namelist())
    assert "Of Ada" in whole and "Of Bob" not in whole and "bob@example.com" not in whole
    assert ada.email in whole


async def test_a_process_that_dies_is_taken_over(
    ours: Api, services: Services, keeper: Database
) -> None:
    for number in range(5):
        await ours.made("/projects", {"name": f"Project {number}"})
    made = await ours.made(PATH, {})
    dying = Exporter(services, pace=Pace(lease_s=0.3, batch=1))
    task = asyncio.create_task(dying.step(keeper))
    async with asyncio.timeout(10):
        while (await ours.got(f"{PATH}/{made['id']}"))["num_rows"] < 3:
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (await ours.got(f"{PATH}/{made['id']}"))["state"] == "running"
    await asyncio.sleep(0.4)
    assert await Exporter(services).step(keeper)
    done = await ours.got(f"{PATH}/{made['id']}")
    assert done["state"] == "complete"
    _, file = opened((await ours("GET", f"{PATH}/{made['id']}/content")).content)
    assert len(rows(file, "projects.jsonl")) == 5
    assert list(services.settings.scratch.glob("export-*")) == []


async def test_two_workers_do_not_take_the_same(
    ours: Api, theirs: Api, services: Services, keeper: Database
) -> None:
    ids = [(api, (await api.made(PATH, {}))["id"]) for api in (ours, theirs)]
    one, two = Exporter(services), Exporter(services)
    assert await asyncio.gather(one.step(keeper), two.step(keeper)) == [True, True]
    assert not await one.step(keeper)
    for api, export in ids:
        assert (await api.got(f"{PATH}/{export}"))["state"] == "complete"


async def test_a_cancelled_one_leaves_nothing(
    ours: Api, services: Services, keeper: Database
) -> None:
    made = await ours.made(PATH, {})
    task = asyncio.create_task(Exporter(services, pace=Pace(batch=1)).step(keeper))
    async with asyncio.timeout(10):
        while (await ours.got(f"{PATH}/{made['id']}"))["num_rows"] < 1:
            await asyncio.sleep(0.01)
    cancelled = await ours("POST", f"{PATH}/{made['id']}/cancel")
    assert cancelled.json()["state"] == "cancelled"
    await task
    assert (await ours.got(f"{PATH}/{made['id']}"))["state"] == "cancelled"
    assert error(await ours("POST", f"{PATH}/{made['id']}/cancel")) == (409, "EXPORT_ENDED")
    me = await ours.got("/me")
    assert list(services.objects.stored(uuid.UUID(me["tenant_id"]))) == []


async def test_a_file_expires_with_its_bytes(
    ours: Api, services: Services, keeper: Database, owner: Database
) -> None:
    made = await ours.made(PATH, {})
    exporter = Exporter(services)
    await exporter.step(keeper)
    assert not await exporter.sweep(keeper)
    async with owner.begin(None) as connection:
        await connection.execute(text("UPDATE exports SET expires_at = now() - interval '1 s'"))
    assert await exporter.sweep(keeper)
    assert (await ours.got(f"{PATH}/{made['id']}"))["state"] == "expired"
    assert error(await ours("GET", f"{PATH}/{made['id']}/content")) == (409, "EXPORT_EXPIRED")
    me = await ours.got("/me")
    assert list(services.objects.stored(uuid.UUID(me["tenant_id"]))) == []


async def test_who_asks_often_keeps_the_latest_files_alone(
    ours: Api, services: Services, keeper: Database
) -> None:
    exporter, ids = Exporter(services), list[str]()
    for _ in range(5):
        ids.append((await ours.made(PATH, {}))["id"])
        await exporter.step(keeper)
    while await exporter.sweep(keeper):
        pass
    states = {one["id"]: one["state"] for one in (await ours.got(PATH))["items"]}
    assert [states[one] for one in ids] == ["expired"] + ["complete"] * 4
    answer = await ours("GET", f"{PATH}/{ids[-1]}/content")
    assert answer.headers["Cache-Control"] == "private, no-store"


async def test_what_cannot_be_made_is_given_up_with_a_reason(
    ours: Api, services: Services, keeper: Database, caplog: pytest.LogCaptureFixture
) -> None:
    made = await ours.made(PATH, {})
    services.settings.scratch.parent.mkdir(parents=True, exist_ok=True)
    services.settings.scratch.write_text("a file where a folder should be")
    exporter = Exporter(services, pace=Pace(again_s=0))
    for _ in range(3):
        assert await exporter.step(keeper)
    failed = await ours.got(f"{PATH}/{made['id']}")
    assert (failed["state"], failed["code"]) == ("failed", "INTERNAL_ERROR")
    assert "broke off" in caplog.text

"""Guards the way in: by pieces, judged by content, kept once."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

from api.settings import Settings
from api.uploads.judging import warnings_of
from api.uploads.receiving import PIECE_BYTES
from store.database import Database
from store.repositories import artifacts
from tests.api.conftest import Api
from tests.api.served import served
from tests.api.uploads.sending import declared, error, kept, sent, sha256


async def test_a_picture_becomes_an_artifact(ours: Api, png: bytes) -> None:
    made = await kept(ours, png, name="harbour.png", kind="image", sha256=sha256(png))
    assert (made["name"], made["kind"], made["source"]) == ("harbour.png", "image", "upload")
    assert (made["asset"]["width"], made["asset"]["height"]) == (96, 64)
    file = await ours("GET", f"/artifacts/{made['id']}/content")
    assert file.status_code == 200 and sha256(file.content) == made["asset"]["digest"]
    assert "sandbox" in file.headers["Content-Security-Policy"]
    part = await ours("GET", f"/artifacts/{made['id']}/content", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, file.content[:4])


async def test_pieces_go_on_where_the_last_one_ended(ours: Api, png: bytes) -> None:
    upload = await declared(ours, png, name="a.png", kind="image")
    path = f"/uploads/{upload['id']}"

    async def piece(start: int, end: int) -> tuple[int, str]:
        answer = await ours(
            "PUT", f"{path}/content", content=png[start:end], headers={"Upload-Offset": str(start)}
        )
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    assert await piece(0, 100) == (200, "")
    assert await piece(0, 100) == (409, "WRONG_OFFSET")
    assert await piece(50, 150) == (409, "WRONG_OFFSET")
    assert await piece(150, 200) == (409, "WRONG_OFFSET")
    assert error(await ours("POST", f"{path}/finish"))[:2] == (409, "UPLOAD_UNFINISHED")
    assert (await ours.got(path))["received"] == 100
    assert await piece(100, len(png)) == (200, "")
    assert (await ours("POST", f"{path}/finish")).json()["state"] == "ready"
    assert await piece(len(png), len(png)) == (409, "NOT_OPEN")
    # Asked again, it says the same.
    assert (await ours("POST", f"{path}/finish")).json()["state"] == "ready"


async def test_a_line_that_breaks_loses_nothing_that_was_written(
    ours: Api, database_url: str, tmp_path: Path
) -> None:
    data = b"a line of many\n" * 600_000
    upload = await declared(ours, data, name="a.txt", kind="document")
    path = f"/uploads/{upload['id']}"
    with served(database_url, tmp_path) as url:
        host, port = url.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        head = f"PUT /v1{path}/content HTTP/1.1\r\nHost: {host}\r\n"
        head += f"Authorization: Bearer {ours.key}\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data[:6_000_000])
        await writer.drain()
        while (await ours.got(path))["received"] < PIECE_BYTES:
            await asyncio.sleep(0.05)
        writer.close()
        at, rest = 0, None
        # Until the server sees that the line broke, the piece is still coming: it may yet grow.
        while rest is None or rest.status_code == 409:
            at = (await ours.got(path))["received"]
            rest = await ours(
                "PUT", f"{path}/content", content=data[at:], headers={"Upload-Offset": str(at)}
            )
    assert PIECE_BYTES <= at <= 6_000_000
    assert rest.status_code == 200, rest.text
    made = await ours("POST", f"{path}/finish")
    artifact = await ours.got(f"/artifacts/{made.json()['artifact_id']}")
    assert artifact["asset"]["digest"] == sha256(data)


async def test_more_than_declared_is_refused_as_it_comes(ours: Api) -> None:
    upload = await declared(ours, b"12345", name="a.txt", kind="document")
    path = f"/uploads/{upload['id']}/content"
    assert error(await ours("PUT", path, content=b"123456"))[:2] == (422, "MORE_THAN_DECLARED")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"123"

    assert error(await ours("PUT", path, content=endless()))[:2] == (422, "MORE_THAN_DECLARED")


async def test_what_is_too_large_for_its_kind_is_not_declared(ours: Api) -> None:
    for kind, most in (("image", 10_000_000), ("video", 2_000_000_000)):
        body = {"name": "a", "kind": kind, "num_bytes": most}
        assert (await ours("POST", "/uploads", json=body)).status_code == 201
        answer = await ours("POST", "/uploads", json=body | {"num_bytes": most + 1})
        assert answer.status_code == 422, answer.text


async def test_files_beyond_the_limit_of_json_bodies_come_in(ours: Api) -> None:
    data = b"a line of many\n" * 700_000
    made = await kept(ours, data, name="long.txt", kind="document")
    assert made["num_bytes"] == len(data) > 8 << 20


async def test_the_same_file_is_kept_once_within_a_tenant(
    ours: Api, theirs: Api, png: bytes, settings: Settings
) -> None:
    first = await kept(ours, png, name="one.png", kind="image")
    again = await kept(ours, png, name="two.png", kind="image")
    assert again["id"] == first["id"] and again["name"] == "one.png"
    known = await declared(ours, png, name="three.png", kind="image", sha256=sha256(png))
    assert (known["state"], known["artifact_id"]) == ("ready", first["id"])
    unknown = await declared(theirs, png, name="x.png", kind="image", sha256=sha256(png))
    assert unknown["state"] == "open"
    assert (await kept(theirs, png, name="x.png", kind="image"))["id"] != first["id"]
    assert not any(path.is_file() for path in Path(settings.objects_url).glob("quarantine/*/*"))


async def test_the_same_file_twice_at_once_is_kept_once(ours: Api, png: bytes) -> None:
    one, other = await asyncio.gather(
        *(kept(ours, png, name=f"{name}.png", kind="image") for name in "ab")
    )
    assert one["id"] == other["id"]


async def test_a_deleted_artifact_makes_room_for_the_file(ours: Api, png: bytes) -> None:
    first = await kept(ours, png, name="one.png", kind="image")
    assert (await ours("DELETE", f"/artifacts/{first['id']}")).status_code == 204
    assert (await ours("GET", f"/artifacts/{first['id']}")).status_code == 404
    again = await kept(ours, png, name="two.png", kind="image")
    assert (again["id"] != first["id"], again["name"]) == (True, "two.png")


async def test_another_file_than_declared_is_refused(ours: Api, png: bytes) -> None:
    answer = await sent(ours, png, name="a.png", kind="image", sha256="0" * 64)
    assert error(answer) == (422, "DIGEST_MISMATCH", "sha256")


async def test_a_dropped_upload_is_gone(ours: Api, png: bytes, settings: Settings) -> None:
    upload = await declared(ours, png, name="a.png", kind="image")
    path = f"/uploads/{upload['id']}"
    await ours("PUT", f"{path}/content", content=png)
    assert list(Path(settings.objects_url).glob("quarantine/*/*"))
    assert (await ours("DELETE", path)).status_code == 204
    assert (await ours("GET", path)).status_code == 404
    assert not list(Path(settings.objects_url).glob("quarantine/*/*"))


async def test_what_the_library_names_is_not_swept(
    ours: Api, png: bytes, app_database: Database
) -> None:
    made = await kept(ours, png, name="a.png", kind="image")
    tenant = uuid.UUID((await ours.got("/me"))["tenant_id"])
    async with app_database.begin(tenant) as connection:
        assert made["asset"]["digest"] in await artifacts.digests(connection)


def test_what_lasts_for_more_than_four_hours_is_told() -> None:
    clip = {"kind": "video", "rate": "30000/1001"}
    assert warnings_of(clip | {"frames": 4 * 3600 * 29}) == []
    (said,) = warnings_of(clip | {"frames": 5 * 3600 * 30})
    assert said.startswith("it lasts 5.0 hours")
    assert warnings_of({"kind": "image"}) == []

"""Guards uploads into a bucket: by presigned URLs to a real S3 service, in parts."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from store.objects import quarantine
from tests.api.conftest import Api
from tests.api.uploads.sending import declared, error, sha256
from tests.buckets import BUCKET, s3_service
from tests.buckets import settings as variables


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("s3")
    with s3_service(folder) as endpoint:
        yield endpoint, folder / BUCKET


@pytest.fixture
def settings(
    database_url: str, tmp_path: Path, bucket: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Settings:
    for name, value in variables(bucket[0]).items():
        monkeypatch.setenv(name, value)
    return Settings(
        database_url=database_url, objects_url=f"s3://{BUCKET}/assets",
        scratch=tmp_path / "scratch", secrets=("a secret of the tests",), limits=False,
    )  # fmt: skip


async def put(url: str, data: bytes) -> int:
    async with httpx.AsyncClient() as client:
        return (await client.put(url, content=data)).status_code


async def test_a_picture_goes_to_the_bucket_by_itself(
    ours: Api, png: bytes, bucket: tuple[str, Path]
) -> None:
    upload = await declared(ours, png, name="a.png", kind="image")
    path = f"/uploads/{upload['id']}"
    (part,) = upload["parts"]
    assert upload["content_url"] is None and "X-Amz-Expires=300" in part["url"]
    assert error(await ours("POST", f"{path}/finish"))[:2] == (409, "UPLOAD_UNFINISHED")
    assert (await ours.got(path))["state"] == "open"
    assert await put(part["url"], png) == 200
    assert (await ours.got(path))["received"] == len(png)
    ended = await ours("POST", f"{path}/finish")
    assert ended.json()["state"] == "ready", ended.text
    assert not [one for one in (bucket[1] / "assets/quarantine").rglob("*") if one.is_file()]
    place = f"/artifacts/{ended.json()['artifact_id']}"
    link = await ours("GET", f"{place}/content")
    assert link.status_code == 307 and "X-Amz-Expires=3600" in link.headers["Location"]
    async with httpx.AsyncClient() as client:
        file = await client.get(link.headers["Location"])
    assert sha256(file.content) == (await ours.got(place))["asset"]["digest"]


async def test_parts_come_in_any_order_and_again(
    ours: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "PART_BYTES", 1000)
    data = b"".join(b"line %d\n" % number for number in range(400))
    upload = await declared(ours, data, name="a.txt", kind="document", sha256=sha256(data))
    path, parts = f"/uploads/{upload['id']}", upload["parts"]
    assert [part["num_bytes"] for part in parts] == [1000, 1000, 1000, len(data) - 3000]

    def piece(part: dict[str, int]) -> bytes:
        return data[part["offset"] : part["offset"] + part["num_bytes"]]

    for part in reversed(parts):
        assert await put(part["url"], piece(part)) == 200
    assert await put(parts[1]["url"], b"too short") == 200
    told = await ours.got(path)
    assert [part["arrived"] for part in told["parts"]] == [True, False, True, True]
    assert [part["url"] is None for part in told["parts"]] == [True, False, True, True]
    assert error(await ours("POST", f"{path}/finish"))[:2] == (409, "UPLOAD_UNFINISHED")
    assert await put(told["parts"][1]["url"], piece(parts[1])) == 200
    ended = await ours("POST", f"{path}/finish")
    artifact = await ours.got(f"/artifacts/{ended.json()['artifact_id']}")
    assert artifact["asset"]["digest"] == sha256(data)


async def test_a_hostile_file_leaves_nothing_in_the_bucket(
    ours: Api, bucket: tuple[str, Path]
) -> None:
    data = b"<html><script>alert(1)</script></html>"
    upload = await declared(ours, data, name="a.png", kind="image")
    assert await put(upload["parts"][0]["url"], data) == 200
    answer = await ours("POST", f"/uploads/{upload['id']}/finish")
    assert error(answer) == (422, "UNSUPPORTED_MEDIA", "content")
    assert not [one for one in (bucket[1] / "assets/quarantine").rglob("*") if one.is_file()]


async def test_pieces_do_not_go_through_the_api(ours: Api) -> None:
    upload = await declared(ours, b"words", name="a.txt", kind="document")
    answer = await ours("PUT", f"/uploads/{upload['id']}/content", content=b"words")
    assert error(answer)[:2] == (409, "SEND_PARTS")


async def test_a_url_of_one_upload_is_good_for_no_other(ours: Api, theirs: Api) -> None:
    mine = await declared(ours, b"words", name="a.txt", kind="document")
    other = await declared(theirs, b"words", name="a.txt", kind="document")
    forged = mine["parts"][0]["url"].replace(mine["id"], other["id"])
    assert await put(forged, b"words") == 403

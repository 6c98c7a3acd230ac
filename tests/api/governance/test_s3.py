"""Guards exports and erasure on a real S3 service: presigned files, and an empty bucket after."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.governance.erasing import Eraser
from api.governance.exporting import Exporter
from api.services import Services
from api.settings import Settings
from store.database import Database
from tests.api.conftest import Api
from tests.api.governance.test_exports import opened
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
        erasure_grace_days=0,
    )  # fmt: skip


async def test_a_file_is_fetched_from_the_bucket_and_gone_with_its_tenant(
    ours: Api, theirs: Api, services: Services, keeper: Database, bucket: tuple[str, Path]
) -> None:
    place = "/tenants/current/exports"
    for api in (ours, theirs):
        made = await api.made(place, {})
        assert await Exporter(services).step(keeper)
    mine = (await ours.got(place))["items"][0]
    link = await ours("GET", f"{place}/{mine['id']}/content")
    assert link.status_code == 307 and "X-Amz-Expires=3600" in link.headers["Location"]
    async with httpx.AsyncClient() as client:
        file = await client.get(link.headers["Location"])
        manifest, _ = opened(file.content)
        assert manifest["of"]["tenant"] == (await ours.got("/me"))["tenant_id"]
        await ours.made("/tenants/current/erasure", {"confirm": "ours"})
        assert await Eraser(services).step(keeper)
        assert (await client.get(link.headers["Location"])).status_code == 404
    left = {one.parts[-3] for one in (bucket[1] / "assets").rglob("*") if one.is_file()}
    assert left == {(await theirs.got("/me"))["tenant_id"]}
    assert (await theirs("GET", f"{place}/{made['id']}/content")).status_code == 307

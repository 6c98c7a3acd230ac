"""Guards io.s3 and io.s3_put on a real S3 service, which checks every signature."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.store import S3Store

from actors.context import StepContext
from media.errors import KinoraError
from media.ids import LOCAL_TENANT, Digest
from media.types import Document
from pipelines.catalog import node_type
from pipelines.orders import Place
from tests.buckets import BUCKET, KEY, SECRET, s3_service, settings
from tests.pipelines.nodes.running import Here, Ran, run_example
from tests.servers import LOCAL


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("s3") / "served"
    with s3_service(folder) as endpoint:
        yield endpoint, folder / BUCKET


@pytest.fixture
def there(
    service: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, str], Path]:
    """How a flow reaches the service, and the folder that it serves."""
    endpoint, folder = service
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)
    monkeypatch.setenv("KINORA_SECRET_RUSHES", f"{KEY}:{SECRET}")
    monkeypatch.setenv("KINORA_SECRET_WRONG", f"{KEY}:wrong")
    # None of the operator's own must be mixed in.
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    return {"endpoint": endpoint, "secret": "RUSHES"}, folder


@pytest.fixture
def client(service: tuple[str, Path]) -> S3Store:
    """Another client of the service."""
    return S3Store(
        BUCKET,
        config={
            name.removeprefix("AWS_").lower(): value for name, value in settings(service[0]).items()
        },
        virtual_hosted_style_request=False,
    )


def url(key: str) -> str:
    return f"s3://{BUCKET}/{key}"


@pytest.mark.parametrize("key", ["a.mp4", "scene 1/ü+c%20=&$@,;:~'()*!.mp4"])
def test_an_asset_comes_back_as_it_was_put(tmp_path: Path, there: Any, key: str) -> None:
    access, folder = there
    put = run_example("io.s3_put", tmp_path, url=url(key), **access)
    clip: Any = put.outputs["asset"]
    content = put.path(clip.clip).read_bytes()
    assert (folder / key).read_bytes() == content
    assert (put.out.url, put.out.num_bytes) == (url(key), len(content)) and put.out.etag
    got = run_example("io.s3", tmp_path, url=url(key), **access)
    assert got.out.document.digest == clip.clip.digest
    assert got.out.document.media_type == "video/mp4" and got.out.etag == put.out.etag


def test_an_object_of_json_comes_as_data(tmp_path: Path, there: Any, client: S3Store) -> None:
    access, _ = there
    obstore.put(client, "notes.json", json.dumps({"take": 3}).encode())
    got = run_example("io.s3", tmp_path, url=url("notes.json"), **access)
    assert got.out.data == {"take": 3} and got.out.document.media_type == "application/json"


def test_the_operators_own_credentials_serve_buckets_that_flows_may_use(
    tmp_path: Path, there: Any, client: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, _ = there
    obstore.put(client, "own.txt", b"own")
    for name, value in settings(access["endpoint"]).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_SESSION_TOKEN")
    own = {"url": url("own.txt"), "secret": "", "endpoint": ""}
    with pytest.raises(KinoraError, match="KINORA_ALLOW_BUCKETS"):
        run_example("io.s3", tmp_path, **own)
    monkeypatch.setenv("KINORA_ALLOW_BUCKETS", BUCKET)
    assert ran_text(run_example("io.s3", tmp_path, **own)) == "own"


def ran_text(ran: Ran) -> str:
    return ran.path(ran.out.document).read_text()


async def test_what_no_bucket_takes_is_told_before_it_is_sent(tmp_path: Path) -> None:
    huge = Document(digest=Digest("0" * 64), num_bytes=5_000_000_001, media_type="text/plain")
    step = node_type("io.s3_put").cls.model_validate({"asset": huge, "url": url("huge")})
    place = Place(tenant=LOCAL_TENANT, objects=str(tmp_path), scratch=str(tmp_path))
    with pytest.raises(KinoraError) as caught:
        await step.run(StepContext(Here(), place))
    assert caught.value.code == "ASSET_TOO_LARGE"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"url": url("missing")}, "SERVER_REFUSED"),
        ({"secret": "WRONG"}, "SERVER_REFUSED"),
        ({"secret": "NONE"}, "SECRET_REFUSED"),
        ({"secret": ""}, "SECRET_REFUSED"),
        ({"endpoint": "http://169.254.169.254"}, "URL_REFUSED"),
        ({"endpoint": "http://10.0.0.1:9000"}, "URL_REFUSED"),
        ({"url": "s3://x/y"}, "URL_REFUSED"),
    ],
)
def test_what_cannot_be_got_is_told(
    tmp_path: Path, there: Any, client: S3Store, params: Any, code: str
) -> None:
    access, _ = there
    obstore.put(client, "here.txt", b"here")
    with pytest.raises(KinoraError) as caught:
        run_example("io.s3", tmp_path, **{"url": url("here.txt"), **access, **params})
    assert caught.value.code == code
    assert f"{KEY}:" not in str(caught.value)

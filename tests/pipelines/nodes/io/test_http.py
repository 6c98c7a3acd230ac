"""Guards io.http and io.send on a real server: what is asked, what comes back, what is refused."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from media.errors import KinoraError
from media.types import Document
from pipelines.catalog import node_type
from pipelines.graph import Flow
from tests.pipelines.nodes.running import Ran, run_example, run_flow
from tests.servers import LOCAL, said, saying, serving

JSON = "application/json"


@pytest.fixture(autouse=True)
def operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)
    monkeypatch.setenv("KINORA_SECRET_CRM", "s3cr3t")


async def ran(type_id: str, folder: Path, **params: Any) -> Ran:
    """Run an example beside the server."""
    return await asyncio.to_thread(run_example, type_id, folder, **params)


async def test_json_comes_as_data(tmp_path: Path) -> None:
    films = {"films": ["Roundhay", "Passage"], "year": 1888}
    body = json.dumps(films, indent=1).encode()
    answer = said(body, content_type=JSON, ETag='"1"', set_cookie="session=1")
    async with serving(saying(answer)) as server:
        got = await ran("io.http", tmp_path, url=server.url("/films?year=1888"))
    assert server.asked[0].method == "GET" and server.asked[0].path == "/films?year=1888"
    assert got.out.data == films and got.out.text == body.decode() and got.out.status == 200
    assert got.path(got.out.document).read_bytes() == body
    assert got.out.document.media_type == JSON
    assert got.out.headers == {"content-type": JSON, "etag": '"1"'}


async def test_a_file_comes_as_a_document_of_its_own_kind(tmp_path: Path) -> None:
    body = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9000
    async with serving(saying(said(body, content_type="text/html"))) as server:
        got = await ran("io.http", tmp_path, url=server.url())
    assert got.out.document.media_type == "image/png"
    assert got.path(got.out.document).read_bytes() == body
    assert (got.out.data, got.out.text) == (None, "")


async def test_text_comes_as_text(tmp_path: Path) -> None:
    body = "Le pré".encode("latin-1")
    answer = said(body, content_type="text/plain; charset=iso-8859-1")
    async with serving(saying(answer)) as server:
        got = await ran("io.http", tmp_path, url=server.url())
    assert got.out.data == got.out.text == "Le pré"


async def test_a_long_text_comes_as_a_document_alone(tmp_path: Path) -> None:
    body = b"word " * 300_000
    async with serving(saying(said(body))) as server:
        got = await ran("io.http", tmp_path, url=server.url())
    assert got.out.data is None and got.out.document.num_bytes == len(body)


async def test_headers_and_secrets_reach_the_server(tmp_path: Path) -> None:
    async with serving(saying(said())) as server:
        await ran(
            "io.http", tmp_path, url=server.url(), headers={"Accept": JSON},
            secret_headers={"Authorization": "Bearer $CRM"},
        )  # fmt: skip
    assert server.asked[0].headers["authorization"] == "Bearer s3cr3t"
    assert server.asked[0].headers["accept"] == JSON


async def test_the_journal_keeps_no_secret_that_a_server_repeats(tmp_path: Path) -> None:
    body = b'{"headers": {"authorization": "Bearer s3cr3t"}}'
    async with serving(saying(said(body, location="/?key=s3cr3t&x=1"))) as server:
        got = await ran(
            "io.http", tmp_path, url=server.url(), secret_headers={"Authorization": "Bearer $CRM"}
        )
    assert "s3cr3t" not in json.dumps(got.out.model_dump(mode="json"))
    assert got.out.headers["location"] == "/?key=***&x=1"
    assert got.out.data == {"headers": {"authorization": "Bearer ***"}}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"url": "http://169.254.169.254/latest/meta-data/"}, "URL_REFUSED"),
        ({"url": "http://10.0.0.1/"}, "URL_REFUSED"),
        ({"url": "file:///etc/passwd"}, "URL_REFUSED"),
        ({"url": "http://films:port/"}, "URL_REFUSED"),
        ({"secret_headers": {"x": "$NONE"}}, "SECRET_REFUSED"),
        ({"limit_mb": 0.001}, "RESPONSE_TOO_LARGE"),
    ],
)
async def test_what_is_refused_is_told(tmp_path: Path, params: Any, code: str) -> None:
    async with serving(saying(said(b"x" * 2000))) as server:
        with pytest.raises(KinoraError) as caught:
            await ran("io.http", tmp_path, **{"url": server.url(), **params})
    assert caught.value.code == code


async def test_nothing_is_left_of_what_was_refused(tmp_path: Path) -> None:
    async with serving(saying(said(b"x" * 2000))) as server:
        with pytest.raises(KinoraError):
            await ran("io.http", tmp_path, url=server.url(), limit_mb=0.001)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_an_answer_without_room_fails_the_step(tmp_path: Path) -> None:
    (tmp_path / "scratch").write_bytes(b"no folder")
    async with serving(saying(said(b"x"))) as server:
        with pytest.raises(KinoraError, match="cannot be kept"):
            await ran("io.http", tmp_path, url=server.url())


async def test_an_error_fails_or_is_an_answer(tmp_path: Path) -> None:
    async with serving(saying(said(b'{"why": "gone"}', 410))) as server:
        with pytest.raises(KinoraError, match="410 Gone") as caught:
            await ran("io.http", tmp_path, url=server.url())
        got = await ran("io.http", tmp_path, url=server.url(), accept_errors=True)
    assert caught.value.code == "SERVER_REFUSED"
    assert (got.out.status, got.out.data) == (410, {"why": "gone"})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_data_is_sent_as_json(tmp_path: Path, method: str) -> None:
    async with serving(saying(said(b'{"id": 7}', 201))) as server:
        sent = await ran(
            "io.send", tmp_path, url=server.url(), method=method, data={"é": [1, None]}
        )
    (asked,) = server.asked
    assert asked.method == method and json.loads(asked.body) == {"é": [1, None]}
    assert asked.headers["content-type"] == JSON
    assert (sent.out.status, sent.out.data) == (201, {"id": 7})


async def test_text_is_sent_as_it_is(tmp_path: Path) -> None:
    async with serving(saying(said())) as server:
        await ran(
            "io.send", tmp_path, url=server.url(), body="a,b\n1,2\n",
            headers={"Content-Type": "text/csv"},
        )  # fmt: skip
    assert server.asked[0].body == b"a,b\n1,2\n"
    assert server.asked[0].headers["content-type"] == "text/csv"


async def test_a_clip_is_sent_as_it_is(tmp_path: Path) -> None:
    async with serving(saying(said())) as server:
        flow = Flow.model_validate(
            {
                "nodes": [
                    {"id": "clip", "type": "sample.clip", "params": {"seconds": 0.2}},
                    {"id": "send", "type": "io.send", "params": {"url": server.url()}},
                ],
                "edges": [{"from": "clip.clip", "to": "send.file"}],
            }
        )
        sent = await asyncio.to_thread(run_flow, flow, tmp_path)
    clip: Any = sent.outputs["clip"]
    assert server.asked[0].body == sent.path(clip.clip).read_bytes()
    assert server.asked[0].headers["content-type"] == "video/mp4"


async def test_a_step_names_itself_alike_at_each_attempt(tmp_path: Path) -> None:
    async with serving(saying(said())) as server:
        for _ in range(2):
            await ran("io.send", tmp_path, url=server.url())
    first, second = (asked.headers["idempotency-key"] for asked in server.asked)
    assert first == second and len(first) == 32


def test_what_reads_and_what_acts_are_told_apart() -> None:
    effects = {name: node_type(f"io.{name}").effect for name in ("http", "send", "webhook", "s3")}
    assert effects == {"http": "read", "send": "external", "webhook": "external", "s3": "read"}
    assert not node_type("io.http").keyed


def test_the_document_travels_as_data() -> None:
    field = node_type("io.http").outputs.model_fields["document"]
    assert field.annotation is Document

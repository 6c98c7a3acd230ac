"""Guards fetching: its bounds in size and time, redirects, errors, and what a server is told."""

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from media.errors import DeadlineExceeded, KinoraError
from models.net.faults import (
    BadResponse,
    FetchFailed,
    OutcomeUnknown,
    ResponseTooLarge,
    ServerBusy,
    ServerRefused,
    UrlRefused,
)
from models.net.fetch import Answer, Call, fetch
from models.net.guard import GuardedTransport, Resolve, resolve
from models.net.policy import Policy
from models.net.retrying import retry_after_s
from tests.servers import LOCAL, Asked, said, saying, serving

NOW = datetime(2030, 1, 1, 12, 0, 0, tzinfo=UTC)
KB = 1000


async def fetched(
    url: str, folder: Path, *, resolve: Resolve = resolve, hosts: str = LOCAL, **options: Any
) -> tuple[Answer, bytes]:
    guard = GuardedTransport(Policy.of({"KINORA_ALLOW_HOSTS": hosts}), resolve=resolve)
    into = folder / "body"
    answer = await fetch(Call(url=url, **options), into, guard, lambda: NOW)
    await guard.aclose()
    return answer, into.read_bytes()


async def test_a_body_is_written_as_it_came(tmp_path: Path) -> None:
    body = bytes(range(256)) * 4000
    async with serving(saying(said(body, content_type="video/mp4"))) as server:
        answer, found = await fetched(server.url(), tmp_path)
    assert (answer.status, answer.num_bytes, found) == (200, len(body), body)
    assert answer.headers["content-type"] == "video/mp4"


async def test_a_file_is_sent_in_pieces_with_its_length(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes(b"frame" * 50_000)
    async with serving(saying(said())) as server:
        await fetched(server.url(), tmp_path, method="PUT", body=sent)
    assert server.asked[0].body == sent.read_bytes()


async def test_a_body_in_chunks_is_put_together(tmp_path: Path) -> None:
    answer = (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    async with serving(saying(answer)) as server:
        assert (await fetched(server.url(), tmp_path))[1] == b"abcde"


async def endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x" * 10 * KB)
        await writer.drain()
        await asyncio.sleep(0)


async def drip(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def slow_head(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"x-more: 1\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


async def broken(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this")


async def gone(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def test_what_says_that_it_is_too_large_is_not_read(tmp_path: Path) -> None:
    async with serving(saying(said(b"x" * 50 * KB))) as server:
        with pytest.raises(ResponseTooLarge, match="10,000"):
            await fetched(server.url(), tmp_path, limit_bytes=10 * KB)
    assert not (tmp_path / "body").exists()


async def test_what_does_not_say_so_is_cut_off(tmp_path: Path) -> None:
    async with serving(endless) as server:
        with pytest.raises(ResponseTooLarge) as caught:
            await fetched(server.url(), tmp_path, limit_bytes=100 * KB)
        await asyncio.wait_for(server.left.wait(), 2)
    assert not caught.value.retryable
    assert (tmp_path / "body").stat().st_size <= 100 * KB


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress])
async def test_what_grows_when_it_is_unpacked_is_cut_off(tmp_path: Path, packed: Any) -> None:
    bomb = packed(b"\0" * 20_000 * KB)
    assert len(bomb) < 50 * KB
    async with serving(saying(said(bomb, content_encoding="gzip"))) as server:
        with pytest.raises(ResponseTooLarge):
            await fetched(server.url(), tmp_path, limit_bytes=1000 * KB)
    assert (tmp_path / "body").stat().st_size <= 1000 * KB


async def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    text = b"to be or not to be " * 20_000
    body = gzip.compress(text[:1000]) + gzip.compress(text[1000:])
    async with serving(saying(said(body, content_encoding="gzip"))) as server:
        answer, found = await fetched(server.url(), tmp_path)
    assert found == text and answer.num_bytes == len(text)
    assert server.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"plain", "gzip"),
        (gzip.compress(b"text" * 100, mtime=0)[:-20], "gzip"),
        (b"x", "br"),
        (b"x", "zstd"),
    ],
)
async def test_what_cannot_be_unpacked_is_told(tmp_path: Path, body: bytes, encoding: str) -> None:
    async with serving(saying(said(body, content_encoding=encoding))) as server:
        with pytest.raises(BadResponse):
            await fetched(server.url(), tmp_path)


@pytest.mark.parametrize("slow", [drip, silent, slow_head])
async def test_a_slow_server_is_left_at_the_deadline(tmp_path: Path, slow: Any) -> None:
    began = asyncio.get_running_loop().time()
    async with serving(slow) as server:
        with pytest.raises(DeadlineExceeded) as caught:
            await fetched(server.url(), tmp_path, within_s=0.2)
        await asyncio.wait_for(server.left.wait(), 2)
    assert caught.value.retryable
    assert asyncio.get_running_loop().time() - began < 1.5


async def test_a_name_server_has_no_longer_than_others(tmp_path: Path) -> None:
    async def lost(host: str, port: int) -> list[str]:
        await asyncio.sleep(60)
        return [LOCAL]

    with pytest.raises(DeadlineExceeded):
        await fetched("https://films.example/", tmp_path, resolve=lost, within_s=0.1)


async def test_a_server_sees_that_nobody_waits_any_more(tmp_path: Path) -> None:
    async with serving(drip) as server:
        waiting = asyncio.create_task(fetched(server.url(), tmp_path))
        await server.arrived.wait()
        waiting.cancel()
        await asyncio.wait_for(server.left.wait(), 2)
        with pytest.raises(asyncio.CancelledError):
            await waiting


@pytest.mark.parametrize("breaks", [broken, gone])
async def test_a_connection_that_breaks_may_be_tried_again(tmp_path: Path, breaks: Any) -> None:
    async with serving(breaks) as server:
        with pytest.raises(FetchFailed) as caught:
            await fetched(server.url(), tmp_path)
    assert caught.value.retryable


@pytest.mark.parametrize(("breaks", "within_s"), [(gone, 2.0), (silent, 0.2)])
async def test_what_must_not_be_sent_twice_is_not(
    tmp_path: Path, breaks: Any, within_s: float
) -> None:
    async with serving(breaks) as server:
        with pytest.raises(OutcomeUnknown) as caught:
            await fetched(
                server.url(), tmp_path, method="POST", repeatable=False, within_s=within_s
            )
    assert not caught.value.retryable and len(server.asked) == 1


async def test_what_was_never_sent_may_be(tmp_path: Path) -> None:
    async with serving(silent) as server:
        url = server.url()
    with pytest.raises(FetchFailed) as caught:
        await fetched(url, tmp_path, method="POST", repeatable=False)
    assert caught.value.retryable


async def test_a_redirect_is_followed_and_written_once(tmp_path: Path) -> None:
    moved = said(b"moved", 302, location="/there?x=1")
    async with serving(saying(moved, said(b"arrived"))) as server:
        assert (await fetched(server.url("/here"), tmp_path))[1] == b"arrived"
    assert [asked.path for asked in server.asked] == ["/here", "/there?x=1"]


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]:9000/",
     "file:///etc/passwd", "http://me:word@films.example/"],
)  # fmt: skip
async def test_a_redirect_to_where_flows_must_not_go_is_refused(
    tmp_path: Path, location: str
) -> None:
    async with serving(saying(said(b"", 302, location=location))) as server:
        with pytest.raises(UrlRefused):
            await fetched(server.url(), tmp_path)


async def test_a_name_that_turns_inward_between_redirects_is_refused(tmp_path: Path) -> None:
    answers = [[LOCAL], ["127.0.0.2"]]

    async def turning(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async with serving(saying(said(b"", 302, location="/again"))) as server:
        with pytest.raises(UrlRefused):
            await fetched(server.url(host="films.example"), tmp_path, resolve=turning)
    assert len(server.asked) == 1 and not answers


async def test_redirects_end(tmp_path: Path) -> None:
    async with serving(saying(said(b"", 302, location="/again"))) as server:
        with pytest.raises(BadResponse, match="5 times"):
            await fetched(server.url(), tmp_path)
    assert len(server.asked) == 6


async def test_no_other_server_sees_a_secret(tmp_path: Path) -> None:
    async with serving(saying(said(b"theirs"))) as other:
        elsewhere = said(b"", 307, location=other.url("/x"))
        async with serving(saying(said(b"", 307, location="/y"), elsewhere)) as server:
            secret = {"authorization": "Bearer s3cr3t"}
            await fetched(server.url(), tmp_path, private=secret, headers={"x-plain": "1"})
    assert [asked.headers.get("authorization") for asked in server.asked] == ["Bearer s3cr3t"] * 2
    assert "authorization" not in other.asked[0].headers
    assert other.asked[0].headers["x-plain"] == "1"


async def test_a_redirect_from_https_to_http_is_refused(tmp_path: Path) -> None:
    class Redirecting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(301, headers={"location": "http://films.example/"})

    with pytest.raises(UrlRefused, match="listen"):
        await fetch(Call(url="https://films.example/"), tmp_path / "x", Redirecting())


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_is_asked_again_when_it_says(tmp_path: Path, status: int) -> None:
    async with serving(saying(said(b"later", status, retry_after="7"))) as server:
        with pytest.raises(ServerBusy) as caught:
            await fetched(server.url("/x?token=s3cr3t"), tmp_path, method="POST", repeatable=False)
    assert (caught.value.retryable, caught.value.retry_after_s) == (True, 7.0)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "options", "kind"),
    [
        (404, {}, ServerRefused),
        (401, {}, ServerRefused),
        (500, {}, ServerBusy),
        (502, {"method": "POST", "repeatable": False}, ServerRefused),
        (301, {"method": "POST", "follow": False}, ServerRefused),
        (599, {}, ServerRefused),
    ],
)
async def test_an_error_is_told_by_what_may_help(
    tmp_path: Path, status: int, options: Any, kind: type[KinoraError]
) -> None:
    async with serving(saying(said(b"why", status, location="/x"))) as server:
        with pytest.raises(kind, match=str(status)):
            await fetched(server.url(), tmp_path, **options)
        answer, body = await fetched(server.url(), tmp_path, accept_errors=True, follow=False)
    assert (answer.status, body) == (status, b"why")


async def test_an_answer_that_is_no_http_is_told(tmp_path: Path) -> None:
    async with serving(saying(b"220 mail.example ESMTP\r\n\r\n")) as server:
        with pytest.raises(FetchFailed):
            await fetched(server.url(), tmp_path)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Tue, 01 Jan 2030 12:00:30 GMT", 30.0),
        ("Tue, 01 Jan 2030 11:00:00 GMT", 0.0),
        ("999999", 3600.0),
        ("99999999999999999999", None),
        ("-1", None),
        ("soon", None),
        ("", None),
    ],
)
def test_when_to_come_back_is_read(header: str, seconds: float | None) -> None:
    assert retry_after_s(header, NOW) == seconds

"""Guards the hook for a virus scanner, against a server that speaks as clamd does."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from api.settings import Settings
from api.uploads.clamd import ScannerFailed, scan
from tests.api.conftest import Api
from tests.api.uploads.sending import error, kept, sent

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Daemon:
    """What clamd does with INSTREAM, to the byte."""

    most: int = 10_000_000
    silent: bool = False
    seen: list[bytes] = field(default_factory=list[bytes])
    address: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            assert await reader.readexactly(10) == b"zINSTREAM\0"
            said = await self._verdict(reader)
            if not self.silent:
                writer.write(said + b"\0")
                await writer.drain()
        writer.close()

    async def _verdict(self, reader: asyncio.StreamReader) -> bytes:
        data = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            data += await reader.readexactly(size)
            if len(data) > self.most:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(data)
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"

    @asynccontextmanager
    async def up(self) -> AsyncGenerator["Daemon"]:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server:
            yield self


@pytest.fixture
async def daemon() -> AsyncIterator[Daemon]:
    async with Daemon().up() as daemon:
        yield daemon


@pytest.fixture
def settings(settings: Settings, daemon: Daemon) -> Settings:
    return replace(settings, clamd=daemon.address)


async def test_what_it_finds_is_refused(ours: Api, daemon: Daemon) -> None:
    answer = await sent(ours, EICAR, name="a.txt", kind="document")
    assert error(answer) == (422, "MALWARE_FOUND", "content")
    assert daemon.seen == [EICAR]
    assert (await ours.got("/artifacts"))["items"] == []


async def test_what_it_does_not_find_comes_in_whole(ours: Api, daemon: Daemon) -> None:
    data = b"words of many\n" * 100_000
    await kept(ours, data, name="a.txt", kind="document")
    assert daemon.seen == [data]


async def test_what_it_does_not_look_at_stays_out(ours: Api, daemon: Daemon) -> None:
    daemon.most = 1000
    answer = await sent(ours, b"words\n" * 100_000, name="a.txt", kind="document")
    assert error(answer)[:2] == (503, "SCANNER_FAILED")
    upload = answer.request.url.path.split("/")[-2]
    assert (await ours.got(f"/uploads/{upload}"))["state"] == "open"
    daemon.most = 10_000_000
    ended = await ours("POST", f"/uploads/{upload}/finish")
    assert ended.json()["state"] == "ready"


async def test_a_scanner_that_is_not_there_lets_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"words")
    async with Daemon().up() as gone:
        address = gone.address
    for nowhere in (address, "no port", "127.0.0.1:no"):
        with pytest.raises(ScannerFailed):
            await scan(path, nowhere)
    async with Daemon(silent=True).up() as silent:
        with pytest.raises(ScannerFailed):
            await scan(path, silent.address, step_s=0.02)

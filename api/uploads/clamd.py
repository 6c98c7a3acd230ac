"""Asks a ClamAV daemon about a file, by its INSTREAM command over TCP.

https://docs.clamav.net/manual/Usage/Scanning.html#clamd
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from media.errors import InputError, WorldError

CHUNK_BYTES = 1 << 18
STEP_S = 30.0
"""How long the daemon may take for a chunk; for its verdict, twenty times that."""
MOST_LETTERS = 4096


class ScannerFailed(WorldError):
    """The scanner that was asked for says nothing of a file, so the file does not come in."""

    code = "SCANNER_FAILED"
    retry_after_s = 30.0


async def scan(path: Path, address: str, *, step_s: float = STEP_S) -> None:
    """Have a file looked at.

    Args:
        path: the file.
        address: of the daemon, as in `localhost:3310`.
        step_s: how long it may take for a chunk.

    Raises:
        InputError: it holds malware.
        ScannerFailed: the daemon cannot be reached, or does not look at the file.
    """
    host, _, port = address.rpartition(":")
    try:
        async with asyncio.timeout(step_s):
            reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        try:
            said = await _asked(path, reader, writer, step_s)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
    except (OSError, ValueError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
        raise ScannerFailed(
            f"the virus scanner does not answer ({type(error).__name__})", "try again later"
        ) from error
    _judge(said)


async def _asked(
    path: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, step_s: float
) -> str:
    """Send the file; what the daemon says of it. It may say it before all is sent."""
    answer = asyncio.create_task(reader.readuntil(b"\0"))
    try:
        writer.write(b"zINSTREAM\0")
        with path.open("rb") as file:
            while not answer.done() and (chunk := await asyncio.to_thread(file.read, CHUNK_BYTES)):
                writer.write(len(chunk).to_bytes(4, "big") + chunk)
                async with asyncio.timeout(step_s):
                    await writer.drain()
        writer.write(bytes(4))
        async with asyncio.timeout(20 * step_s):
            return (await answer)[:MOST_LETTERS].rstrip(b"\0").decode(errors="replace").strip()
    finally:
        answer.cancel()
        await asyncio.gather(answer, return_exceptions=True)


def _judge(said: str) -> None:
    verdict = said.removeprefix("stream:").strip()
    if verdict == "OK":
        return
    if verdict.endswith(" FOUND"):
        found = verdict.removesuffix(" FOUND")[:100]
        raise InputError(
            f"the file holds malware: {found}", "do not open it", "content", "MALWARE_FOUND"
        )
    raise ScannerFailed(
        f"the virus scanner does not look at the file: {verdict[:200]}", "see clamd's settings"
    )

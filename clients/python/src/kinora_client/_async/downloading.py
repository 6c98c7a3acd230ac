"""Brings a file: taken up where it broke off, checked, and there at once or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kinora_client._async.transport import AsyncTransport
from kinora_client._files import PIECE_BYTES, Arriving, Progress
from kinora_client._patience import Patience
from kinora_client._retries import check_passing
from kinora_client._world import async_sleep, async_threaded
from kinora_client.errors import APIError, ConnectionFailed


async def async_downloaded(
    transport: AsyncTransport,
    path: str,
    to: str | os.PathLike[str],
    *,
    sha256: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Download a file.

    Args:
        transport: of the client.
        path: of the file at the service.
        to: where it is to lie.
        sha256: its digest, where it is known; else the ETag is believed, if it is one.
        progress: is told how far it is.

    Raises:
        TransferFailed: what came is another file.
    """
    arriving = Arriving(Path(to), sha256, progress)
    try:
        await _whole(transport, path, arriving)
        return await async_threaded(arriving.finish)
    finally:
        arriving.drop()


async def _whole(transport: AsyncTransport, path: str, arriving: Arriving) -> None:
    patience = Patience(transport.options.retries)
    while True:
        try:
            async with transport.stream(arriving.ask(path)) as response:
                arriving.begin(response)
                async for piece in response.aiter_bytes(PIECE_BYTES):
                    await async_threaded(arriving.write, piece)
                    patience.heard()
                return
        except (APIError, ConnectionFailed) as error:
            check_passing(error)
            trouble = error
        await async_sleep(patience.pause(trouble))

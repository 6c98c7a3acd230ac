# Made from _async/downloading.py by clients/python/twin.py: change that one.
"""Brings a file: taken up where it broke off, checked, and there at once or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from kinora_client._files import PIECE_BYTES, Arriving, Progress
from kinora_client._patience import Patience
from kinora_client._retries import check_passing
from kinora_client._sync.transport import Transport
from kinora_client._world import sleep, threaded
from kinora_client.errors import APIError, ConnectionFailed


def downloaded(
    transport: Transport,
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
        _whole(transport, path, arriving)
        return threaded(arriving.finish)
    finally:
        arriving.drop()


def _whole(transport: Transport, path: str, arriving: Arriving) -> None:
    patience = Patience(transport.options.retries)
    while True:
        try:
            with transport.stream(arriving.ask(path)) as response:
                arriving.begin(response)
                for piece in response.iter_bytes(PIECE_BYTES):
                    threaded(arriving.write, piece)
                    patience.heard()
                return
        except (APIError, ConnectionFailed) as error:
            check_passing(error)
            trouble = error
        sleep(patience.pause(trouble))

"""Engines with weights on this machine: served from the moment that the catalog has one.

Ray Serve takes 4 s and 300 MB, so it is started when a row that is served is whole, and not before.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from typing import TYPE_CHECKING

from media.errors import InputError
from models.catalog.live import is_whole
from models.catalog.rows import engines

if TYPE_CHECKING:
    from serve.keeper import Keeper

LOOK_S = 2.0
STOP_S = 30.0
ADDRESS, TOKEN = "KINORA_INGRESS", "KINORA_INGRESS_TOKEN"
"""Name the environment's variables by which the API finds the ingress, and enters."""

log = logging.getLogger(__name__)


class Serving:
    """Serves what is to be served while a command runs."""

    def __init__(self) -> None:
        """Choose a port and a token: processes that are started from now on know them."""
        self._port = _free_port()
        os.environ[ADDRESS] = f"http://127.0.0.1:{self._port}"
        os.environ.setdefault(TOKEN, secrets.token_urlsafe(32))
        self._keeper: Keeper | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="serving", daemon=True)

    def start(self) -> None:
        """Look for rows from now on; Ray has to be there."""
        self._thread.start()

    def stop(self) -> None:
        """Serve nothing any more; what is under way goes with Ray."""
        self._ended.set()
        if self._keeper is not None:
            self._keeper.stop()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not _wanted():
            if self._ended.wait(LOOK_S):
                return
        from serve.here import gpus_here
        from serve.keeper import Keeper, start

        start(("127.0.0.1", self._port))
        self._keeper = Keeper(gpus_here())
        if not self._ended.is_set():
            self._keeper.run()


def _wanted() -> bool:
    """Whether there is a row to serve."""
    try:
        return any(one.runs == "serve" and is_whole(one) for one in engines())
    except InputError as error:
        log.warning("the catalog cannot be read: %s", error)
        return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]

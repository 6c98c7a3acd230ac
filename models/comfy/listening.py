"""A server's WebSocket: what it says of one client's jobs, as long as it can be heard.

What is said is for progress alone: a connection may be cut, or another of the same client be open,
and then nothing is heard of the end. Whether a job has ended its history says.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, cast

import httpx
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

OPEN_S = 10.0
CLOSE_S = 1.0
ALIVE_S = 60.0
"""A server that loads a model may answer no ping for a while."""
MAX_BYTES = 32 * 2**20
"""Of a message: previews are pictures, and an output may hold text."""
KEY = "credential_key"
"""Newer servers give a client one with the first message, and want it where the client comes again
before they have seen that it was gone."""
AGAIN_S = 2.0
"""Between two attempts to connect."""


class Listening:
    """The connection of a client; cut, it is made again when next listened to."""

    def __init__(self, url: str, client: str, headers: Mapping[str, str]) -> None:
        """Prepare to listen.

        Args:
            url: the server's.
            client: whose jobs are told of: what is sent with them as `client_id`.
            headers: for the handshake.
        """
        self._url = httpx.URL(f"{url}/ws", params={"clientId": client})
        self._headers = dict(headers)
        self._stack = ExitStack()
        self._open: ClientConnection | None = None
        self._not_before = 0.0
        self._key = ""
        self.cuts = 0
        """How often it was cut."""

    def close(self) -> None:
        """Hang up."""
        self._open = None
        self._stack.close()

    def connect(self) -> bool:
        """Whether there is a connection, if need be another one."""
        if self._open is not None:
            return True
        if time.monotonic() < self._not_before:
            return False
        self._not_before = time.monotonic() + AGAIN_S
        secure = self._url.scheme == "https"
        uri = self._url.copy_with(scheme="wss" if secure else "ws")
        try:
            # With a socket of our own the library follows no redirect.
            line = socket.create_connection(
                (self._url.host, self._url.port or (443 if secure else 80)), OPEN_S
            )
            self._open = self._stack.enter_context(
                connect(
                    str(uri),
                    sock=line,
                    additional_headers=self._headers,
                    proxy=None,
                    open_timeout=OPEN_S,
                    close_timeout=CLOSE_S,
                    ping_timeout=ALIVE_S,
                    max_size=MAX_BYTES,
                )
            )
            if self._key:
                self._open.send(json.dumps({"type": "credential_auth", "data": {KEY: self._key}}))
        except (OSError, WebSocketException, ValueError):
            self.close()
            # Without it the job is looked for: there is no progress, and nothing is lost.
            return False
        return True

    def next(self, within_s: float) -> dict[str, Any] | None:
        """What is said next: `type` and `data`; None where nothing is said within a time."""
        until = time.monotonic() + within_s
        while (left := until - time.monotonic()) > 0:
            if not self.connect() or self._open is None:
                time.sleep(min(left, within_s))
                return None
            try:
                said = self._open.recv(timeout=left)
            except TimeoutError:
                return None
            except ConnectionClosed:
                self.cuts += 1
                self.close()
                return None
            found = _message(said)
            if found is not None:
                self._key = str(found["data"].get(KEY, self._key))
                return found
        return None


def _message(said: str | bytes) -> dict[str, Any] | None:
    """A message; None for previews, which are binary, and for what is none."""
    if isinstance(said, bytes):
        return None
    try:
        found = json.loads(said)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    message = cast("dict[str, Any]", found)
    return message if isinstance(message.get("data"), dict) else None

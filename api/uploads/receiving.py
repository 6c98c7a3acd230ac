"""Takes a file in by pieces, for a folder store: each begins where the one before ended.

A piece goes to disk as it comes. How far it is, is written down on the way, so that a client whose
line breaks goes on from there, at whichever process of the API.
"""

from __future__ import annotations

import asyncio
import logging
import uuid

from starlette.requests import ClientDisconnect

from api.call import Call
from api.errors import Conflict
from api.kit.documents import missing
from media.errors import InputError
from store.objects.quarantine import FolderQuarantine
from store.repositories import uploads
from store.repositories.uploads import AnyRow, Hold

log = logging.getLogger(__name__)

LEASE_S = 60.0
SILENT_S = 30.0
"""How long a client may say nothing in the middle of a piece."""
PIECE_BYTES = 4 << 20
"""Kept in memory until it is written."""


async def received(call: Call, upload_id: uuid.UUID, offset: int) -> AnyRow:
    """Take one piece.

    Args:
        call: its body is the piece.
        upload_id: of what.
        offset: where it begins.

    Returns:
        The upload as it is then.

    Raises:
        Conflict: the piece begins elsewhere than where the file ends, or another one is coming.
        InputError: there is more of it than was declared.
    """
    quarantine = call.services.quarantine
    if not isinstance(quarantine, FolderQuarantine):
        raise Conflict("this store takes parts by their URLs", "see `parts`", code="SEND_PARTS")
    turn = await _turn(call, upload_id, offset)
    coming = _Coming(call, quarantine, turn, offset)
    try:
        await coming.take()
    finally:
        async with call.transaction() as connection:
            await uploads.let_go(connection, coming.hold, received=coming.at)
    async with call.transaction() as connection:
        row = await uploads.get(connection, upload_id)
    if row is None:
        raise missing("upload", upload_id)
    return row


async def _turn(call: Call, upload_id: uuid.UUID, offset: int) -> AnyRow:
    async with call.transaction() as connection:
        row = await uploads.get(connection, upload_id)
        if row is None:
            raise missing("upload", upload_id)
        if row.state != "open":
            raise Conflict(f"the upload is {row.state}", "declare another one", code="NOT_OPEN")
        turn = await uploads.hold(connection, upload_id, lease_s=LEASE_S)
        if turn is None:
            raise Conflict("a piece of it is coming", "wait for it", code="UPLOAD_IN_USE")
        if turn.received != offset:
            # The transaction is undone, and the turn with it.
            raise Conflict(
                f"the next piece begins at {turn.received}, not {offset}",
                "ask how far the upload is", "Upload-Offset", "WRONG_OFFSET",
            )  # fmt: skip
    return turn


class _Coming:
    """A piece on its way to disk."""

    def __init__(self, call: Call, quarantine: FolderQuarantine, turn: AnyRow, at: int) -> None:
        self._call = call
        self._quarantine = quarantine
        self._most: int = turn.num_bytes
        self._upload: uuid.UUID = turn.id
        self.hold = Hold(id=turn.id, tries=turn.tries)
        self.at = at
        """How much of the file is on disk."""
        self._piece = bytearray()

    async def take(self) -> None:
        """Take all of it."""
        said = self._call.request.headers.get("content-length", "")
        self._check(int(said) if said.isdigit() else 0)
        body = self._call.request.stream()
        try:
            while True:
                async with asyncio.timeout(SILENT_S):
                    chunk = await anext(body, None)
                if chunk is None:
                    break
                self._check(len(self._piece) + len(chunk))
                self._piece += chunk
                if len(self._piece) >= PIECE_BYTES:
                    await self._write()
                    await self._say()
        except ClientDisconnect:
            # Nobody hears an answer; what came is kept, for the client will go on from there.
            log.info("upload %s broke off", self._upload)
        except TimeoutError as error:
            raise Conflict(
                "nothing more came", "go on from there", code="UPLOAD_STALLED"
            ) from error
        await self._write()

    def _check(self, more: int) -> None:
        if self.at + more > self._most:
            raise InputError(
                f"there is more of it than the {self._most:,} bytes that were declared",
                "declare another upload", "num_bytes", "MORE_THAN_DECLARED",
            )  # fmt: skip

    async def _write(self) -> None:
        if not self._piece:
            return
        data = bytes(self._piece)
        await asyncio.to_thread(
            self._quarantine.write, self._call.tenant, self._upload, self.at, data
        )
        self.at += len(data)
        self._piece.clear()

    async def _say(self) -> None:
        async with self._call.transaction() as connection:
            mine = await uploads.go_on(connection, self.hold, lease_s=LEASE_S, received=self.at)
        if not mine:
            raise Conflict(
                "another piece took its place", "ask how far it is", code="UPLOAD_IN_USE"
            )

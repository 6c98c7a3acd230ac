"""Sends a file: declared with its digest, taken up where it broke off, and looked at."""

from __future__ import annotations

import httpx

from kinora_client._address import at
from kinora_client._async.transport import AsyncTransport
from kinora_client._files import Leaving, Progress
from kinora_client._patience import Deadline, Patience, looks
from kinora_client._requests import Ask, parsed
from kinora_client._retries import check_passing
from kinora_client._world import async_sleep, async_threaded
from kinora_client.errors import APIError, ConnectionFailed
from kinora_client.models.library import Upload

PIECE_BYTES = 8 << 20
FINISH_AGAIN = 20
"""Looks after which the service is told once more: who judged it may have died."""
MENDABLE = ("WRONG_OFFSET", "UPLOAD_IN_USE", "UPLOAD_STALLED", "UPLOAD_UNFINISHED", "HTTP_403")
"""The service has more of the file, or less, than was thought here, or a link is out of date: what
helps is to ask how far it is."""


class AsyncSending:
    """One file on its way."""

    def __init__(
        self, transport: AsyncTransport, leaving: Leaving, progress: Progress | None,
        deadline: Deadline,
    ) -> None:  # fmt: skip
        self._transport = transport
        self._leaving = leaving
        self._progress = progress
        self._deadline = deadline
        self._patience = Patience(transport.options.retries)

    async def sent(self, upload: Upload) -> Upload:
        """Send what the service lacks of it; as it is when all of it was looked at.

        Raises:
            Invalid: it is refused.
            DeadlineExceeded: it took too long.
        """
        while upload.state == "open":
            try:
                await self._send(upload)
                upload = await self._finished(upload.id)
            except (APIError, ConnectionFailed) as error:
                _check_mendable(error)
                await async_sleep(self._deadline.left(self._patience.pause(error)))
                upload = await self._read(upload.id)
        return await self._judged(upload)

    async def _send(self, upload: Upload) -> None:
        if upload.parts:
            await self._send_parts(upload)
            return
        offset = upload.received
        while offset < self._leaving.num_bytes:
            most = min(PIECE_BYTES, self._leaving.num_bytes - offset)
            answer = await self._put(
                at("uploads", upload.id, "content"),
                await async_threaded(self._leaving.piece, offset, most),
                {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"},
            )
            offset = parsed(answer, Upload).received
            self._tell(offset)

    async def _send_parts(self, upload: Upload) -> None:
        done = sum(part.num_bytes for part in upload.parts if part.arrived)
        for part in upload.parts:
            if part.url is None or part.arrived:
                continue
            data = await async_threaded(self._leaving.piece, part.offset, part.num_bytes)
            await self._put(part.url, data, {})
            done += part.num_bytes
            self._tell(done)

    async def _put(self, path: str, data: bytes, headers: dict[str, str]) -> httpx.Response:
        ask = Ask(method="PUT", path=path, content=data, headers=headers)
        return await self._transport.send(ask, self._deadline)

    async def _judged(self, upload: Upload) -> Upload:
        count, waits = 0, looks(self._transport.options.retries)
        while upload.state == "checking":
            await async_sleep(self._deadline.left(next(waits)))
            count += 1
            again = count % FINISH_AGAIN == 0
            upload = await (self._finished(upload.id) if again else self._read(upload.id))
        if upload.state == "refused":
            # Asked once more, the service says why, as the error that it is.
            return await self._finished(upload.id)
        return upload

    async def _finished(self, upload_id: str) -> Upload:
        ask = Ask(method="POST", path=at("uploads", upload_id, "finish")).keyed(None)
        return parsed(await self._transport.send(ask, self._deadline), Upload)

    async def _read(self, upload_id: str) -> Upload:
        ask = Ask(method="GET", path=at("uploads", upload_id))
        return parsed(await self._transport.send(ask, self._deadline), Upload)

    def _tell(self, done: int) -> None:
        self._patience.heard()
        if self._progress is not None:
            self._progress(done, self._leaving.num_bytes)


def _check_mendable(error: APIError | ConnectionFailed) -> None:
    if not isinstance(error, APIError) or error.code not in MENDABLE:
        check_passing(error)

"""Server-sent events out of bytes, as they come and within bounds.

A line has an end: one that has none is not waited for, since it would fill the memory.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from models.net.faults import BadResponse, ResponseTooLarge

Json = dict[str, Any]
MOST_LINE = 1 << 20
MOST_BYTES = 64 << 20
DONE = b"[DONE]"
NOTHING: Json = {}
"""A sign of life that says nothing."""


async def chunks(pieces: AsyncIterator[bytes], name: str) -> AsyncGenerator[Json]:
    """The JSON of each event, `NOTHING` for other signs of life; it ends at `[DONE]`.

    Args:
        pieces: bytes as they come.
        name: of whoever sends them, in messages.

    Raises:
        BadResponse: an event is no JSON.
        ResponseTooLarge: a line has no end, or all of it has none.
    """
    async for line in _lines(pieces, name):
        field, _, value = line.partition(b":")
        if field != b"data":
            yield NOTHING
            continue
        data = value.strip()
        if data == DONE:
            return
        yield _read(data, name) if data else NOTHING


def _read(data: bytes, name: str) -> Json:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise BadResponse(f"{name}: an event is no JSON: {data[:80]!r}") from None
    if not isinstance(found, dict):
        raise BadResponse(f"{name}: an event is no object: {data[:80]!r}")
    return found


async def _lines(pieces: AsyncIterator[bytes], name: str) -> AsyncGenerator[bytes]:
    """Whole lines; what follows the last line's end is dropped, being half of one."""
    rest, arrived = bytearray(), 0
    async for piece in pieces:
        arrived += len(piece)
        # Only what has come is searched: a line in a thousand parts is not read a thousand times.
        begun = len(rest)
        rest += piece
        start = 0
        while (end := rest.find(b"\n", max(start, begun))) >= 0:
            yield bytes(rest[start:end]).rstrip(b"\r")
            start = end + 1
        del rest[:start]
        if len(rest) > MOST_LINE:
            raise ResponseTooLarge(f"{name}: a line of more than {MOST_LINE:,} bytes")
        if arrived > MOST_BYTES:
            raise ResponseTooLarge(f"{name}: an answer of more than {MOST_BYTES:,} bytes")

"""Work that lasts as long as its client listens."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from media.errors import Interrupted

T = TypeVar("T")


async def listened(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What some work gives; it is stopped when the client goes away.

    Raises:
        Interrupted: the client is gone.
    """
    doing, leaving = asyncio.create_task(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise Interrupted("the client is gone")
        return doing.result()
    finally:
        for task in (doing, leaving):
            task.cancel()
        await asyncio.gather(doing, leaving, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

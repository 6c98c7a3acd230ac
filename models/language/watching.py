"""Runs answers of servers for whoever waits in a thread, and is told at each look who is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from media.workspace import Workspace

T = TypeVar("T")
LOOK_S = 0.25
"""How soon a cancel closes the connection."""


def watched(works: Sequence[Workspace], answers: Sequence[Coroutine[Any, Any, T]]) -> list[
    T | Exception
]:  # fmt: skip
    """What came of each, side by side; all are ended when a workspace's `progress` raises.

    Args:
        works: of those who wait.
        answers: one for each.
    """

    async def run() -> list[T | Exception]:
        tasks = [asyncio.ensure_future(one) for one in answers]
        try:
            waiting = set(tasks)
            while waiting:
                waiting = (await asyncio.wait(waiting, timeout=LOOK_S))[1]
                for work in works:
                    work.progress(1 - len(waiting) / len(tasks))
        finally:
            for task in tasks:
                task.cancel()
            found = await asyncio.gather(*tasks, return_exceptions=True)
        return [_plain(one) for one in found]

    return asyncio.run(run())


def _plain(found: T | BaseException) -> T | Exception:
    if isinstance(found, BaseException) and not isinstance(found, Exception):
        raise found
    return found

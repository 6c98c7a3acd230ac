"""What differs between the two clients but for words: how one waits, and where a disk is used."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def async_sleep(seconds: float) -> None:
    """Let others go on for a while."""
    await asyncio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Do nothing for a while."""
    time.sleep(seconds)


async def async_threaded(work: Callable[..., T], *arguments: object) -> T:
    """Do what blocks beside the loop."""
    return await asyncio.to_thread(work, *arguments)


def threaded(work: Callable[..., T], *arguments: object) -> T:
    """Do it here."""
    return work(*arguments)

"""Guards questions put together: each who asks gets an answer of his own, once."""

import asyncio
from collections.abc import Sequence

import pytest

from api.kit.gathering import Gathering


async def test_what_comes_while_one_is_asked_goes_together() -> None:
    asked: list[tuple[str, int]] = []

    async def ask(key: str, number: int) -> Sequence[str]:
        asked.append((key, number))
        await asyncio.sleep(0.01)
        return [f"{key}{place}" for place in range(number)]

    gathering = Gathering(ask)
    first = asyncio.create_task(gathering("a"))
    await asyncio.sleep(0)
    answers = await asyncio.gather(*(gathering("a") for _ in range(5)), gathering("b"))
    assert await first == "a0"
    assert answers == ["a0", "a1", "a2", "a3", "a4", "b0"]
    assert asked == [("a", 1), ("b", 1), ("a", 5)]


async def test_an_error_is_theirs_who_asked_with_it() -> None:
    async def ask(key: str, number: int) -> Sequence[int]:
        await asyncio.sleep(0.01)
        if number == 1:
            raise ConnectionError("gone")
        return list(range(number))

    gathering = Gathering(ask)
    first = asyncio.create_task(gathering("a"))
    await asyncio.sleep(0)
    later = [asyncio.create_task(gathering("a")) for _ in range(2)]
    with pytest.raises(ConnectionError):
        await first
    assert await asyncio.gather(*later) == [0, 1]


async def test_who_goes_away_takes_nobody_with_him() -> None:
    async def ask(key: str, number: int) -> Sequence[int]:
        await asyncio.sleep(0.01)
        return list(range(number))

    gathering = Gathering(ask)
    first, second = (asyncio.create_task(gathering("a")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 1
    assert await gathering("a") == 0

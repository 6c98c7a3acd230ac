"""Questions that many ask at once, put together: while one is under way, the next ones gather.

A request costs a round trip to the database; a hundred that come from the same key in the same
moment cost two. One alone waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Gathering(Generic[Key, Answer]):
    """Asks once for all who ask under the same key while the question before is under way.

    Args:
        ask: asked with the key and the number of those who wait; gives an answer for each.
    """

    def __init__(self, ask: Callable[[Key, int], Awaitable[Sequence[Answer]]]) -> None:
        self._ask = ask
        self._lines: dict[Key, list[asyncio.Future[Answer]]] = {}
        self._serving: set[asyncio.Task[None]] = set()

    async def __call__(self, key: Key) -> Answer:
        """The answer to one of those who ask under this key.

        Raises:
            Exception: what asking raised; all who waited for it get it.
        """
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        line = self._lines.get(key)
        if line is not None:
            line.append(future)
        else:
            self._lines[key] = [future]
            # Of its own: whoever asked first may go away, and the others wait on.
            task = asyncio.create_task(self._serve(key))
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
        return await future

    async def _serve(self, key: Key) -> None:
        try:
            while line := self._lines[key]:
                self._lines[key] = []
                await self._answer(key, line)
        finally:
            for future in self._lines.pop(key):
                future.cancel()

    async def _answer(self, key: Key, line: Sequence[asyncio.Future[Answer]]) -> None:
        try:
            answers = await self._ask(key, len(line))
        except Exception as error:
            for future in line:
                if not future.done():
                    future.set_exception(error)
        except BaseException:
            for future in line:
                future.cancel()
            raise
        else:
            for future, answer in zip(line, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

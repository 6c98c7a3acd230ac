"""Runs one test against both clients: what one awaits, the other answers."""

import asyncio
import inspect
from collections.abc import AsyncIterable, Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any

import httpx

from kinora_client import AsyncKinora, Kinora, Retries

QUICK = Retries(first_s=0.002, longest_s=0.01, look_s=0.002, longest_look_s=0.02)
"""Waits hardly at all, and does not lose patience on a busy machine."""
IMPATIENT = replace(QUICK, patience_s=0.1)
KINDS = ("sync", "async")


class Speaker:
    """A client of either kind."""

    def __init__(self, kind: str, url: str, **options: Any) -> None:
        told: dict[str, Any] = {"api_key": "kin_x", "base_url": url, "retries": QUICK} | options
        self._runner = asyncio.Runner()
        # Reading the certificates of the world takes longer than most tests here.
        if kind == "sync":
            self._http: Any = httpx.Client(verify=False)
            self.client: Any = Kinora(**told, http_client=self._http)
        else:
            self._http = httpx.AsyncClient(verify=False)
            self.client = AsyncKinora(**told, http_client=self._http)

    def __enter__(self) -> "Speaker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        close = getattr(self._http, "aclose", None) or self._http.close
        self._whole(close())
        self._runner.close()

    def __call__(self, ask: Callable[[Any], Any]) -> Any:
        """What the client gives; all items, where it gives one after the other."""
        return self._whole(ask(self.client))

    def first(self, ask: Callable[[Any], Any], count: int) -> list[Any]:
        """So many of what the client gives one after the other, and no more."""
        given = ask(self.client)
        if isinstance(given, AsyncIterable):
            return self._runner.run(_async_first(given, count))
        found = [item for item, _ in zip(given, range(count), strict=False)]
        given.close()
        return found

    def _whole(self, given: Any) -> Any:
        if inspect.isawaitable(given):
            return self._runner.run(_awaited(given))
        if isinstance(given, AsyncIterable):
            return self._runner.run(_listed(given))
        repeated = isinstance(given, Iterable) and not isinstance(given, list | str | bytes | dict)
        return list(given) if repeated and not hasattr(given, "model_dump") else given


async def _awaited(given: Any) -> Any:
    return await given


async def _listed(given: AsyncIterable[Any]) -> list[Any]:
    return [item async for item in given]


async def _async_first(given: Any, count: int) -> list[Any]:
    found: list[Any] = []
    async for item in given:
        found.append(item)
        if len(found) == count:
            break
    await given.aclose()
    return found

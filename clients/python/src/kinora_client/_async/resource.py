"""What all resources share: how they ask, and how their lists go on from page to page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from kinora_client._address import Id, Json, at, given, tagged
from kinora_client._async.transport import AsyncTransport
from kinora_client._requests import Ask, parsed
from kinora_client.errors import BadAnswer
from kinora_client.models.base import Model, Page
from kinora_client.models.projects import Version

T = TypeVar("T")
M = TypeVar("M", bound=Model)
PAGE = 100


class AsyncPager(Generic[M]):
    """A list, asked for page by page as it is gone through."""

    def __init__(
        self, transport: AsyncTransport, kind: type[M], path: str, params: Mapping[str, Any]
    ) -> None:
        self._transport = transport
        self._kind = kind
        self._path = path
        self._params = params

    async def __aiter__(self) -> AsyncIterator[M]:
        """Every item of every page."""
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[list[M]]:
        """Page by page."""
        params = dict(self._params)
        while True:
            ask = Ask(method="GET", path=self._path, params=params)
            page = parsed(await self._transport.send(ask), Page)
            try:
                yield [self._kind.model_validate(item) for item in page.items]
            except ValidationError as error:
                raise BadAnswer(f"GET {self._path} answered other items: {error}") from error
            if page.next_cursor is None:
                return
            if page.next_cursor == params.get("cursor"):
                raise BadAnswer(f"GET {self._path} goes round in circles")
            params["cursor"] = page.next_cursor


class AsyncResource:
    """Asks for one kind of things."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def _get(self, kind: type[T], path: str, /, **params: Any) -> T:
        ask = Ask(method="GET", path=path, params=given(**params))
        return parsed(await self._transport.send(ask), kind)

    async def _post(
        self,
        kind: type[T],
        path: str,
        body: Json | None,
        *,
        key: str | None,
        params: Json | None = None,
        timeout: float | None = None,
        if_match: str | None = None,
    ) -> T:
        ask = Ask(
            method="POST", path=path, body=body, params=params or {}, timeout=timeout,
            headers=tagged(if_match),
        ).keyed(key)  # fmt: skip
        return parsed(await self._transport.send(ask), kind)

    async def _put(self, kind: type[T], path: str, body: Json, *, if_match: str | None = None) -> T:
        ask = Ask(method="PUT", path=path, body=body, headers=tagged(if_match))
        return parsed(await self._transport.send(ask), kind)

    async def _set(self, path: str) -> None:
        await self._transport.send(Ask(method="PUT", path=path))

    async def _patch(
        self, kind: type[T], path: str, body: Json, *, if_match: str | None = None
    ) -> T:
        ask = Ask(method="PATCH", path=path, body=body, headers=tagged(if_match))
        return parsed(await self._transport.send(ask), kind)

    async def _delete(self, path: str, *, if_match: str | None = None) -> None:
        await self._transport.send(Ask(method="DELETE", path=path, headers=tagged(if_match)))

    def _pages(
        self, kind: type[M], path: str, page_size: int, cursor: str | None, /, **params: Any
    ) -> AsyncPager[M]:
        params = given(limit=page_size, cursor=cursor, **params)
        return AsyncPager(self._transport, kind, path, params)


class AsyncVersioned(AsyncResource, Generic[M]):
    """What people edit: each change makes a version, and what was there before can come back."""

    _path: str
    _kind: type[M]

    async def read(self, id: Id) -> M:
        """One of them."""
        return await self._get(self._kind, at(self._path, id))

    async def delete(self, id: Id, *, if_match: str | None = None) -> None:
        """Delete it; `restore` brings it back."""
        await self._delete(at(self._path, id), if_match=if_match)

    def versions(
        self, id: Id, *, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[Version]:
        """What it was, the latest version first."""
        return self._pages(Version, at(self._path, id, "versions"), page_size, cursor)

    async def restore(
        self,
        id: Id,
        version: int,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> M:
        """Bring it back to a former version, or back from its deletion."""
        path = at(self._path, id, "versions", version, "restore")
        return await self._post(self._kind, path, None, key=idempotency_key, if_match=if_match)


class AsyncDocuments(AsyncVersioned[M]):
    """What is listed whole."""

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> AsyncPager[M]:
        """All of them."""
        return self._pages(self._kind, at(self._path), page_size, cursor)


class AsyncArchived(AsyncVersioned[M]):
    """What a list leaves out once it is archived."""

    def list(
        self, *, archived: bool | None = None, page_size: int = PAGE, cursor: str | None = None
    ) -> AsyncPager[M]:
        """All of them; what is archived, and what is in archived projects, if it is asked for."""
        return self._pages(self._kind, at(self._path), page_size, cursor, archived=archived)

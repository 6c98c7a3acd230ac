# Made from _async/resource.py by clients/python/twin.py: change that one.
"""What all resources share: how they ask, and how their lists go on from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from kinora_client._address import Id, Json, at, given, tagged
from kinora_client._requests import Ask, parsed
from kinora_client._sync.transport import Transport
from kinora_client.errors import BadAnswer
from kinora_client.models.base import Model, Page
from kinora_client.models.projects import Version

T = TypeVar("T")
M = TypeVar("M", bound=Model)
PAGE = 100


class Pager(Generic[M]):
    """A list, asked for page by page as it is gone through."""

    def __init__(
        self, transport: Transport, kind: type[M], path: str, params: Mapping[str, Any]
    ) -> None:
        self._transport = transport
        self._kind = kind
        self._path = path
        self._params = params

    def __iter__(self) -> Iterator[M]:
        """Every item of every page."""
        for page in self.pages():
            for item in page:
                yield item

    def pages(self) -> Iterator[list[M]]:
        """Page by page."""
        params = dict(self._params)
        while True:
            ask = Ask(method="GET", path=self._path, params=params)
            page = parsed(self._transport.send(ask), Page)
            try:
                yield [self._kind.model_validate(item) for item in page.items]
            except ValidationError as error:
                raise BadAnswer(f"GET {self._path} answered other items: {error}") from error
            if page.next_cursor is None:
                return
            if page.next_cursor == params.get("cursor"):
                raise BadAnswer(f"GET {self._path} goes round in circles")
            params["cursor"] = page.next_cursor


class Resource:
    """Asks for one kind of things."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _get(self, kind: type[T], path: str, /, **params: Any) -> T:
        ask = Ask(method="GET", path=path, params=given(**params))
        return parsed(self._transport.send(ask), kind)

    def _post(
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
        return parsed(self._transport.send(ask), kind)

    def _put(self, kind: type[T], path: str, body: Json, *, if_match: str | None = None) -> T:
        ask = Ask(method="PUT", path=path, body=body, headers=tagged(if_match))
        return parsed(self._transport.send(ask), kind)

    def _set(self, path: str) -> None:
        self._transport.send(Ask(method="PUT", path=path))

    def _patch(self, kind: type[T], path: str, body: Json, *, if_match: str | None = None) -> T:
        ask = Ask(method="PATCH", path=path, body=body, headers=tagged(if_match))
        return parsed(self._transport.send(ask), kind)

    def _delete(self, path: str, *, if_match: str | None = None) -> None:
        self._transport.send(Ask(method="DELETE", path=path, headers=tagged(if_match)))

    def _pages(
        self, kind: type[M], path: str, page_size: int, cursor: str | None, /, **params: Any
    ) -> Pager[M]:
        params = given(limit=page_size, cursor=cursor, **params)
        return Pager(self._transport, kind, path, params)


class Versioned(Resource, Generic[M]):
    """What people edit: each change makes a version, and what was there before can come back."""

    _path: str
    _kind: type[M]

    def read(self, id: Id) -> M:
        """One of them."""
        return self._get(self._kind, at(self._path, id))

    def delete(self, id: Id, *, if_match: str | None = None) -> None:
        """Delete it; `restore` brings it back."""
        self._delete(at(self._path, id), if_match=if_match)

    def versions(
        self, id: Id, *, page_size: int = PAGE, cursor: str | None = None
    ) -> Pager[Version]:
        """What it was, the latest version first."""
        return self._pages(Version, at(self._path, id, "versions"), page_size, cursor)

    def restore(
        self,
        id: Id,
        version: int,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> M:
        """Bring it back to a former version, or back from its deletion."""
        path = at(self._path, id, "versions", version, "restore")
        return self._post(self._kind, path, None, key=idempotency_key, if_match=if_match)


class Documents(Versioned[M]):
    """What is listed whole."""

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[M]:
        """All of them."""
        return self._pages(self._kind, at(self._path), page_size, cursor)


class Archived(Versioned[M]):
    """What a list leaves out once it is archived."""

    def list(
        self, *, archived: bool | None = None, page_size: int = PAGE, cursor: str | None = None
    ) -> Pager[M]:
        """All of them; what is archived, and what is in archived projects, if it is asked for."""
        return self._pages(self._kind, at(self._path), page_size, cursor, archived=archived)

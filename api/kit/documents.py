"""Routes that every kind of document has: list, make, read, change, delete, restore, history."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Query, Response
from sqlalchemy import ColumnElement, Row, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Call, Reading, Writing
from api.kit import etags
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, DocumentView, Page, View
from api.kit.paging import Paged, Paging, id_place, number_place, paged
from media.errors import NotFound
from store.repositories import documents

N = TypeVar("N", bound=Body)
C = TypeVar("C", bound=Body)
V = TypeVar("V", bound=DocumentView)
AnyRow = Row[*tuple[Any, ...]]
Archived = Annotated[bool, Query(description="Also what is archived.")]
Check = Callable[[AsyncConnection, Mapping[str, Any]], Awaitable[None]]
Guard = Callable[[AsyncConnection, AnyRow], Awaitable[None]]


async def _anything(connection: AsyncConnection, values: Mapping[str, Any] | AnyRow) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[N, C, V]):
    """A kind of document, and what is said of it."""

    name: str
    """In the singular, as in `flow`."""
    table: Table
    new: type[N]
    change: type[C]
    view: type[V]
    check: Check = field(default=_anything)
    """Refuses values that no type can: names of other objects, flows with faults."""
    guard: Guard = field(default=_anything)
    """Refuses to change a document that is in no state to be changed."""
    archived: ColumnElement[bool] | None = None
    """Which are left out of lists unless they are asked for."""

    @property
    def path(self) -> str:
        """In the plural, as in addresses."""
        return self.table.name

    def seen(self, row: AnyRow) -> V:
        """A row as it is answered: what is kept as JSON among its columns."""
        fields = documents.row_values(row)
        return self.view.model_validate(fields | fields.pop("data", {}))

    def columns(self, body: Body, row: AnyRow | None = None) -> dict[str, Any]:
        """The columns that a body sets; what has none of its own goes into `data`.

        Args:
            body: what was sent; fields that were not, or are null, are left as they are.
            row: the document that is changed.
        """
        sent = body.model_dump(mode="json", exclude_unset=row is not None, exclude_none=True)
        own = {name: value for name, value in sent.items() if name in self.table.c}
        if "data" in self.table.c:
            kept = {name: value for name, value in sent.items() if name not in own}
            own["data"] = (row.data if row is not None else {}) | kept
        return own

    async def locked(
        self,
        connection: AsyncConnection,
        document_id: uuid.UUID,
        expected: int | None = None,
        *,
        deleted: bool = False,
    ) -> AnyRow:
        """A document that nobody else changes until this transaction ends.

        Raises:
            NotFound: there is none for this tenant.
            Stale: it is not at the version that was expected.
            Conflict: it is in no state to be changed.
        """
        row = await documents.get(connection, self.table, document_id, deleted=deleted, lock=True)
        if row is None:
            raise missing(self.name, document_id)
        etags.check(row.version, expected)
        await self.guard(connection, row)
        return row


class Version(View):
    """What a document was."""

    version: int
    data: dict[str, Any]
    made_by: str
    created_at: datetime


def missing(name: str, document_id: object) -> NotFound:
    """The error for what is not there, or is another tenant's."""
    return NotFound(f"there is no {name} {document_id}", "look at the list", "id")


@cache
def documented(kind: Kind[Any, Any, Any]) -> APIRouter:
    """The routes of a kind, under its own path."""
    router = APIRouter(prefix=f"/{kind.path}", tags=[kind.path], route_class=KeyedRoute)
    _add_reading(router, kind)
    _add_writing(router, kind)
    _add_history(router, kind)
    return router


def _add_reading(router: APIRouter, kind: Kind[N, C, V]) -> None:
    async def page_of(call: Call, paging: Paging, *shown: ColumnElement[bool]) -> Page[V]:
        async with call.transaction() as connection:
            rows = await documents.page(
                connection, kind.table, *shown, before=id_place(paging.after),
                limit=paging.limit + 1,
            )  # fmt: skip
        return paged(rows, paging, kind.seen, lambda row: str(row.id))

    async def list_all(call: Reading, paging: Paged) -> Page[V]:
        return await page_of(call, paging)

    async def list_open(call: Reading, paging: Paged, archived: Archived = False) -> Page[V]:
        shown = () if archived or kind.archived is None else (~kind.archived,)
        return await page_of(call, paging, *shown)

    async def read(call: Reading, id: uuid.UUID, response: Response) -> V:
        async with call.transaction() as connection:
            row = await documents.get(connection, kind.table, id)
        if row is None:
            raise missing(kind.name, id)
        etags.tag(response, row.version)
        return kind.seen(row)

    list_open.__name__ = list_all.__name__
    listed = list_all if kind.archived is None else list_open
    _route(router, "GET", "", listed, f"List {kind.path}", Page[kind.view])
    _route(router, "GET", "/{id}", read, f"Read a {kind.name}", kind.view)


def _add_writing(router: APIRouter, kind: Kind[N, C, V]) -> None:
    async def create(call: Writing, body: N, response: Response) -> V:
        values = kind.columns(body)
        async with call.transaction() as connection:
            await kind.check(connection, values)
            row = await documents.create(
                connection, kind.table, tenant=call.tenant, document_id=call.new_id(),
                made_by=call.principal.actor, values=values,
            )  # fmt: skip
            await call.note(connection, f"{kind.name}.created", kind.name, row.id)
        etags.tag(response, row.version)
        response.headers["Location"] = f"/v1/{kind.path}/{row.id}"
        return kind.seen(row)

    async def change(
        call: Writing, id: uuid.UUID, body: C, expected: Expected, response: Response
    ) -> V:
        async with call.transaction() as connection:
            row = await kind.locked(connection, id, expected)
            values = kind.columns(body, row)
            await kind.check(connection, documents.row_values(row) | values)
            row = await _changed(call, connection, kind, row, values, "changed")
        etags.tag(response, row.version)
        return kind.seen(row)

    async def delete(call: Writing, id: uuid.UUID, expected: Expected) -> None:
        async with call.transaction() as connection:
            row = await kind.locked(connection, id, expected)
            await documents.delete(connection, kind.table, row, made_by=call.principal.actor)
            await call.note(connection, f"{kind.name}.deleted", kind.name, id)

    create.__annotations__["body"] = kind.new
    change.__annotations__["body"] = kind.change
    _route(router, "POST", "", create, f"Make a {kind.name}", kind.view, status=201)
    _route(router, "PATCH", "/{id}", change, f"Change a {kind.name}", kind.view)
    _route(router, "DELETE", "/{id}", delete, f"Delete a {kind.name}", None, status=204)


def _add_history(router: APIRouter, kind: Kind[N, C, V]) -> None:
    async def history(call: Reading, id: uuid.UUID, paging: Paged) -> Page[Version]:
        async with call.transaction() as connection:
            if await documents.get(connection, kind.table, id, deleted=True) is None:
                raise missing(kind.name, id)
            rows = await documents.history(
                connection, kind.table, id, before=number_place(paging.after),
                limit=paging.limit + 1,
            )  # fmt: skip
        return paged(rows, paging, Version.model_validate, lambda row: row.version)

    async def restore(
        call: Writing, id: uuid.UUID, version: int, expected: Expected, response: Response
    ) -> V:
        async with call.transaction() as connection:
            row = await kind.locked(connection, id, expected, deleted=True)
            former = await documents.former(connection, kind.table, id, version)
            if former is None:
                raise missing(f"version {version} of {kind.name}", id)
            values = former | {"deleted_at": None}
            await kind.check(connection, documents.row_values(row) | values)
            row = await _changed(call, connection, kind, row, values, "restored")
        etags.tag(response, row.version)
        return kind.seen(row)

    _route(router, "GET", "/{id}/versions", history, f"What a {kind.name} was", Page[Version])
    _route(
        router, "POST", "/{id}/versions/{version}/restore", restore,
        f"Bring a {kind.name} back to a former version, or back from its deletion", kind.view,
    )  # fmt: skip


async def _changed(
    call: Call,
    connection: AsyncConnection,
    kind: Kind[Any, Any, Any],
    row: AnyRow,
    values: Mapping[str, Any],
    what: str,
) -> AnyRow:
    changed = await documents.change(
        connection, kind.table, row, made_by=call.principal.actor, values=values
    )
    await call.note(connection, f"{kind.name}.{what}", kind.name, row.id)
    return changed


def _route(
    router: APIRouter,
    method: str,
    path: str,
    handler: Callable[..., Any],
    summary: str,
    answer: Any,
    *,
    status: int = 200,
) -> None:
    router.add_api_route(
        path, handler, methods=[method], summary=summary, response_model=answer,
        status_code=status, operation_id=f"{router.tags[0]}_{handler.__name__}",
    )  # fmt: skip

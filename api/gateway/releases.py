"""Releases of an API: written once, made live, and gone back to."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import Field

from api.call import Reading, Writing
from api.gateway.apis import ApiView, Deployed, Named, Words, found, put_release
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Page, View
from api.kit.paging import Paged, number_place, paged
from store.repositories import apis, documents
from store.tables.apis import apis as table

router = APIRouter(prefix="/apis/{slug}/releases", tags=["apis"], route_class=KeyedRoute)
Number = Annotated[int, Path(ge=1, lt=2**31)]


class NewRelease(Deployed):
    """A flow to release."""

    note: Words = Field(default="", description="What is otherwise in it.")
    promote: bool = Field(default=False, description="Whether it goes live at once.")


class ReleaseView(View):
    """What an API does, or did, or may do."""

    id: uuid.UUID
    number: int
    inputs: dict[str, Any] = Field(description="The JSON Schema of what a call sends.")
    outputs: dict[str, Any] = Field(description="The JSON Schema of what it is answered.")
    note: str
    made_by: str
    created_at: datetime


class WholeRelease(ReleaseView):
    """A release with its flow."""

    flow: dict[str, Any]


@router.post("", status_code=201, summary="Release a flow", operation_id="releases_create")
async def create(call: Writing, slug: Named, body: NewRelease) -> ReleaseView:
    """The next release, which is never changed; it is called once it is promoted."""
    async with call.transaction() as connection:
        api = await found(connection, slug, lock=True)
        row = await put_release(connection, call, api, body, note=body.note)
        told = {"number": row.number, "promoted": body.promote}
        await call.note(connection, "api.released", "api", api.id, told)
        if body.promote:
            await documents.change(
                connection, table, api, made_by=call.principal.actor, values={"live": row.number}
            )
    return ReleaseView.model_validate(row)


@router.get("", summary="List an API's releases", operation_id="releases_list")
async def list_all(call: Reading, slug: Named, paging: Paged) -> Page[ReleaseView]:
    """The latest first."""
    async with call.transaction() as connection:
        api = await found(connection, slug)
        rows = await apis.releases_page(
            connection, api.id, before=number_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, ReleaseView.model_validate, lambda row: row.number)


@router.get("/{number}", summary="Read a release", operation_id="releases_read")
async def read(call: Reading, slug: Named, number: Number) -> WholeRelease:
    """With its flow, as it was deployed."""
    async with call.transaction() as connection:
        api = await found(connection, slug)
        row = await apis.released(connection, api.id, number)
    if row is None:
        raise missing(f"release {number} of", slug)
    return WholeRelease.model_validate(row)


@router.post("/{number}/promote", summary="Make a release live", operation_id="releases_promote")
async def promote(
    call: Writing, slug: Named, number: Number, expected: Expected, response: Response
) -> ApiView:
    """Calls are answered by it from now on; to roll back, promote an earlier one."""
    async with call.transaction() as connection:
        api = await found(connection, slug, lock=True)
        etags.check(api.version, expected)
        if await apis.released(connection, api.id, number) is None:
            raise missing(f"release {number} of", slug)
        row = await documents.change(
            connection, table, api, made_by=call.principal.actor, values={"live": number}
        )
        told = {"number": number, "former": api.live}
        await call.note(connection, "api.promoted", "api", api.id, told)
    etags.tag(response, row.version)
    return ApiView.model_validate(row)

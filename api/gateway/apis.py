"""APIs from flows: made, listed, changed, deleted."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import Field, model_validator
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Call, Reading, Writing
from api.errors import Conflict
from api.gateway.contract import inputs_schema, outputs_schema
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, DocumentView, Line, Page, Slug, Text
from api.kit.paging import Paged, id_place, paged
from api.projects.styling import with_styles
from api.runs.ready import checked_flow
from pipelines.documents import stored
from pipelines.faults import FlowFault, InvalidFlow
from pipelines.graph import OUTPUTS
from store.repositories import apis, documents
from store.tables.apis import apis as table
from store.tables.documents import flows

AnyRow = Row[*tuple[Any, ...]]
Json = dict[str, Any]
router = APIRouter(prefix="/apis", tags=["apis"], route_class=KeyedRoute)

Named = Annotated[Text, Path(max_length=63, examples=["titles"], description="The API's slug.")]
Words = Annotated[Text, Field(max_length=4000)]
PerMinute = Annotated[int, Field(ge=1, le=1_000_000)]


class Deployed(Body):
    """A flow to deploy: as it is, or as it is kept now."""

    flow: Json | None = Field(
        default=None, description="Its edges from `inputs` and to `outputs` are the API's ports."
    )
    flow_id: uuid.UUID | None = Field(default=None, description="A flow of `/v1/flows`.")

    @model_validator(mode="after")
    def _one(self) -> Deployed:
        if (self.flow is None) == (self.flow_id is None):
            raise ValueError("give either a flow or a flow_id")
        return self


class NewApi(Deployed):
    """What is called, and by which name."""

    slug: Slug = Field(examples=["titles"])
    name: Line
    description: Words = ""
    per_minute: PerMinute | None = Field(default=None, description="Calls a minute, of everybody.")


class ApiChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    description: Words | None = None
    per_minute: PerMinute | None = Field(default=None, description="Null lifts the limit.")


class ApiView(DocumentView):
    """A flow that is called by HTTP."""

    slug: str
    name: str
    description: str
    per_minute: int | None
    live: int = Field(description="The number of the release that is called.")


@router.post("", status_code=201, summary="Deploy a flow", operation_id="apis_create")
async def create(call: Writing, body: NewApi, response: Response) -> ApiView:
    """A new API; the flow is its first release, and live."""
    values = body.model_dump(include={"slug", "name", "description", "per_minute"})
    try:
        async with call.transaction() as connection:
            row = await documents.create(
                connection, table, tenant=call.tenant, document_id=call.new_id(),
                made_by=call.principal.actor, values={**values, "live": 1},
            )  # fmt: skip
            await put_release(connection, call, row, body, note="")
            await call.note(connection, "api.created", "api", row.id, {"slug": body.slug})
    except IntegrityError:
        raise Conflict(
            f"there is an API {body.slug} already", "choose another slug", "slug", "SLUG_TAKEN"
        ) from None
    etags.tag(response, row.version)
    response.headers["Location"] = f"/v1/apis/{row.slug}"
    return ApiView.model_validate(row)


@router.get("", summary="List APIs", operation_id="apis_list")
async def list_all(call: Reading, paging: Paged) -> Page[ApiView]:
    """All APIs, the newest first."""
    async with call.transaction() as connection:
        rows = await documents.page(
            connection, table, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, ApiView.model_validate, lambda row: str(row.id))


@router.get("/{slug}", summary="Read an API", operation_id="apis_read")
async def read(call: Reading, slug: Named, response: Response) -> ApiView:
    """What it is called, and which release is live."""
    async with call.transaction() as connection:
        row = await found(connection, slug)
    etags.tag(response, row.version)
    return ApiView.model_validate(row)


@router.patch("/{slug}", summary="Change an API", operation_id="apis_change")
async def change(
    call: Writing, slug: Named, body: ApiChange, expected: Expected, response: Response
) -> ApiView:
    """Its name, its description, its rate; what it does is changed by a release."""
    sent = body.model_dump(exclude_unset=True)
    values = {
        name: value for name, value in sent.items() if value is not None or name == "per_minute"
    }
    async with call.transaction() as connection:
        row = await found(connection, slug, lock=True)
        etags.check(row.version, expected)
        row = await documents.change(
            connection, table, row, made_by=call.principal.actor, values=values
        )
        await call.note(connection, "api.changed", "api", row.id, {"fields": sorted(values)})
    etags.tag(response, row.version)
    return ApiView.model_validate(row)


@router.delete("/{slug}", status_code=204, summary="Delete an API", operation_id="apis_delete")
async def delete(call: Writing, slug: Named, expected: Expected) -> None:
    """Answer no call of it from now on; its slug is free again."""
    async with call.transaction() as connection:
        row = await found(connection, slug, lock=True)
        etags.check(row.version, expected)
        await documents.delete(connection, table, row, made_by=call.principal.actor)
        await call.note(connection, "api.deleted", "api", row.id, {"slug": slug})


async def found(connection: AsyncConnection, slug: str, *, lock: bool = False) -> AnyRow:
    """An API of the tenant.

    Raises:
        NotFound: there is none.
    """
    row = await apis.get(connection, slug, lock=lock)
    if row is None:
        raise missing("API", slug)
    return row


async def put_release(
    connection: AsyncConnection, call: Call, api: AnyRow, body: Deployed, *, note: str
) -> AnyRow:
    """The next release of an API that is locked, or of this transaction's making.

    Raises:
        InvalidFlow: with every fault of the flow.
    """
    flow = checked_flow(await with_styles(connection, await _document(connection, body)))
    if not flow.into(OUTPUTS):
        fault = FlowFault(
            code="MISSING_OUTPUT", node=OUTPUTS, message="an API answers with what enters it",
            remedy='add an edge, as in {"from": "join.clip", "to": "outputs.film"}',
        )  # fmt: skip
        raise InvalidFlow.of([fault])
    values = {
        "flow": stored(flow), "inputs": inputs_schema(flow), "outputs": outputs_schema(flow),
        "note": note,
    }  # fmt: skip
    return await apis.release(
        connection, tenant=call.tenant, api_id=api.id, release_id=call.new_id(),
        made_by=call.principal.actor, values=values,
    )  # fmt: skip


async def _document(connection: AsyncConnection, body: Deployed) -> Json:
    if body.flow_id is None:
        return body.flow or {}
    row = await documents.get(connection, flows, body.flow_id)
    if row is None:
        raise missing("flow", body.flow_id)
    return row.data["flow"]

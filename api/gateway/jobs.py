"""Jobs that calls became: asked for, listed, cancelled, their files downloaded."""

from __future__ import annotations

import uuid
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import FileResponse

from api.call import Call
from api.errors import Conflict
from api.films.download import downloaded
from api.gateway.apis import Named, found
from api.gateway.calling import Calling, Polling, own
from api.gateway.calls import AGAIN_S
from api.gateway.values import files_of
from api.gateway.views import JobView, WholeJob, job_view, whole_job, whole_outputs
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Page, Text
from api.kit.paging import Paged, id_place, paged
from store.repositories import apis, commands, steps
from store.tables.runs import ENDED

AnyRow = Row[*tuple[Any, ...]]
router = APIRouter(prefix="/apis/{slug}/jobs", tags=["apis"], route_class=KeyedRoute)
Output = Annotated[Text, Path(max_length=200, description="The name of an output.")]


@router.get("", summary="List an API's jobs", operation_id="jobs_list")
async def list_all(call: Polling, slug: Named, paging: Paged) -> Page[JobView]:
    """The newest first; a key that is bound to the API sees those that it made."""
    async with call.transaction() as connection:
        api = await found(connection, slug)
        rows = await apis.jobs_page(
            connection, api.id, made_by=own(call), before=id_place(paging.after),
            limit=paging.limit + 1,
        )  # fmt: skip
        counts = await steps.states(connection, [row.id for row in rows])
    return paged(rows, paging, lambda row: job_view(row, counts[row.id]), lambda row: str(row.id))


@router.get("/{id}", summary="Read a job", operation_id="jobs_read")
async def read(call: Polling, slug: Named, id: uuid.UUID, response: Response) -> WholeJob:
    """How far it is, what it gave so far, and how long it goes on."""
    async with call.transaction() as connection:
        row = await _job(connection, call, slug, id)
    if row.state not in ENDED:
        response.headers["Retry-After"] = AGAIN_S
    return await whole_job(call, slug, row)


@router.post("/{id}/cancel", status_code=202, summary="Cancel a job", operation_id="jobs_cancel")
async def cancel(call: Calling, slug: Named, id: uuid.UUID) -> JobView:
    """It is done by the engine: ask for the job until it has ended."""
    async with call.transaction() as connection:
        row = await _job(connection, call, slug, id)
        if row.state in ENDED:
            raise Conflict(f"the job has {row.state}", "call the API again", code="RUN_ENDED")
        await commands.post(connection, tenant=call.tenant, run_id=id, kind="cancel")
        await call.note(connection, "run.cancel", "run", id)
        counts = await steps.states(connection, [id])
    return job_view(row, counts[id])


@router.get(
    "/{id}/files/{output}", summary="Download an output", operation_id="jobs_file",
    response_class=FileResponse,
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}},
              "description": "The file"},
        206: {"description": "The part of it that `Range` asked for"},
        307: {"description": "Where the object store has it, for an hour"},
        416: {"description": "There is no such part"},
    },
)  # fmt: skip
async def download(
    call: Polling,
    slug: Named,
    id: uuid.UUID,
    output: Output,
    request: Request,
    index: Annotated[int, Query(ge=0, lt=2**31, description="Of its files, from 0.")] = 0,
) -> Response:
    """A file of an output, as soon as it is there; whole, or a part of it by `Range`."""
    async with call.transaction() as connection:
        row = await _job(connection, call, slug, id)
    given = await whole_outputs(call, row)
    file = next(islice(files_of(given.get(output)), index, None), None)
    if file is None:
        if row.state in ENDED:
            raise missing(f"file {index} of {output} in job", id)
        raise Conflict(f"there is no {output} yet", "ask for the job", code="NOT_FINISHED")
    return await downloaded(
        call, file.digest, name=f"{output}{file.suffix}", media_type=file.media_type
    )


async def _job(connection: AsyncConnection, call: Call, slug: str, job_id: uuid.UUID) -> AnyRow:
    """A job that the caller may see.

    Raises:
        NotFound: there is none.
    """
    api = await found(connection, slug)
    row = await apis.job(connection, api.id, job_id, made_by=own(call))
    if row is None:
        raise missing("job", job_id)
    return row

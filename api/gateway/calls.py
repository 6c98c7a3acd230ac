"""A call of an API: answered when its job ends, or as a job to be asked for.

The wait holds no connection of the database, and the job is nobody's who waits: a client that goes
away leaves it running.
"""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query, Request, Response
from sqlalchemy import Row

from api import limits
from api.answers import ErrorBody, Told, answer
from api.call import Call
from api.errors import CALLERS, Conflict
from api.gateway.apis import Named, found
from api.gateway.calling import Calling
from api.gateway.contract import taken
from api.gateway.preferences import MOST_S, Preference, preferred
from api.gateway.views import WholeJob, whole_job
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.runs.ready import checked_flow
from api.runs.waiting import ended
from media.ids import digest_of
from media.model import canonical_json
from pipelines.documents import stored
from pipelines.faults import InvalidFlow
from pipelines.graph import Flow
from store.repositories import apis, runs
from store.tables.runs import ENDED

AnyRow = Row[*tuple[Any, ...]]
Json = dict[str, Any]
router = APIRouter(prefix="/apis/{slug}", tags=["apis"], route_class=KeyedRoute)

AGAIN_S = "2"
ANSWERS: dict[int | str, Json] = {
    202: {"model": WholeJob, "description": "It goes on: ask for the job at `Location`"},
    502: {"model": ErrorBody, "description": "The job failed, and not by its inputs"},
}


@router.post("", summary="Call an API", operation_id="apis_call", responses=ANSWERS)
async def run(
    call: Calling,
    slug: Named,
    request: Request,
    response: Response,
    inputs: Annotated[Json, Body(description="By the release's `inputs`.", examples=[{}])],
    wait: Annotated[
        int, Query(ge=0, le=MOST_S, description="Seconds to wait for the end at most.")
    ] = MOST_S,
    prefer: Annotated[
        str | None, Header(max_length=500, description="`respond-async` or `wait=10`, instead.")
    ] = None,
) -> WholeJob:
    """Answered with what the flow gives, or, if it takes longer, with the job that it became."""
    wanted = preferred(request.headers.getlist("prefer"), wait)
    async with call.transaction() as connection:
        api = await found(connection, slug)
        release = await apis.released(connection, api.id, api.live)
    if release is None:
        raise missing("release of", slug)
    await _limit(call, api)
    await call.check_room()
    flow = _flow(release)
    values = taken(flow, inputs)
    run_id = call.new_id()
    with call.services.hub.follow(run_id) as follower:
        await _submit(call, api, release, flow, values, run_id)
        await ended(call, run_id, follower, wanted.seconds)
    return await _answered(call, api, run_id, response, wanted)


async def _limit(call: Call, api: AnyRow) -> None:
    if api.per_minute is None:
        await call.limit("generate")
    else:
        hit = await call.services.turnstile.hit(f"api:{api.id}", api.per_minute)
        limits.check(hit, f"calls of {api.slug}")


def _flow(release: AnyRow) -> Flow:
    try:
        return checked_flow(release.flow)
    except InvalidFlow as error:
        raise Conflict(
            f"release {release.number} is of another release of Kinora: {error.faults[0]}",
            "release its flow again", code="RELEASE_OUTDATED",
        ) from None  # fmt: skip


async def _submit(
    call: Call, api: AnyRow, release: AnyRow, flow: Flow, values: Json, run_id: uuid.UUID
) -> None:
    async with call.transaction() as connection:
        await runs.submit(
            connection, tenant=call.tenant, project=f"api:{api.slug}",
            request=digest_of(canonical_json([flow.digest(), values]).encode()),
            flow=stored(flow), inputs=values, priority="interactive", exclusive=False,
            run_id=run_id, trace=call.trace,
        )  # fmt: skip
        await apis.note_job(
            connection, tenant=call.tenant, run_id=run_id, api_id=api.id, number=release.number,
            made_by=call.principal.actor,
        )  # fmt: skip
        await call.note(connection, "api.called", "run", run_id, {"api": str(api.id)})


async def _answered(
    call: Call, api: AnyRow, run_id: uuid.UUID, response: Response, wanted: Preference
) -> Any:
    async with call.transaction() as connection:
        row = await apis.job(connection, api.id, run_id)
    if row is None:
        raise missing("job", run_id)
    headers = {"Location": f"/v1/apis/{api.slug}/jobs/{run_id}"}
    if wanted.applied:
        headers["Preference-Applied"] = wanted.applied
    if row.state in ("failed", "cancelled"):
        return _failed(call, row, headers)
    if row.state not in ENDED:
        response.status_code = int(HTTPStatus.ACCEPTED)
        headers["Retry-After"] = AGAIN_S
    response.headers.update(headers)
    return await whole_job(call, api.slug, row)


def _failed(call: Call, row: AnyRow, headers: dict[str, str]) -> Response:
    """Answered, not raised: the job is made, and a request that comes again makes no other."""
    error: Json = row.error or {}
    code = error.get("code") or row.state.upper()
    if row.state == "cancelled":
        status = HTTPStatus.CONFLICT
    else:
        by_caller = code in CALLERS
        status = HTTPStatus.UNPROCESSABLE_ENTITY if by_caller else HTTPStatus.BAD_GATEWAY
    said = error.get("message") or f"the job was {row.state}"
    remedy = error.get("remedy")
    told = Told(
        code=code, message=f"{said}: {remedy}" if remedy else said,
        request_id=call.request.state.request_id,
    )  # fmt: skip
    return answer(call.request, status, told, headers)

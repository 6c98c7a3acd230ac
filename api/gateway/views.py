"""A call's job as it is answered: how far it is, what it gave, and when it will be done."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Row

from api.call import Call
from api.gateway.estimates import seconds_left
from api.gateway.values import Link, linked, opened
from api.kit.model import View
from api.runs.routes import flow_of
from api.runs.views import Failure, RunState, run_view
from pipelines.graph import OUTPUTS, Flow
from pipelines.values import Values
from store.repositories import steps
from store.tables.runs import ENDED

AnyRow = Row[*tuple[Any, ...]]
Json = dict[str, Any]
DONE = ("succeeded", "cached", "skipped")


class Progress(View):
    """How far a job is."""

    done: int = Field(description="Steps that are done.")
    known: int = Field(description="Steps that are known of; there may come more.")


class JobView(View):
    """A call that became a job."""

    id: uuid.UUID
    release: int
    state: RunState
    progress: Progress
    error: Failure | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class WholeJob(JobView):
    """A job with what it gave so far; files say by `url` where they are downloaded."""

    outputs: Json | None = Field(description="Once it has succeeded.")
    partial_outputs: Json = Field(description="Until then, what is there of them already.")
    seconds_left: float | None = Field(description="As far as it is known from earlier jobs.")


def job_view(row: AnyRow, counts: Mapping[str, int]) -> JobView:
    """A job without what it gave."""
    return JobView(**_fields(row, counts))


async def whole_job(call: Call, slug: str, row: AnyRow) -> WholeJob:
    """A job with all that is known of it."""
    async with call.transaction() as connection:
        counts = (await steps.states(connection, [row.id]))[row.id]
    given: Json = await whole_outputs(call, row)
    left = None
    if row.state not in ENDED:
        left = await seconds_left(call, row, flow_of(row))
    shown = {
        port: linked(value, _link(slug, row.id, port)) for port, value in given.items()
    }  # fmt: skip
    done = row.state == "succeeded"
    return WholeJob(
        **_fields(row, counts), seconds_left=left,
        outputs=shown if done else None, partial_outputs={} if done else shown,
    )  # fmt: skip


async def whole_outputs(call: Call, row: AnyRow) -> Json:
    """What a run has given until now, by the flow's own ports."""
    packed = row.outputs if row.state == "succeeded" else await _partial(call, row)
    services = call.services
    values = Values(services.objects, call.tenant, services.settings.scratch)
    return await asyncio.to_thread(
        lambda: {port: opened(value, values) for port, value in (packed or {}).items()}
    )


async def _partial(call: Call, row: AnyRow) -> Json:
    """What finished nodes have for the flow's outputs; conditions are judged at the end."""
    flow: Flow = flow_of(row)
    async with call.transaction() as connection:
        made = await steps.outputs_of(connection, run_id=row.id, nodes=flow.given)
    return {
        edge.target_field: made[edge.source_node][edge.source_port]
        for edge in flow.into(OUTPUTS)
        if not edge.when and edge.source_port in (made.get(edge.source_node) or {})
    }


def _fields(row: AnyRow, counts: Mapping[str, int]) -> Json:
    known = run_view(row, counts)
    done = sum(counts.get(state, 0) for state in DONE)
    names = ("id", "state", "error", "created_at", "started_at", "finished_at")
    return {name: getattr(known, name) for name in names} | {
        "release": row.number,
        "progress": Progress(done=done, known=sum(counts.values())),
    }


def _link(slug: str, job_id: uuid.UUID, port: str) -> Link:
    address = f"/v1/apis/{slug}/jobs/{job_id}/files/{port}"

    def link(number: int) -> str:
        return f"{address}?index={number}" if number else address

    return link

"""Runs of flows: submitted, looked at, told things."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field, ValidationError
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Reading, Running
from api.errors import Conflict
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, Text
from api.kit.paging import Paged, id_place, paged
from api.limits import rated
from api.projects.archived import check_open
from api.projects.styling import names_styles, with_styles
from api.runs.views import (
    Priority,
    Queued,
    RunState,
    RunView,
    StepState,
    StepView,
    WholeRun,
    run_view,
    step_view,
    whole_run,
)
from media.errors import InputError
from media.ids import digest_of
from media.model import canonical_json
from pipelines.graph import Flow
from store.repositories import commands, events, forks, runs, steps
from store.repositories.queueing import queue
from store.tables.runs import ENDED

AnyRow = Row[*tuple[Any, ...]]
router = APIRouter(prefix="/runs", tags=["runs"], route_class=KeyedRoute)

Node = Annotated[Text, Field(min_length=1, max_length=300)]
Json = dict[str, Any]
Micros = Annotated[int, Field(ge=0, le=10**15)]


class NewRun(Body):
    """A flow to run."""

    flow: Json = Field(description="Nodes and edges, as `kinora flow` reads them.")
    inputs: Json | None = Field(default=None, description="Values for the flow's own ports.")
    project: Annotated[Text, Field(min_length=1, max_length=200)] = "api"
    priority: Priority = "standard"
    budget_micros: Micros | None = Field(
        default=None, description="What it may spend, in millionths of a dollar."
    )


class Told(Body):
    """A word to a run."""

    kind: Literal["cancel", "pause", "resume", "signal"]
    node: Node | None = Field(default=None, description="A node of it; the whole run if left out.")
    path: Annotated[list[Annotated[int, Field(ge=0, lt=2**31)]], Field(max_length=16)] = Field(
        default_factory=list[int]
    )
    data: Any = Field(default=None, description="A signal's value: the answer to a gate.")


class Retry(Body):
    """From where a run begins again."""

    nodes: Annotated[list[Node], Field(max_length=100)] = Field(
        default_factory=list,
        description="Made again with all that hangs on them; else what failed alone.",
    )
    edits: Annotated[dict[Node, Json], Field(max_length=100)] = Field(
        default_factory=dict, description="By node: values in place of what its ports gave."
    )


@router.post(
    "", status_code=202, summary="Run a flow", operation_id="runs_create",
    openapi_extra=rated("generate"),
)  # fmt: skip
async def create(call: Running, body: NewRun) -> Queued:
    """Queue a run; watch it by `/v1/runs/{id}/events`."""
    await call.check_room()
    document = body.flow
    if names_styles(document):
        async with call.transaction() as connection:
            document = await with_styles(connection, document)
    flow = call.services.flows.ready(document)
    run_id = call.new_id()
    queued_at = await queue(
        call.services.app, call.submitter, run_id=run_id, project=body.project,
        request=digest_of(canonical_json([flow.digest, body.inputs]).encode()),
        flow=flow.document, inputs=body.inputs, priority=body.priority, budget=body.budget_micros,
        trace=call.trace,
    )  # fmt: skip
    return Queued(id=run_id, project=body.project, priority=body.priority, created_at=queued_at)


@router.get("", summary="List runs", operation_id="runs_list")
async def list_all(
    call: Reading,
    paging: Paged,
    project: Annotated[Text | None, Query(max_length=200)] = None,
    state: RunState | None = None,
) -> Page[RunView]:
    """Runs, the newest first."""
    async with call.transaction() as connection:
        rows = await runs.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1, project=project,
            state=state,
        )  # fmt: skip
        counts = await steps.states(connection, [row.id for row in rows])
    return paged(rows, paging, lambda row: run_view(row, counts[row.id]), lambda row: str(row.id))


@router.get("/{id}", summary="Read a run", operation_id="runs_read")
async def read(call: Reading, id: uuid.UUID) -> WholeRun:
    """A run with its inputs and outputs."""
    async with call.transaction() as connection:
        row = await found(connection, id)
        counts = await steps.states(connection, [id])
    return whole_run(row, counts[id])


@router.get("/{id}/steps", summary="List a run's steps", operation_id="steps_list")
async def list_steps(
    call: Reading, id: uuid.UUID, paging: Paged, state: StepState | None = None
) -> Page[StepView]:
    """Steps by node and path."""
    place = step_place(paging.after)
    async with call.transaction() as connection:
        await found(connection, id)
        rows = await steps.page(
            connection, run_id=id, after=place, limit=paging.limit + 1, state=state
        )
        told = await events.routed(connection, run_id=id, nodes={row.node for row in rows})
    return paged(
        rows, paging, lambda row: step_view(row, told.get((row.node, tuple(row.path)))),
        lambda row: [row.node, list(row.path)],
    )  # fmt: skip


@router.post("/{id}/commands", status_code=202, summary="Tell a run", operation_id="runs_tell")
async def tell(call: Running, id: uuid.UUID, body: Told) -> RunView:
    """Cancel, pause, go on, or answer a gate. It is done by the engine: watch the events."""
    async with call.transaction() as connection:
        row = await found(connection, id)
        if row.state in ENDED:
            raise Conflict(f"the run has {row.state}", "begin it again by /retry", code="RUN_ENDED")
        if body.node is not None:
            check_node(flow_of(row), body.node)
        await commands.post(
            connection, tenant=call.tenant, run_id=id, kind=body.kind, node=body.node,
            path=body.path, data=body.data,
        )  # fmt: skip
        await call.note(connection, f"run.{body.kind}", "run", id, {"node": body.node})
        row = await found(connection, id)
        counts = await steps.states(connection, [id])
    return run_view(row, counts[id])


@router.post(
    "/{id}/retry", status_code=202, summary="Begin again", operation_id="runs_retry",
    openapi_extra=rated("generate"),
)  # fmt: skip
async def retry(call: Running, id: uuid.UUID, body: Retry) -> WholeRun:
    """A run that takes over what this one finished, and makes the rest."""
    await call.check_room()
    async with call.transaction() as connection:
        row = await found(connection, id)
        await check_open(connection, row.project)
        flow = flow_of(row)
        for node in (*body.nodes, *body.edits):
            check_node(flow, node)
        stale = flow.behind(body.nodes) | (flow.behind(body.edits) - body.edits.keys())
        run_id = await runs.submit(
            connection, tenant=call.tenant, project=row.project, request=str(call.new_id()),
            flow=row.flow, inputs=row.inputs, priority=row.priority, exclusive=False,
            origin=row.id, run_id=call.new_id(), trace=call.trace,
        )  # fmt: skip
        await forks.carry_over(
            connection, origin=row.id, run_id=run_id, stale=stale, edits=body.edits
        )
        await call.note(connection, "run.retried", "run", id, {"run": str(run_id)})
        new = await found(connection, run_id)
        counts = await steps.states(connection, [run_id])
    return whole_run(new, counts[run_id])


async def found(connection: AsyncConnection, run_id: uuid.UUID) -> AnyRow:
    """A run of the tenant.

    Raises:
        NotFound: there is none.
    """
    row = await runs.get(connection, run_id=run_id)
    if row is None:
        raise missing("run", run_id)
    return row


def flow_of(row: AnyRow) -> Flow:
    """The flow of a run."""
    try:
        return Flow.model_validate(row.flow)
    except ValidationError as error:
        raise Conflict("the run's flow is of another release", str(error).splitlines()[0]) from None


def check_node(flow: Flow, node: str) -> None:
    """Refuse a name that no node of a flow has.

    Raises:
        InputError: naming those that there are.
    """
    if node.partition("/")[0] not in flow.by_id:
        known = ", ".join(sorted(flow.by_id)[:20])
        raise InputError(f"the run has no node {node!r}", f"it has {known}", "node")


def step_place(after: Any) -> tuple[str, list[int]] | None:
    """A cursor's place in a list of steps."""
    match after:
        case None:
            return None
        case [str(node), list(path)] if all(isinstance(one, int) for one in path):
            return node, path
        case _:
            raise InputError("this is no cursor of this list", "give `next_cursor`", "cursor")

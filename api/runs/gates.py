"""Gates: what waits for somebody, over all runs, and the answers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from api.call import Reading, Running
from api.errors import Conflict
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Page, Text, View
from api.kit.paging import Paged, paged
from api.runs.routes import Node, found, step_place
from media.errors import InputError
from store.repositories import commands, steps
from store.repositories.steps import FOR_SOMEBODY

router = APIRouter(prefix="/gates", tags=["runs"], route_class=KeyedRoute)

Reason = Literal["gate", "budget", "unknown_payment"]
Path = Annotated[list[Annotated[int, Field(ge=0, lt=2**31)]], Field(max_length=16)]


class GateView(View):
    """A step that goes on when somebody has said or done something."""

    run_id: uuid.UUID
    project: str
    node: str
    path: list[int] = Field(description="The indices of all loops that it is in.")
    type: str
    reason: Reason = Field(
        description="`gate`: answer it; `budget`: raise a limit; `unknown_payment`: say whether a "
        "call that may have been paid is to be paid again."
    )
    inputs: dict[str, Any] | None = Field(description="What is asked about.")
    wake_at: datetime | None = Field(description="When it decides by itself.")
    started_at: datetime | None


class Answer(Body):
    """What somebody decides."""

    path: Path = Field(default_factory=list[int], description="Which round of the node's loops.")
    data: Any = Field(
        description='To a `flow.gate`: `{"approve": true, "feedback": "", "value": null}`; to a '
        '`flow.choose`: `{"index": 0}`.',
        examples=[{"approve": True}],
    )


class Told(View):
    """An answer that is on its way: watch the run's events, which say if it is refused."""

    run_id: uuid.UUID
    node: str
    path: list[int]


@router.get("", summary="List what waits for somebody", operation_id="gates_list")
async def list_all(
    call: Reading,
    paging: Paged,
    run_id: uuid.UUID | None = None,
    project: Annotated[Text | None, Query(max_length=200)] = None,
    reason: Reason | None = None,
) -> Page[GateView]:
    """Over all runs that have not ended, the oldest run first."""
    async with call.transaction() as connection:
        rows = await steps.for_somebody(
            connection, after=_place(paging.after), limit=paging.limit + 1, run_id=run_id,
            project=project, reason=reason,
        )  # fmt: skip
    return paged(
        rows, paging, GateView.model_validate,
        lambda row: [str(row.run_id), row.node, list(row.path)],
    )  # fmt: skip


@router.post(
    "/{run_id}/{node}/answer", status_code=202, summary="Answer a gate",
    operation_id="gates_answer",
)  # fmt: skip
async def answer(call: Running, run_id: uuid.UUID, node: Node, body: Answer) -> Told:
    """Say yes, no, or which; the run goes on."""
    async with call.transaction() as connection:
        await found(connection, run_id)
        row = await steps.one(connection, run_id=run_id, node=node, path=body.path)
        if row is None:
            raise missing("gate", node)
        if row.state != "waiting" or row.reason not in FOR_SOMEBODY:
            raise Conflict(
                f"{node} waits for nobody: it is {row.state}", "see /v1/gates", code="NOT_WAITING"
            )
        await commands.post(
            connection, tenant=call.tenant, run_id=run_id, kind="signal", node=node,
            path=body.path, data=body.data,
        )  # fmt: skip
        await call.note(connection, "gate.answered", "run", run_id, {"node": node})
    return Told(run_id=run_id, node=node, path=body.path)


def _place(after: Any) -> tuple[uuid.UUID, str, list[int]] | None:
    """A cursor's place in the list."""
    if after is None:
        return None
    try:
        run, *step = after
        node, path = step_place(step) or ("", [])
        return uuid.UUID(run), node, path
    except (TypeError, ValueError, AttributeError):
        raise InputError("this is no cursor of this list", "give `next_cursor`", "cursor") from None

"""What may be spent, and what was."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Reading
from api.kit.documents import missing
from api.kit.model import Body, Text, View
from store.repositories import budgets, quotas, runs
from store.repositories.budgets import Scope

router = APIRouter(tags=["money"])
DAY_S = 86400.0


class BudgetView(View):
    """What may be spent in a scope; all sums in millionths of a dollar."""

    scope: Literal["tenant", "project", "run"]
    name: str = Field(description="The project, or the run's id; empty for the tenant.")
    limit_micros: int | None
    reserved_micros: int
    spent_micros: int


class Limit(Body):
    """What may be spent from now on, former spending included."""

    scope: Scope = "tenant"
    name: Annotated[Text, Field(max_length=200)] = ""
    limit_micros: Annotated[int, Field(ge=0, le=10**15)] | None = Field(
        description="Null: no limit."
    )

    @model_validator(mode="after")
    def _named(self) -> Limit:
        if (self.scope == "tenant") != (not self.name):
            raise ValueError("a project or a run is named, and the tenant is not")
        return self


class Woken(View):
    """How many runs went on."""

    woken: int


class UseView(View):
    """What an engine took."""

    engine: str
    calls: int
    spent_micros: int
    gpu_seconds: float


class Quota(View):
    """What the tenant has taken and what it may; null is no limit."""

    queued: int
    max_queued: int | None
    running: int
    max_running: int | None
    storage_bytes: int
    max_storage_bytes: int | None
    gpu_seconds: float = Field(description="In this calendar month, UTC.")
    max_gpu_seconds: int | None


@router.get("/quota", summary="Read the quota", operation_id="quota_read")
async def quota(call: Reading) -> Quota:
    """What the tenant has taken, and what an operator lets it have."""
    async with call.transaction() as connection:
        return Quota.model_validate(await quotas.standing(connection, call.tenant))


@router.get("/budgets", summary="List the budgets", operation_id="budgets_list")
async def list_budgets(call: Reading) -> list[BudgetView]:
    """The tenant's, its projects', and those of runs that have a limit."""
    async with call.transaction() as connection:
        rows = await budgets.of_tenant(connection)
    return [BudgetView.model_validate(row) for row in rows]


@router.put("/budgets", summary="Set a budget", operation_id="budgets_set")
async def set_budget(call: Administering, body: Limit) -> Woken:
    """Runs that wait for money go on."""
    async with call.transaction() as connection:
        if body.scope == "run":
            await _check_run(connection, body.name)
        woken = await budgets.limit(
            connection, tenant=call.tenant, scope=body.scope, name=body.name,
            micros=body.limit_micros,
        )  # fmt: skip
        await call.note(
            connection, "budget.set", body.scope, body.name, {"limit_micros": body.limit_micros}
        )
    return Woken(woken=woken)


async def _check_run(connection: AsyncConnection, name: str) -> None:
    try:
        row = await runs.get(connection, run_id=uuid.UUID(name))
    except ValueError:
        row = None
    if row is None:
        raise missing("run", name)


@router.get("/usage", summary="What engines took", operation_id="usage_read")
async def usage(
    call: Reading, days: Annotated[float, Query(gt=0, le=3660)] = 30.0
) -> list[UseView]:
    """The dearest first."""
    async with call.transaction() as connection:
        rows = await budgets.use(connection, since_s=days * DAY_S)
    return [UseView.model_validate(row) for row in rows]

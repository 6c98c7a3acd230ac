"""Work as a run: a small flow is queued, waited for, and its outputs handed over.

No request makes anything itself. One that waits in vain says which run goes on, and whoever goes
away leaves it running.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from api.call import Call
from api.errors import CALLERS, JobFailed, Unfinished
from api.openai.errors import BudgetUsedUp
from api.openai.paying import check_budget
from api.runs.hub import Follower
from api.runs.waiting import ended
from media.errors import InputError
from media.ids import digest_of
from media.model import canonical_json
from models.catalog.row import Engine
from pipelines.values import Values
from store.repositories import commands, runs, steps
from store.repositories.queueing import queue
from store.tables.runs import ENDED

Json = dict[str, Any]
AnyRow = Row[*tuple[Any, ...]]
PROJECT = "openai"
"""Whose budget runs and words are counted against, beside the tenant's."""
MOST_STEPS = 100
LOOK_S = 0.5
"""Between two looks at a run that waits for something itself."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A flow to be run, and what it is given."""

    nodes: Sequence[Json]
    edges: Sequence[tuple[str, str]]
    inputs: Json = field(default_factory=dict[str, Any])

    def document(self) -> Json:
        """As flows are written."""
        edges = [{"from": source, "to": target} for source, target in self.edges]
        return {"nodes": list(self.nodes), "edges": edges}


def node(name: str, kind: str, **params: Any) -> Json:
    """A node of a flow."""
    return {"id": name, "type": kind, "params": params}


async def submitted(call: Call, work: Work, engine: Engine | None, run_id: uuid.UUID) -> None:
    """Queue the run of some work; again is nothing.

    Raises:
        BudgetUsedUp: the engine is paid for, and nothing may be spent.
        InputError: an argument is beyond what its node takes.
    """
    await check_budget(call, engine, PROJECT)
    await call.check_room()
    flow = call.services.flows.ready(work.document())
    await queue(
        call.services.app, call.submitter, run_id=run_id, project=PROJECT,
        request=digest_of(canonical_json([flow.digest, work.inputs]).encode()),
        flow=flow.document, inputs=work.inputs, priority="interactive", budget=None,
        trace=call.trace,
    )  # fmt: skip


async def worked(call: Call, work: Work, engine: Engine | None) -> Json:
    """What some work gave, by the flow's ports.

    Raises:
        InputError: it cannot be done with these inputs.
        JobFailed: it failed otherwise.
        Unfinished: it goes on.
        BudgetUsedUp: it would cost more than may be spent.
    """
    run_id, wait_s = call.new_id(), call.services.settings.answer_wait_s
    with call.services.hub.follow(run_id) as follower:
        await submitted(call, work, engine, run_id)
        await _waited(call, run_id, follower, wait_s)
    row = await run_row(call, run_id)
    if row.state not in ENDED:
        raise Unfinished(
            f"run {run_id} takes longer than {wait_s} s and goes on",
            f"ask for it at /v1/runs/{run_id}",
        )
    if row.state != "succeeded":
        raise failure(row)
    return await opened(call, row.outputs or {})


async def run_row(call: Call, run_id: uuid.UUID) -> AnyRow:
    """A run that was queued by this request or one before it."""
    async with call.transaction() as connection:
        row = await runs.get(connection, run_id=run_id)
    if row is None:
        raise JobFailed(f"run {run_id} is gone", "ask again")
    return row


def failure(row: AnyRow) -> InputError | JobFailed:
    """Why a run that ended gave nothing."""
    error: Json = row.error or {}
    code = str(error.get("code") or row.state.upper())
    said = str(error.get("message") or f"the run was {row.state}")
    remedy = str(error.get("remedy") or "")
    if code in CALLERS:
        return InputError(said, remedy, str(error.get("field") or ""), code)
    return JobFailed(said, remedy, code=code)


async def opened(call: Call, outputs: Mapping[str, Any]) -> Json:
    """Outputs with what was kept as objects of their own."""
    services = call.services
    values = Values(services.objects, call.tenant, services.settings.scratch)
    return await asyncio.to_thread(
        lambda: {name: values.held(value).value() for name, value in outputs.items()}
    )


async def file_of(call: Call, asset: Mapping[str, Any]) -> Path:
    """A local path of an asset of the tenant's."""
    return await asyncio.to_thread(call.services.objects.local, call.tenant, asset["digest"])


async def _waited(call: Call, run_id: uuid.UUID, follower: Follower, wait_s: float) -> None:
    """Until the run ends; one that waits for money is ended, since its caller cannot wait so."""
    clock = asyncio.get_running_loop()
    until = clock.time() + wait_s
    while (left := until - clock.time()) > 0:
        state = await ended(call, run_id, follower, left, states=(*ENDED, "waiting"))
        if state != "waiting":
            return
        async with call.transaction() as connection:
            waiting = await steps.page(
                connection, run_id=run_id, after=None, limit=MOST_STEPS, state="waiting"
            )
            broke = any(one.reason == "budget" for one in waiting)
            if broke:
                await commands.post(connection, tenant=call.tenant, run_id=run_id, kind="cancel")
        if broke:
            raise BudgetUsedUp("what may be spent is spent", "have a budget raised: /v1/budgets")
        await asyncio.sleep(min(LOOK_S, left))

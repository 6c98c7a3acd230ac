"""Queues a run in one message: the room for it, its row, its budget, its audit entry, the wake-up.

What many submit at once is the hot path of the API: a transaction of a statement each would make
six round trips of it, and one statement for all of them would be planned each time.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from media.ids import uuid7
from media.model import quick_json
from store.database import Database
from store.repositories.runs import QueueFull

_QUEUE = """
SELECT queue_run(
    %(id)s, %(tenant)s, %(project)s, %(request)s, %(flow)s::jsonb, %(inputs)s::jsonb,
    %(priority)s, %(trace)s, %(budget)s::bigint, %(entry)s, %(actor)s, %(address)s, %(request_id)s
)
"""


@dataclass(frozen=True, kw_only=True)
class Submitter:
    """Who submits, for the audit log."""

    tenant: uuid.UUID
    actor: str
    address: str | None
    request_id: str


async def queue(
    database: Database,
    who: Submitter,
    *,
    run_id: uuid.UUID,
    project: str,
    request: str,
    flow: str,
    inputs: dict[str, Any] | None,
    priority: str,
    budget: int | None,
    trace: str | None = None,
) -> datetime:
    """Queue a run beside all others of its project; when it was queued.

    Args:
        database: connections of the application's role.
        who: submits.
        run_id: its id; one that is there already, by the same request, is found.
        project: what it is for.
        request: a digest of the flow and its inputs.
        flow: the graph, as JSON.
        inputs: values for the flow's own ports.
        priority: `interactive`, `standard` or `batch`.
        budget: what it may spend, in millionths of a dollar; None: as much as others leave.
        trace: the `traceparent` of what submits it (W3C Trace Context).

    Raises:
        QueueFull: the tenant's limit is reached.
    """
    values = {
        "id": run_id, "tenant": who.tenant, "project": project, "request": request,
        "flow": flow, "inputs": None if inputs is None else quick_json(inputs),
        "priority": priority, "budget": budget, "entry": uuid7(), "actor": who.actor,
        "address": who.address, "request_id": who.request_id, "trace": trace,
    }  # fmt: skip
    made = await database.ask(_QUEUE, values)
    if made is None or made[0] is None:
        raise QueueFull("as many runs are waiting as may", "wait for some to end, or cancel some")
    return made[0]

"""A run's events as they come: Server-Sent Events, from a snapshot or from where a client was.

Events are numbered by the journal, without gaps, so a client that reconnects with Last-Event-ID
misses none and gets none twice, whichever process answers him.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from api.call import Call, Reading
from api.identity.standing import Standing
from api.runs.routes import found
from api.runs.views import whole_run
from media.errors import InputError
from store.repositories import events, steps
from store.tables.runs import ENDED

router = APIRouter(prefix="/runs/{id}/events", tags=["runs"])

POLL_S = 2.0
"""How long a lost wake-up is not noticed."""
BEAT_S = 15.0
"""Proxies close what is silent for half a minute."""
LAST = "run.ended"

STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": 'id: 7\nevent: step.ended\ndata: {"node": "voice", "path": [3]}\n\n',
            }
        },
        "description": "Events, each with its number as `id`; the first is a `snapshot`.",
    },
    204: {"description": "The run has ended, and every event of it was seen."},
}


@router.get(
    "", summary="Follow a run", operation_id="runs_events", response_class=StreamingResponse,
    responses=STREAM,
)  # fmt: skip
async def follow(
    call: Reading,
    id: uuid.UUID,
    last_event_id: Annotated[
        str | None, Header(max_length=20, description="The number of the last event seen.")
    ] = None,
    after: Annotated[
        int | None, Query(ge=0, lt=2**53, description="The same, where no header can be sent.")
    ] = None,
) -> Response:
    """A snapshot of the run, then its events; with Last-Event-ID the events behind that alone."""
    seen = _number(last_event_id) if last_event_id is not None else after
    async with call.transaction() as connection:
        row = await found(connection, id)
        counts = await steps.states(connection, [id])
    if seen is not None and row.state in ENDED and seen >= row.next_seq - 1:
        return Response(status_code=204)
    first = None
    if seen is None:
        view = whole_run(row, counts[id])
        first, seen = view.model_dump_json(), view.last_seq
    return StreamingResponse(
        _stream(call, id, first, seen),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(
    call: Call, run_id: uuid.UUID, snapshot: str | None, seen: int
) -> AsyncIterator[bytes]:
    if snapshot is not None:
        yield _event(seen, "snapshot", snapshot)
        if json.loads(snapshot)["state"] in ENDED:
            return
    standing = Standing(call.services.gate, call.principal)
    with call.services.hub.follow(run_id) as follower:
        silent_s = 0.0
        while await standing.lasts():
            async for seq, kind, data in behind(call, run_id, seen):
                yield _event(seq, kind, json.dumps(data, separators=(",", ":")))
                seen, silent_s = seq, 0.0
                if kind == LAST:
                    return
            await follower.wait(POLL_S)
            silent_s += POLL_S
            if silent_s >= BEAT_S:
                yield format_sse_event(comment="still here")
                silent_s = 0.0


async def behind(
    call: Call, run_id: uuid.UUID, seen: int
) -> AsyncIterator[tuple[int, str, dict[str, Any]]]:
    """The events behind one, as far as there are any."""
    while True:
        async with call.transaction() as connection:
            rows = await events.after(connection, run_id=run_id, seq=seen)
        for row in rows:
            yield row.seq, row.type, row.data | {"at": row.created_at.isoformat()}
            seen = row.seq
        if len(rows) < events.PAGE:
            return


def _event(seq: int, kind: str, data: str) -> bytes:
    return format_sse_event(id=str(seq), event=kind, data_str=data)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise InputError("this is no event's number", "send the `id` of an event", "Last-Event-ID")
    return int(text)

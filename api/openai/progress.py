"""How far a run is, in per cent: by its steps, and by what they say of themselves."""

from __future__ import annotations

import uuid

from api.call import Call
from store.repositories import events, steps

DONE = ("succeeded", "cached", "skipped")
MOST = 99
"""Before the end; 100 is said when it is there."""
SHARE = 0.9
"""Of the step that makes the film: what else there is to do is quick."""


async def percent(call: Call, run_id: uuid.UUID, state: str) -> int:
    """How much of a run is done.

    Args:
        call: of whoever asks.
        run_id: the run.
        state: of the run.
    """
    if state == "succeeded":
        return 100
    if state == "queued":
        return 0
    async with call.transaction() as connection:
        counts = (await steps.states(connection, [run_id]))[run_id]
        told = await events.of_type(connection, run_id=run_id, type="step.progress")
    fraction = max((float(one.data.get("fraction") or 0.0) for one in told), default=0.0)
    done = sum(counts.get(name, 0) for name in DONE)
    if done:
        rest = (done - 1) / max(1, sum(counts.values()))
        return min(MOST, round(100 * (SHARE + (1 - SHARE) * rest)))
    return min(MOST, round(100 * SHARE * fraction))

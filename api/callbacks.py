"""Where providers of paid work post when a job is over: a wake-up for whoever waits for it.

Providers show no key of ours, so nothing that they say here is believed, and the body is not even
read: who waits asks the provider itself. The answer is the same whether there is such a call or
not.
"""

from __future__ import annotations

import uuid

from fastapi import APIRouter, Request, Response

from api import limits
from api.identity.proving import address_of, services_of
from store.repositories.wakeups import wake_buyer

router = APIRouter(prefix="/callbacks", tags=["money"])


@router.post(
    "/{call}", status_code=204, summary="Say that a job is over", operation_id="callbacks_receive"
)
async def receive(request: Request, call: uuid.UUID) -> Response:
    """Wake who waits for a paid call; for providers, whose rows say `callback_at`."""
    services = services_of(request)
    bucket = f"callback:{address_of(request)}"
    limits.check(await services.turnstile.hit(bucket, limits.CALLBACKS), "callbacks")
    async with services.gate.begin(None) as connection:
        await wake_buyer(connection, call)
    return Response(status_code=204)

"""What was sent to an endpoint, and sending it again."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from api.call import Administering
from api.errors import Conflict
from api.kit.documents import missing
from api.kit.idempotency import KeyedRoute
from api.kit.model import Page, View
from api.kit.paging import Paged, id_place, paged
from api.webhooks.endpoints import AnyRow, found
from api.webhooks.story import Kind
from store.repositories import deliveries

router = APIRouter(prefix="/webhooks/{id}", tags=["webhooks"], route_class=KeyedRoute)
State = Literal["pending", "delivered", "dead"]


class DeliveryView(View):
    """A message to an endpoint."""

    id: uuid.UUID = Field(description="The `webhook-id` of every try.")
    webhook_id: uuid.UUID
    run_id: uuid.UUID
    seq: int = Field(description="Of the run's event that it tells of.")
    kind: Kind
    payload: dict[str, Any]
    state: State = Field(description="`dead`: given up after a day, or the endpoint is gone.")
    attempts: int
    next_at: datetime | None = Field(
        description="When it is tried next; null where it waits for an earlier one of its run."
    )
    last_status: int | None
    last_error: str | None
    created_at: datetime
    ended_at: datetime | None


class Replayed(View):
    """How much is sent again."""

    replayed: int


@router.get("/deliveries", summary="List what was sent", operation_id="webhooks_deliveries")
async def list_all(
    call: Administering,
    id: uuid.UUID,
    paging: Paged,
    state: Annotated[State | None, Query(description="Those in this state alone.")] = None,
    run: Annotated[uuid.UUID | None, Query(description="Those of this run alone.")] = None,
) -> Page[DeliveryView]:
    """Messages to an endpoint, the newest first."""
    async with call.transaction() as connection:
        await found(connection, id)
        rows = await deliveries.page(
            connection, id, before=id_place(paging.after), limit=paging.limit + 1,
            state=state, run_id=run,
        )  # fmt: skip
    return paged(rows, paging, DeliveryView.model_validate, lambda row: str(row.id))


@router.post(
    "/deliveries/{delivery_id}/replay",
    summary="Send a message again",
    operation_id="webhooks_replay_delivery",
)
async def replay(call: Administering, id: uuid.UUID, delivery_id: uuid.UUID) -> DeliveryView:
    """Under the same `webhook-id`. One that waits for its next try is tried at once."""
    async with call.transaction() as connection:
        _check_enabled(await found(connection, id))
        row = await deliveries.get(connection, id, delivery_id)
        if row is None:
            raise missing("delivery", delivery_id)
        row = await deliveries.replay(connection, row)
        await call.note(connection, "webhook.replayed", "delivery", delivery_id)
    return DeliveryView.model_validate(row)


@router.post("/replay", summary="Send all dead messages again", operation_id="webhooks_replay")
async def replay_dead(call: Administering, id: uuid.UUID) -> Replayed:
    """Everything that was given up, in the order of each run."""
    async with call.transaction() as connection:
        _check_enabled(await found(connection, id))
        num = await deliveries.replay_dead(connection, id)
        await call.note(connection, "webhook.replayed", "webhook", id, {"replayed": num})
    return Replayed(replayed=num)


def _check_enabled(row: AnyRow) -> None:
    if not row.enabled:
        raise Conflict("the webhook is disabled", "enable it first")

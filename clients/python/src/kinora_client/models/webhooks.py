"""Endpoints that are told of runs, and what they were told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from kinora_client.models.base import OPEN, Document, Json, Model

WebhookKind = Annotated[
    Literal[
        "run.started", "run.progress", "run.waiting", "run.succeeded", "run.failed", "run.cancelled"
    ],
    OPEN,
]
DeliveryState = Annotated[Literal["pending", "delivered", "dead"], OPEN]


class Webhook(Document):
    """An endpoint, without its secret."""

    name: str
    url: str
    kinds: list[WebhookKind]
    enabled: bool
    disabled_for: str | None = None
    """`gone`: it answered 410; `failing`: it answered nothing for five days."""
    failing_since: datetime | None = None
    former_until: datetime | None = None
    """Until then the former secret signs as well."""


class ShownWebhook(Webhook):
    """An endpoint with its secret: the only time that it is seen."""

    secret: str = Field(repr=False)


class Delivery(Model):
    """A message to an endpoint."""

    id: str
    """The `webhook-id` of every try."""
    webhook_id: str
    run_id: str
    seq: int
    """Of the run's event that it tells of."""
    kind: WebhookKind
    payload: Json
    state: DeliveryState
    """`dead`: given up after a day, or the endpoint is gone."""
    attempts: int
    next_at: datetime | None = None
    """When it is tried next; null where it waits for an earlier one of its run."""
    last_status: int | None = None
    last_error: str | None = None
    created_at: datetime
    ended_at: datetime | None = None


class WebhookTest(Model):
    """What came of a test."""

    webhook_id: str
    """The `webhook-id` that was sent."""
    delivered: bool
    status: int | None = None
    """What the endpoint answered; null if it did not."""
    error: str | None = None
    took_ms: int


class Replayed(Model):
    """How much is sent again."""

    replayed: int

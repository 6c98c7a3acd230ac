"""Endpoints: made, listed, changed, deleted, given another secret, tried out."""

from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from api.call import Administering, Call
from api.errors import Conflict
from api.kit import etags
from api.kit.documents import missing
from api.kit.etags import Expected
from api.kit.idempotency import KeyedRoute
from api.kit.model import Body, Line, Page, Text, View
from api.kit.paging import Paged, id_place, paged
from api.webhooks import door
from api.webhooks.sending import send
from api.webhooks.signing import new_secret, signed
from api.webhooks.story import KINDS, Kind
from media.model import canonical_json
from store.repositories import webhooks

router = APIRouter(prefix="/webhooks", tags=["webhooks"], route_class=KeyedRoute)
MOST = 50
"""Endpoints of a tenant."""
TEST = "webhook.test"

AnyRow = Row[*tuple[Any, ...]]
Url = Annotated[
    Text,
    Field(
        min_length=1, max_length=2000, examples=["https://films.example/kinora"],
        description="By https, of a public host; operators may allow others.",
    ),
]  # fmt: skip
Kinds = Annotated[list[Kind], Field(min_length=1, max_length=len(KINDS))]


class NewWebhook(Body):
    """Where to send what."""

    name: Line
    url: Url
    kinds: Kinds = Field(default_factory=lambda: list(KINDS), description="All, if left out.")
    enabled: bool = True


class WebhookChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    url: Url | None = None
    kinds: Kinds | None = None
    enabled: bool | None = Field(
        default=None, description="What happens while it is disabled is not sent later."
    )


class SecretRotation(Body):
    """How long both secrets sign."""

    overlap_s: int = Field(default=86400, ge=0, le=30 * 86400)


class WebhookView(View):
    """An endpoint, without its secret."""

    id: uuid.UUID
    version: int = Field(description="Raised by every change of yours; it is the ETag.")
    name: str
    url: str
    kinds: list[Kind]
    enabled: bool
    disabled_for: str | None = Field(
        description="`gone`: it answered 410; `failing`: it answered nothing for five days."
    )
    failing_since: datetime | None
    former_until: datetime | None = Field(description="Until then the former secret signs as well.")
    made_by: str
    created_at: datetime
    updated_at: datetime


class ShownWebhook(WebhookView):
    """An endpoint with its secret: the only time that it is seen."""

    secret: str = Field(examples=["whsec_5Yg…"])


class TestOutcome(View):
    """What came of a test."""

    webhook_id: str = Field(description="The `webhook-id` that was sent.")
    delivered: bool
    status: int | None = Field(description="What the endpoint answered; null if it did not.")
    error: str | None
    took_ms: int


@router.post("", status_code=201, summary="Make a webhook", operation_id="webhooks_create")
async def create(call: Administering, body: NewWebhook, response: Response) -> ShownWebhook:
    """An endpoint that hears of the tenant's runs from now on; `secret` is shown this once."""
    await _check_url(call, body.url)
    secret = new_secret()
    values = body.model_dump(mode="json") | {"kinds": _ordered(body.kinds)}
    async with call.transaction() as connection:
        if await webhooks.count(connection) >= MOST:
            raise Conflict(f"a tenant has {MOST} webhooks at most", "delete one")
        row = await webhooks.create(
            connection, webhook_id=call.new_id(), tenant=call.tenant,
            made_by=call.principal.actor, secret=_sealed(call, secret), values=values,
        )  # fmt: skip
        await call.note(connection, "webhook.created", "webhook", row.id)
    etags.tag(response, row.version)
    response.headers["Location"] = f"/v1/webhooks/{row.id}"
    return _shown(row, secret)


@router.get("", summary="List webhooks", operation_id="webhooks_list")
async def list_all(call: Administering, paging: Paged) -> Page[WebhookView]:
    """All endpoints, the newest first."""
    async with call.transaction() as connection:
        rows = await webhooks.page(
            connection, before=id_place(paging.after), limit=paging.limit + 1
        )
    return paged(rows, paging, WebhookView.model_validate, lambda row: str(row.id))


@router.get("/{id}", summary="Read a webhook", operation_id="webhooks_read")
async def read(call: Administering, id: uuid.UUID, response: Response) -> WebhookView:
    """An endpoint, and whether it answers."""
    async with call.transaction() as connection:
        row = await found(connection, id)
    etags.tag(response, row.version)
    return WebhookView.model_validate(row)


@router.patch("/{id}", summary="Change a webhook", operation_id="webhooks_change")
async def change(
    call: Administering, id: uuid.UUID, body: WebhookChange, expected: Expected, response: Response
) -> WebhookView:
    """Other events, another address; or enable it again."""
    values = body.model_dump(mode="json", exclude_none=True)
    if body.url is not None:
        await _check_url(call, body.url)
    if body.kinds is not None:
        values["kinds"] = _ordered(body.kinds)
    async with call.transaction() as connection:
        former = await found(connection, id, lock=True)
        etags.check(former.version, expected)
        if values.get("enabled") and not former.enabled:
            await webhooks.enable(connection, id)
        row = await webhooks.change(connection, id, values)
        # Not to what: addresses may hold secrets.
        changed = {"fields": sorted(values)}
        await call.note(connection, "webhook.changed", "webhook", id, changed)
    etags.tag(response, row.version)
    return WebhookView.model_validate(row)


@router.delete("/{id}", status_code=204, summary="Delete a webhook", operation_id="webhooks_delete")
async def delete(call: Administering, id: uuid.UUID, expected: Expected) -> None:
    """Send it nothing more, and forget what was sent."""
    async with call.transaction() as connection:
        row = await found(connection, id, lock=True)
        etags.check(row.version, expected)
        await webhooks.delete(connection, id)
        await call.note(connection, "webhook.deleted", "webhook", id)


@router.post("/{id}/rotate", summary="Replace a webhook's secret", operation_id="webhooks_rotate")
async def rotate(
    call: Administering, id: uuid.UUID, body: SecretRotation, response: Response
) -> ShownWebhook:
    """Another secret; for `overlap_s` the former signs as well. One before that signs no more."""
    secret = new_secret()
    async with call.transaction() as connection:
        await found(connection, id, lock=True)
        row = await webhooks.rotate(
            connection, id, _sealed(call, secret), overlap=timedelta(seconds=body.overlap_s)
        )
        await call.note(connection, "webhook.rotated", "webhook", id, body.model_dump())
    etags.tag(response, row.version)
    return _shown(row, secret)


@router.post("/{id}/test", summary="Send a test message", operation_id="webhooks_test")
async def test(call: Administering, id: uuid.UUID) -> TestOutcome:
    """Sends a `webhook.test` at once, whether the endpoint is enabled or not."""
    async with call.transaction() as connection:
        row = await found(connection, id)
    now = datetime.now(UTC)
    message = str(call.new_id())
    secret = call.services.vault.open(bytes(row.secret)).decode()
    body = canonical_json(
        {"type": TEST, "timestamp": now.isoformat(), "data": {"webhook_id": str(id)}}
    )
    began = time.monotonic()
    outcome = await send(
        row.url, body, signed(message, body, [secret], now), call.services.outside, now=now
    )
    return TestOutcome(
        webhook_id=message, delivered=outcome.ok, status=outcome.status, error=outcome.error,
        took_ms=round(1000 * (time.monotonic() - began)),
    )  # fmt: skip


async def found(connection: AsyncConnection, id: uuid.UUID, *, lock: bool = False) -> AnyRow:
    """An endpoint of the tenant.

    Raises:
        NotFound: there is none.
    """
    row = await webhooks.get(connection, id, lock=lock)
    if row is None:
        raise missing("webhook", id)
    return row


async def _check_url(call: Call, url: str) -> None:
    await door.check(url, call.services.outside, plain=call.services.settings.allow_private)


def _ordered(kinds: list[Kind]) -> list[Kind]:
    return [kind for kind in KINDS if kind in kinds]


def _sealed(call: Call, secret: str) -> bytes:
    return call.services.vault.seal(secret.encode())


def _shown(row: AnyRow, secret: str) -> ShownWebhook:
    return ShownWebhook(**WebhookView.model_validate(row).model_dump(), secret=secret)

"""Turns what a run has written into messages for each endpoint, once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Row

from api.webhooks.story import Message, Story
from media.ids import uuid7
from store.database import Database
from store.repositories import deliveries, trails, webhooks

AnyRow = Row[*tuple[Any, ...]]


async def tell(app: Database, tenant: uuid.UUID, run_id: uuid.UUID) -> None:
    """Read a run's next events, and write down what its tenant's endpoints hear of them.

    One transaction: a process that dies in it has read nothing. Nothing happens where somebody else
    is at the same run.
    """
    async with app.begin(tenant) as connection:
        trail = await trails.opened(connection, tenant=tenant, run_id=run_id)
        if trail is None:
            return
        last, news = await trails.news(connection, run_id=run_id, seq=trail.seq)
        if trail.state:
            story = Story(**trail.state)
        else:
            single = await trails.single_steps(connection, run_id=run_id)
            story = Story(single_steps=single)
        endpoints = await webhooks.enabled(connection)
        rows: list[dict[str, Any]] = []
        for event in news:
            message = story.hear(event.type, event.data, event.created_at)
            if message is not None:
                about = {"run_id": str(run_id), "project": trail.project, "seq": event.seq}
                rows += _rows(message, about, endpoints, tenant, run_id)
        # Ids of one millisecond come by chance, and lists go by ids.
        for row, made in zip(rows, sorted(uuid7() for _ in rows), strict=True):
            row["id"] = made
        await deliveries.add(connection, rows)
        await trails.advance(connection, run_id=run_id, seq=last, state=story.remembered())


def _rows(
    message: Message,
    about: dict[str, Any],
    endpoints: Sequence[AnyRow],
    tenant: uuid.UUID,
    run_id: uuid.UUID,
) -> list[dict[str, Any]]:
    """A message as it is written down for each endpoint that wants to hear it."""
    payload = {
        "type": message.kind,
        "timestamp": message.at.astimezone(UTC).isoformat(),
        "data": about | message.data,
    }
    return [
        {
            "tenant_id": tenant, "webhook_id": endpoint.id, "run_id": run_id,
            "seq": about["seq"], "kind": message.kind, "payload": payload,
        }
        for endpoint in endpoints
        if message.kind in endpoint.kinds and message.at >= endpoint.since
    ]  # fmt: skip

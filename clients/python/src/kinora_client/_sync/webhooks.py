# Made from _async/webhooks.py by clients/python/twin.py: change that one.
"""Endpoints that are told of runs, and what they were told."""

from __future__ import annotations

from collections.abc import Sequence

from kinora_client._address import Id, at, given
from kinora_client._sync.resource import PAGE, Pager, Resource
from kinora_client.models.webhooks import (
    Delivery,
    DeliveryState,
    Replayed,
    ShownWebhook,
    Webhook,
    WebhookKind,
    WebhookTest,
)


class Webhooks(Resource):
    """Addresses to which the service sends what happens in runs; `verified` checks it there."""

    def create(
        self,
        name: str,
        url: str,
        *,
        kinds: Sequence[WebhookKind] | None = None,
        enabled: bool = True,
        idempotency_key: str | None = None,
    ) -> ShownWebhook:
        """Tell an endpoint; its `secret` is seen this once."""
        body = given(name=name, url=url, kinds=kinds, enabled=enabled)
        return self._post(ShownWebhook, at("webhooks"), body, key=idempotency_key)

    def list(self, *, page_size: int = PAGE, cursor: str | None = None) -> Pager[Webhook]:
        """All of them."""
        return self._pages(Webhook, at("webhooks"), page_size, cursor)

    def read(self, id: Id) -> Webhook:
        """One of them."""
        return self._get(Webhook, at("webhooks", id))

    def update(
        self,
        id: Id,
        *,
        name: str | None = None,
        url: str | None = None,
        kinds: Sequence[WebhookKind] | None = None,
        enabled: bool | None = None,
        if_match: str | None = None,
    ) -> Webhook:
        """Change what is given; with `if_match=webhook.etag` only if nobody else did."""
        body = given(name=name, url=url, kinds=kinds, enabled=enabled)
        return self._patch(Webhook, at("webhooks", id), body, if_match=if_match)

    def delete(self, id: Id, *, if_match: str | None = None) -> None:
        """Tell it no more."""
        self._delete(at("webhooks", id), if_match=if_match)

    def rotate(
        self, id: Id, *, overlap_s: int | None = None, idempotency_key: str | None = None
    ) -> ShownWebhook:
        """Another secret; the former signs as well for a while."""
        path = at("webhooks", id, "rotate")
        body = given(overlap_s=overlap_s)
        return self._post(ShownWebhook, path, body, key=idempotency_key)

    def test(self, id: Id, *, idempotency_key: str | None = None) -> WebhookTest:
        """Send it a message now, and say what came of it."""
        path = at("webhooks", id, "test")
        return self._post(WebhookTest, path, None, key=idempotency_key)

    def deliveries(
        self,
        id: Id,
        *,
        state: DeliveryState | None = None,
        run: Id | None = None,
        page_size: int = PAGE,
        cursor: str | None = None,
    ) -> Pager[Delivery]:
        """What it was told, the latest first."""
        path = at("webhooks", id, "deliveries")
        return self._pages(Delivery, path, page_size, cursor, state=state, run=run)

    def replay_delivery(
        self, id: Id, delivery_id: Id, *, idempotency_key: str | None = None
    ) -> Delivery:
        """Send one message again."""
        path = at("webhooks", id, "deliveries", delivery_id, "replay")
        return self._post(Delivery, path, None, key=idempotency_key)

    def replay(self, id: Id, *, idempotency_key: str | None = None) -> Replayed:
        """Send all again that did not get through."""
        path = at("webhooks", id, "replay")
        return self._post(Replayed, path, None, key=idempotency_key)

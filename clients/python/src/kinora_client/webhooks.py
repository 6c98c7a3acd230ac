"""Checks at an endpoint that a message came from the service; needs `kinora-client[webhooks]`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kinora_client.errors import KinoraError
from kinora_client.models.base import Json, Model


class NotGenuine(KinoraError):
    """A message is not of the service's, or is too old."""


class Message(Model):
    """What an endpoint is told."""

    type: str
    """As in `run.succeeded`."""
    timestamp: datetime
    data: Json


def verified(body: bytes | str, headers: Mapping[str, str], secret: str) -> Message:
    """A message that came to an endpoint, once it is known from whom.

    Args:
        body: as it came, not parsed.
        headers: of the request.
        secret: of the endpoint, as `client.webhooks.create` showed it.

    Raises:
        NotGenuine: it is to be answered with 400, and not believed.
    """
    from standardwebhooks import Webhook, WebhookVerificationError

    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        Webhook(secret).verify(text, {name.lower(): value for name, value in headers.items()})
    except (WebhookVerificationError, ValueError) as error:
        raise NotGenuine(str(error) or "the signature is wrong") from error
    return Message.model_validate_json(text)

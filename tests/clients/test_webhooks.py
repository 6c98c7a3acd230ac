"""Guards that an endpoint believes the service's messages, and no others."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from api.webhooks.signing import new_secret, signed
from kinora_client.webhooks import NotGenuine, verified

BODY = json.dumps(
    {"type": "run.failed", "timestamp": "2026-01-01T00:00:00+00:00", "data": {"run_id": "r"}}
)


def test_a_message_of_the_service_is_believed() -> None:
    secret, now = new_secret(), datetime.now(UTC)
    headers = signed("m-1", BODY, [new_secret(), secret], now)
    shouted = {name.title(): value for name, value in headers.items()}
    message = verified(BODY.encode(), shouted, secret)
    assert (message.type, message.data) == ("run.failed", {"run_id": "r"})
    assert verified(BODY, headers, secret) == message


@pytest.mark.parametrize("wrong", ["body", "secret", "age", "headers"])
def test_another_message_is_not(wrong: str) -> None:
    secret, now = new_secret(), datetime.now(UTC)
    then = now - timedelta(hours=1) if wrong == "age" else now
    headers = {} if wrong == "headers" else signed("m-1", BODY, [secret], then)
    body = BODY.replace("failed", "succeeded") if wrong == "body" else BODY
    with pytest.raises(NotGenuine):
        verified(body, headers, new_secret() if wrong == "secret" else secret)

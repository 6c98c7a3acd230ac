"""Guards io.webhook: a receiver that knows the standard alone can trust it."""

import asyncio
import base64
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from media.errors import KinoraError
from tests.pipelines.nodes.running import Ran, run_example
from tests.servers import LOCAL, said, saying, serving

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
OTHER = "whsec_" + base64.b64encode(b"another secret of 24 byte").decode()


@pytest.fixture(autouse=True)
def operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)
    monkeypatch.setenv("KINORA_SECRET_HOOKS", SECRET)
    monkeypatch.setenv("KINORA_SECRET_PLAIN", "word")


async def told(folder: Path, **params: Any) -> Ran:
    return await asyncio.to_thread(run_example, "io.webhook", folder, **params)


async def test_a_receiver_trusts_it(tmp_path: Path) -> None:
    async with serving(saying(said(b"ok", 204))) as server:
        out = (await told(tmp_path, url=server.url("/hook"))).out
    (asked,) = server.asked
    event = Webhook(SECRET).verify(asked.body, asked.headers)
    assert event["type"] == "film.finished" and isinstance(event["data"], int | float)
    assert (asked.method, asked.path) == ("POST", "/hook")
    assert (out.id, out.status) == (asked.headers["webhook-id"], 204)
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER).verify(asked.body, asked.headers)


async def test_it_is_the_same_message_when_it_is_sent_again(tmp_path: Path) -> None:
    async with serving(saying(said(b"", 500), said())) as server:
        with pytest.raises(KinoraError) as caught:
            await told(tmp_path, url=server.url())
        await told(tmp_path, url=server.url())
    assert caught.value.retryable
    assert len({asked.headers["webhook-id"] for asked in server.asked}) == 1


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"secret": "PLAIN"}, "SECRET_REFUSED"),
        ({"secret": "NONE"}, "SECRET_REFUSED"),
        ({"url": "http://192.168.0.1/"}, "URL_REFUSED"),
        ({}, "SERVER_REFUSED"),
    ],
)
async def test_what_cannot_be_sent_is_told(tmp_path: Path, params: Any, code: str) -> None:
    async with serving(saying(said(b"", 302, location="/elsewhere"))) as server:
        with pytest.raises(KinoraError) as caught:
            await told(tmp_path, **{"url": server.url(), **params})
    assert caught.value.code == code
    assert len(server.asked) == (not params)

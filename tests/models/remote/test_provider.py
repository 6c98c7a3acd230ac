"""Guards what an answer of a provider's is taken to mean: accepted, refused, or not known."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from models.remote.description import Remote, at
from models.remote.provider import Provider

Answering = Callable[[httpx.Request], httpx.Response]
REMOTE = Remote(
    submit="https://shop.example/jobs",
    poll="https://shop.example/jobs/{id}",
    cancel="https://shop.example/jobs/{id}/cancel",
    idempotency_header="Idempotency-Key",
    key_env="SHOP_KEY",
    result_at="output.0.url",
    cost_at="usage.dollars",
)


class Shop:
    """A provider whose server is a function."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.answer: Answering = lambda request: httpx.Response(202, json={"id": 7})
        self.provider = Provider(REMOTE, httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answer(request)


@pytest.fixture
async def shop(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shop]:
    monkeypatch.setenv("SHOP_KEY", "s3cr3t")
    shop = Shop()
    yield shop
    await shop.provider.close()


async def test_a_request_is_sent_with_its_key_and_the_token(shop: Shop) -> None:
    told = await shop.provider.submit({"prompt": "a boat"}, "key-1")
    assert (told.verdict, told.job) == ("accepted", "7")
    (request,) = shop.asked
    assert request.headers["Idempotency-Key"] == "key-1"
    assert request.headers["Authorization"] == "Bearer s3cr3t"
    assert request.content == b'{"prompt":"a boat"}'


BACK = "https://films.example/v1/callbacks/7"


@pytest.mark.parametrize(
    ("place", "query", "body"),
    [
        ("webhook", b"", {"prompt": "a boat", "events": ["completed"], "webhook": BACK}),
        (
            "?webhook",
            b"webhook=https%3A%2F%2Ffilms.example%2Fv1%2Fcallbacks%2F7",
            {"prompt": "a boat", "events": ["completed"]},
        ),
        ("", b"", {"prompt": "a boat"}),
    ],
)
async def test_a_provider_is_told_where_to_call_back(
    place: str, query: bytes, body: dict[str, Any]
) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(202, json={"id": 7})

    remote = REMOTE.but(callback_at=place, callback_with={"events": ["completed"]})
    provider = Provider(remote, httpx.MockTransport(answer))
    await provider.submit({"prompt": "a boat"}, "key-1", BACK)
    await provider.submit({"prompt": "a boat"}, "key-2")
    await provider.close()
    told, untold = asked
    assert (told.url.query, json.loads(told.content)) == (query, body)
    assert (untold.url.query, json.loads(untold.content)) == (b"", {"prompt": "a boat"})


@pytest.mark.parametrize(
    ("status", "headers", "verdict", "again", "after_s"),
    [
        (400, {}, "refused", False, None),
        (402, {}, "refused", False, None),
        (429, {"Retry-After": "7"}, "refused", True, 7.0),
        (503, {"Retry-After": "3"}, "refused", True, 3.0),
        (503, {}, "unclear", True, None),
        (500, {}, "unclear", True, None),
        (504, {}, "unclear", True, None),
    ],
)
async def test_what_a_status_means(
    shop: Shop, status: int, headers: dict[str, str], verdict: str, again: bool, after_s: object
) -> None:
    shop.answer = lambda request: httpx.Response(status, headers=headers, text="no")
    told = await shop.provider.submit({}, "k")
    assert (told.verdict, told.again, told.after_s) == (verdict, again, after_s)
    assert str(status) in told.message


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"id": null}', b'{"id": ""}', b"[]"])
async def test_an_answer_without_a_job_is_unclear(shop: Shop, body: bytes) -> None:
    shop.answer = lambda request: httpx.Response(200, content=body)
    assert (await shop.provider.submit({}, "k")).verdict == "unclear"


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (httpx.ConnectError("refused"), "refused"),
        (httpx.ConnectTimeout("late"), "refused"),
        (httpx.ReadTimeout("late"), "unclear"),
        (httpx.WriteError("cut"), "unclear"),
        (httpx.RemoteProtocolError("cut"), "unclear"),
    ],
)
async def test_what_broke_before_a_byte_was_sent_was_not_accepted(
    shop: Shop, error: httpx.HTTPError, verdict: str
) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise error

    shop.answer = broken
    assert (await shop.provider.submit({}, "k")).verdict == verdict
    assert (await shop.provider.look("7")).state == "unclear"
    assert (await shop.provider.cancel("7")).state == "unclear"


async def test_a_job_says_where_it_is_and_what_it_cost(shop: Shop) -> None:
    document = {
        "status": "Succeeded",
        "output": [{"url": "https://cdn.example/1.png"}],
        "usage": {"dollars": "0.0400001"},
    }
    shop.answer = lambda request: httpx.Response(200, json=document)
    job = await shop.provider.look("7")
    assert (job.state, job.result, job.micros) == (
        "succeeded", "https://cdn.example/1.png", 40_001,
    )  # fmt: skip
    assert shop.asked[0].url.path == "/jobs/7"


@pytest.mark.parametrize(
    ("status", "document", "state"),
    [
        (200, {"status": "queued"}, "running"),
        (200, {"status": "something else"}, "running"),
        (200, {"status": "failed", "error": "no"}, "failed"),
        (404, {}, "lost"),
        (410, {}, "lost"),
        (502, {}, "unclear"),
    ],
)
async def test_states_are_read_with_care(
    shop: Shop, status: int, document: dict[str, str], state: str
) -> None:
    shop.answer = lambda request: httpx.Response(status, json=document)
    assert (await shop.provider.look("7")).state == state


def test_a_place_names_keys_and_indices() -> None:
    document = {"a": [{"b": 1}, {"b": 2}]}
    assert [at(document, place) for place in ("a.1.b", "a.2.b", "a.x", "c.d", "")] == [
        2, None, None, None, document,
    ]  # fmt: skip

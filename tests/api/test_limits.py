"""Guards rates: who asks too often is told when to come back, and others are not held up."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from api.app import create_app
from api.identity.bootstrap import operator_key
from api.settings import MAX_BODY_BYTES, Settings
from media.ids import LOCAL_TENANT
from store.database import Database
from store.repositories.gate import take_hits
from tests.api.conftest import Api


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits=True)


async def test_a_keys_own_rate_holds_for_it_alone(operator: Api) -> None:
    slow = operator.as_((await operator.made("/keys", {"name": "slow", "per_minute": 3}))["key"])
    answers = [await slow("GET", "/me") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[0].headers["ratelimit"] == '"default";r=2;t=60'
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert answers[3].json()["error"]["code"] == "RATE_LIMITED"
    assert (await operator("GET", "/me")).status_code == 200


async def test_a_rate_is_exact_however_many_come_at_once(operator: Api) -> None:
    made = await operator.made("/keys", {"name": "burst", "per_minute": 12})
    burst = operator.as_(made["key"])
    answers = await asyncio.gather(*(burst("GET", "/me") for _ in range(30)))
    let_in = [answer for answer in answers if answer.status_code == 200]
    left = sorted(int(answer.headers["ratelimit"].split(";")[1][2:]) for answer in let_in)
    assert left == list(range(12))
    assert all(answer.status_code in (200, 429) for answer in answers)


async def test_a_kind_of_work_is_not_counted_where_the_request_was_not_let_in(
    operator: Api, settings: Settings
) -> None:
    made = await operator.made("/keys", {"name": "slow", "per_minute": 1})
    slow = operator.as_(made["key"])
    assert (await slow("GET", "/me")).status_code == 200
    assert (await slow("POST", "/films", json={"script": "The boat left."})).status_code == 429
    gate = Database(settings.database_url, "kinora_gate")
    assert (await take_hits(gate, f"production:{made['id']}", 1))[0].wait_s == 0
    await gate.close()


async def test_films_have_a_rate_of_their_own(operator: Api) -> None:
    body = {"script": "The boat left."}
    answers = [(await operator("POST", "/films", json=body)).status_code for _ in range(6)]
    assert answers == [202] * 5 + [429]
    assert (await operator("GET", "/films/" + "0" * 8)).status_code == 422


async def test_the_window_slides(settings: Settings) -> None:
    gate = Database(settings.database_url, "kinora_gate")
    hits = [(await take_hits(gate, "a", 10))[0] for _ in range(12)]
    assert [hit.wait_s > 0 for hit in hits] == [False] * 10 + [True] * 2
    async with gate.begin(None) as connection:
        # A minute later most of them still count.
        await connection.exec_driver_sql("UPDATE hits SET minute = minute - 1")
    after = [hit.wait_s > 0 for hit in await take_hits(gate, "a", 20, 21)]
    assert 9 <= after.index(True) <= 20
    await gate.close()


async def test_a_body_above_the_limit_is_refused_in_the_common_form(settings: Settings) -> None:
    app = create_app(settings)
    key = await operator_key(app.state.services, LOCAL_TENANT)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        answer = await client.post(
            "/v1/projects", content=b"x" * (MAX_BODY_BYTES + 1),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "TOO_LARGE")
    await app.state.services.close()

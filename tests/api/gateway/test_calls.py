"""Guards calls: answered at once or as a job, checked at the door, and never made twice."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from store.database import Database
from store.journal import Entry
from store.tables.runs import commands, runs
from tests.api.conftest import Api
from tests.api.runs import ended, event, journalled
from tests.api.worlds import DOUBLED

DEADLINE_S = 20
OUTPUTS = {"number": 4.0, "doubled": 8.0}
Driving = Callable[..., Coroutine[Any, Any, uuid.UUID]]


@pytest.fixture
async def api(ours: Api) -> Api:
    await ours.made("/apis", {"slug": "doubled", "name": "Doubled", "flow": DOUBLED})
    return ours


@pytest.fixture
def driving(api: Api, app_database: Database, engine_database: Database) -> Driving:
    """Ends the first run that comes, as an executor does."""

    async def drive(state: str = "succeeded", **changes: Any) -> uuid.UUID:
        tenant = uuid.UUID((await api.got("/me"))["tenant_id"])
        run_id = await submitted(app_database, tenant)
        async with journalled(engine_database, tenant, run_id) as journal:
            await journal.put(event("run.started"))
            end = {**(ended(state).run or {}), **changes}
            await journal.put(Entry(run=end, events=(("run.ended", {"state": state}),)))
        return run_id

    return drive


async def submitted(database: Database, tenant: uuid.UUID) -> uuid.UUID:
    async with asyncio.timeout(DEADLINE_S):
        while True:
            async with database.begin(tenant) as connection:
                found = await connection.scalar(select(runs.c.id))
            if found is not None:
                return found
            await asyncio.sleep(0.01)


async def test_a_call_is_answered_when_its_job_ends(api: Api, driving: Driving) -> None:
    driven = asyncio.create_task(driving(outputs=OUTPUTS))
    answer = await api("POST", "/apis/doubled", json={"number": 4})
    told = answer.json()
    assert (answer.status_code, told["state"], told["outputs"]) == (200, "succeeded", OUTPUTS)
    assert (told["release"], told["partial_outputs"], told["seconds_left"]) == (1, {}, None)
    assert uuid.UUID(told["id"]) == await driven
    run = await api.got(f"/runs/{told['id']}")
    assert (run["project"], run["priority"]) == ("api:doubled", "interactive")
    assert run["inputs"] == {"number": 4}


async def test_what_is_left_out_has_its_usual_value(api: Api) -> None:
    job = await api.made("/apis/doubled", {}, params={"wait": 0})
    assert (await api.got(f"/runs/{job['id']}"))["inputs"] == {"number": 42.0}


@pytest.mark.parametrize(
    ("query", "prefer", "applied"),
    [
        ({"wait": 0}, None, None),
        ({}, "respond-async", "respond-async"),
        ({}, "handling=lenient, Wait=1; x=y", "wait=1"),
        ({"wait": 20}, "respond-async, wait=0", "wait=0"),
    ],
)
async def test_what_takes_longer_is_a_job(
    api: Api, query: dict[str, int], prefer: str | None, applied: str | None
) -> None:
    headers = {"Prefer": prefer} if prefer else {}
    async with asyncio.timeout(DEADLINE_S):
        answer = await api("POST", "/apis/doubled", json={}, params=query, headers=headers)
    told = answer.json()
    assert (answer.status_code, told["state"], told["outputs"]) == (202, "queued", None)
    assert answer.headers["Location"] == f"/v1/apis/doubled/jobs/{told['id']}"
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers.get("Preference-Applied") == applied


async def test_inputs_are_checked_at_the_door(api: Api) -> None:
    answer = await api("POST", "/apis/doubled", json={"number": "four", "nubmer": 1})
    assert answer.status_code == 422
    fields = [detail["field"] for detail in answer.json()["error"]["details"]]
    assert fields == ["body.number", "body.nubmer"]
    assert (await api.got("/apis/doubled/jobs"))["items"] == []


@pytest.mark.parametrize(
    ("state", "code", "status"),
    [
        ("failed", "BAD_PARAMETER", 422),
        ("failed", "ENGINE_UNAVAILABLE", 502),
        ("cancelled", None, 409),
    ],
)
async def test_a_failed_job_is_no_success(
    api: Api, driving: Driving, state: str, code: str | None, status: int
) -> None:
    error = {"code": code, "message": "it broke", "remedy": "mend it"} if code else None
    driven = asyncio.create_task(driving(state, error=error))
    headers = {"Idempotency-Key": "once"}
    answer = await api("POST", "/apis/doubled", json={}, headers=headers)
    run_id = await driven
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == (code or "CANCELLED")
    assert answer.headers["Location"].endswith(str(run_id))
    again = await api("POST", "/apis/doubled", json={}, headers=headers)
    assert (again.status_code, again.json()) == (status, answer.json())
    assert len((await api.got("/apis/doubled/jobs"))["items"]) == 1


async def test_a_client_that_goes_away_leaves_its_job_and_finds_it_again(
    api: Api, driving: Driving, app_database: Database
) -> None:
    headers = {"Idempotency-Key": "mine"}

    async def asked() -> httpx.Response:
        return await api("POST", "/apis/doubled", json={"number": 4}, headers=headers)

    leaving = asyncio.create_task(asked())
    tenant = uuid.UUID((await api.got("/me"))["tenant_id"])
    run_id = await submitted(app_database, tenant)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    async with app_database.begin(tenant) as connection:
        assert await connection.scalar(select(func.count()).select_from(commands)) == 0
    await driving(outputs=OUTPUTS)
    answer = await asked()
    assert (answer.status_code, answer.json()["id"]) == (200, str(run_id))
    assert len((await api.got("/runs"))["items"]) == 1


async def test_a_wait_holds_no_connection(api: Api) -> None:
    # More waits than the pool has connections, while others are answered.
    async with asyncio.timeout(DEADLINE_S):
        waiting = [
            asyncio.create_task(api("POST", "/apis/doubled", json={}, params={"wait": 2}))
            for _ in range(30)
        ]
        await asyncio.sleep(0.2)
        assert (await api("GET", "/me")).status_code == 200
        assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {202}


async def test_a_promoted_release_answers_the_next_call(api: Api) -> None:
    first = await api.made("/apis/doubled", {}, params={"wait": 0})
    await api.made("/apis/doubled/releases", {"flow": DOUBLED, "promote": True})
    second = await api.made("/apis/doubled", {}, params={"wait": 0})
    assert (first["release"], second["release"]) == (1, 2)
    listed = (await api.got("/apis/doubled/jobs"))["items"]
    assert [one["id"] for one in listed] == [second["id"], first["id"]]

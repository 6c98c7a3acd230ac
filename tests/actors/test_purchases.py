"""Guards paid work: bought once whatever happens, within its budget, and truthful where unclear."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actors.breakers import FAILURES, OPEN_S, WINDOW_S, Breaker
from actors.flights import LINGER_S
from media.ids import LOCAL_TENANT
from models.catalog.rows import USERS_ROWS
from store.repositories import budgets
from store.repositories.budgets import Budget
from tests.actors import shop
from tests.actors.flows import Engine, flow, node
from tests.media.intake.samples import drawn
from tests.provider import PRICE, Provider, row, serving, write_rows
from tests.servers import LOCAL, said, saying
from tests.servers import serving as serving_bytes

assert shop


@pytest.fixture
async def engine(database_url: str, tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(database_url, tmp_path)
    yield engine
    await engine.close()


Rows = Callable[..., list[Provider]]


@pytest.fixture
def shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rows]:
    """Starts providers, and writes them into a user's catalog."""
    stack = ExitStack()

    def start(*settings: dict[str, Any]) -> list[Provider]:
        providers: list[Provider] = []
        rows: list[dict[str, Any]] = []
        for number, setting in enumerate(settings or ({},), 1):
            idempotent = setting.pop("idempotent", True)
            work_s = setting.pop("work_s", 0.05)
            provider, url = stack.enter_context(serving(idempotent=idempotent, work_s=work_s))
            providers.append(provider)
            rows.append(row(f"shop-{number}", url, idempotent=idempotent, **setting))
        write_rows(tmp_path / "models.yaml", rows)
        monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
        return providers

    yield start
    stack.close()


def buys(*numbers: int, kind: str = "shop.buy", **rest: Any) -> Any:
    return flow(*(node(f"buy{number}", kind, number=number, **rest) for number in numbers))


async def budget(engine: Engine, scope: str = "tenant") -> Budget:
    async with engine.database.begin(LOCAL_TENANT) as connection:
        assert not await budgets.disagreeing(connection)
        return next(row for row in await budgets.of_tenant(connection) if row.scope == scope)


async def limit(engine: Engine, micros: int | None, scope: Any = "tenant", name: str = "") -> int:
    async with engine.database.begin(LOCAL_TENANT) as connection:
        return await budgets.limit(
            connection, tenant=LOCAL_TENANT, scope=scope, name=name, micros=micros
        )


async def reason(engine: Engine, run_id: uuid.UUID, step: str, wanted: str) -> None:
    """Wait until a step waits for something."""
    async with asyncio.timeout(20):
        while True:
            steps = await engine.steps(run_id)
            if step in steps and (steps[step].state, steps[step].reason) == ("waiting", wanted):
                return
            await asyncio.sleep(0.02)


async def test_a_purchase_is_paid_settled_and_cached(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    assert await engine.result(buys(4)) == {"buy4": {"number": 8}}
    assert await engine.result(buys(4)) == {"buy4": {"number": 8}}
    assert provider.paid == {4: 1}
    spent = await budget(engine)
    assert (spent.reserved_micros, spent.spent_micros) == (0, PRICE)


async def test_equal_requests_of_one_step_are_two_purchases(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    assert await engine.result(buys(3, kind="shop.buy_twice")) == {"buy3": {"number": 12}}
    assert provider.paid == {3: 2}


async def test_another_node_with_the_same_request_buys_nothing(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    both = flow(node("a", "shop.buy", number=5), node("b", "shop.buy_twice", number=5))
    assert await engine.result(both) == {"a": {"number": 10}, "b": {"number": 20}}
    assert provider.paid == {5: 2}


async def test_a_dropped_answer_is_asked_for_again_under_the_same_key(
    engine: Engine, shops: Rows
) -> None:
    (provider,) = shops()
    provider.troubles.extend(["drop", "drop"])
    assert await engine.result(buys(7)) == {"buy7": {"number": 14}}
    assert (provider.paid[7], provider.asked[7]) == (1, 3)


async def test_a_refusal_after_a_dropped_answer_proves_nothing(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    provider.troubles.extend(["drop", "busy", "refuse"])
    assert await engine.result(buys(7)) == {"buy7": {"number": 14}}
    assert (provider.paid[7], provider.asked[7]) == (1, 4)


async def test_what_may_yet_be_delivered_is_not_bought_elsewhere(
    engine: Engine, shops: Rows
) -> None:
    first, second = shops({"fallback": ["shop-2"]}, {})
    first.troubles.extend(["drop"] * 12)
    row = await engine.until(await engine.submit(buys(7)))
    assert (row.state, row.error["code"]) == ("failed", "PROVIDER_UNCLEAR")
    assert (first.paid, second.paid) == ({7: 1}, {})
    # It counts as paid; and who asks again takes it up under the same key.
    assert (await budget(engine)).spent_micros == PRICE
    assert await engine.result(buys(7)) == {"buy7": {"number": 14}}
    assert first.paid == {7: 1}
    assert (await budget(engine)).spent_micros == PRICE


async def test_a_job_that_the_provider_forgot_is_asked_about(engine: Engine, shops: Rows) -> None:
    (provider,) = shops({"work_s": 0.6})
    run_id = await engine.submit(buys(7))
    async with asyncio.timeout(10):
        while not provider.jobs:
            await asyncio.sleep(0.02)
    forgotten = dict(provider.jobs)
    provider.jobs.clear()
    await reason(engine, run_id, "buy7", "unknown_payment")
    provider.jobs.update(forgotten)
    await engine.tell(run_id, "signal", node="buy7", data={"outcome": "accepted", "id": "job-1"})
    assert (await engine.until(run_id)).outputs == {"buy7": {"number": 14}}
    assert provider.paid == {7: 1}


async def test_without_a_key_a_person_is_asked(engine: Engine, shops: Rows) -> None:
    (provider,) = shops({"idempotent": False})
    provider.troubles.append("drop")
    run_id = await engine.submit(buys(7))
    await reason(engine, run_id, "buy7", "unknown_payment")
    await engine.until(run_id, "waiting")
    assert (await budget(engine)).reserved_micros == PRICE
    await engine.tell(run_id, "signal", node="buy7", data="no such word")
    await engine.tell(run_id, "signal", node="buy7", data={"outcome": "accepted", "id": "job-1"})
    row = await engine.until(run_id)
    assert (row.state, row.outputs) == ("succeeded", {"buy7": {"number": 14}})
    assert provider.paid == {7: 1}
    assert (await budget(engine)).spent_micros == PRICE


@pytest.mark.parametrize(
    ("outcome", "state", "asked", "spent"),
    [("not_sent", "succeeded", 2, PRICE), ("lost", "succeeded", 2, 2 * PRICE),
     ("give_up", "failed", 1, PRICE)],
)  # fmt: skip
async def test_what_a_person_says_is_done(
    engine: Engine, shops: Rows, outcome: str, state: str, asked: int, spent: int
) -> None:
    (provider,) = shops({"idempotent": False})
    provider.troubles.append("drop")
    run_id = await engine.submit(buys(7))
    await reason(engine, run_id, "buy7", "unknown_payment")
    await engine.tell(run_id, "signal", node="buy7", data=outcome)
    assert (await engine.until(run_id)).state == state
    assert provider.asked == {7: asked}
    row = await budget(engine)
    assert (row.reserved_micros, row.spent_micros) == (0, spent)


async def test_up_to_a_stated_price_it_is_paid_again(engine: Engine, shops: Rows) -> None:
    (provider,) = shops({"idempotent": False, "remote": {"resend_up_to_micros": PRICE}})
    provider.troubles.append("drop")
    assert await engine.result(buys(7)) == {"buy7": {"number": 14}}
    assert provider.paid == {7: 2}
    assert (await budget(engine)).spent_micros == 2 * PRICE


async def test_what_is_refused_costs_nothing_and_busy_is_tried_again(
    engine: Engine, shops: Rows
) -> None:
    (provider,) = shops()
    provider.troubles.append("busy")
    assert await engine.result(buys(1)) == {"buy1": {"number": 2}}
    provider.troubles.append("refuse")
    row = await engine.until(await engine.submit(buys(2)))
    assert (row.state, row.error["code"]) == ("failed", "PROVIDER_REFUSED")
    assert "no such paint" in row.error["message"]
    assert (await budget(engine)).spent_micros == PRICE


async def test_a_job_that_fails_is_bought_again_by_the_next_try(
    engine: Engine, shops: Rows
) -> None:
    (provider,) = shops()
    provider.troubles.append("fail")
    assert await engine.result(buys(6)) == {"buy6": {"number": 12}}
    assert provider.paid == {6: 2}
    assert (await budget(engine)).spent_micros == PRICE


async def test_a_full_budget_stops_a_run_until_it_is_raised(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    await limit(engine, 2 * PRICE)
    run_id = await engine.submit(buys(1, 2, 3))
    row = await engine.until(run_id, "waiting")
    assert sum(provider.paid.values()) == 2
    states = {
        name: (step.state, step.reason) for name, step in (await engine.steps(run_id)).items()
    }
    assert sorted(states.values(), key=str) == [
        ("succeeded", None), ("succeeded", None), ("waiting", "budget"),
    ]  # fmt: skip
    assert await limit(engine, 3 * PRICE) == 1
    row = await engine.until(run_id)
    assert row.state == "succeeded"
    assert provider.paid == {1: 1, 2: 1, 3: 1}
    assert (await budget(engine)).spent_micros == 3 * PRICE


async def test_a_budget_raised_while_the_run_is_busy_is_seen_at_once(
    engine: Engine, shops: Rows
) -> None:
    shops()
    await limit(engine, 0)
    run_id = await engine.submit(
        flow(node("buy", "shop.buy", number=1), node("wait", "flow.wait", seconds=3.0))
    )
    await reason(engine, run_id, "buy", "budget")
    await limit(engine, None)
    async with asyncio.timeout(2.5):
        while (await engine.steps(run_id))["buy"].state != "succeeded":
            await asyncio.sleep(0.02)


async def test_a_provider_has_no_more_jobs_than_it_may(engine: Engine, shops: Rows) -> None:
    (provider,) = shops({"work_s": 0.2, "remote": {"max_jobs": 2}})
    await limit(engine, 5 * PRICE)
    run_id = await engine.submit(buys(*range(1, 8)))
    # Those that wait for money hold no place.
    await engine.until(run_id, "waiting")
    assert sum(provider.paid.values()) == 5
    assert provider.most == 2
    await limit(engine, None)
    assert (await engine.until(run_id)).state == "succeeded"
    assert provider.most == 2


async def test_a_run_has_a_budget_of_its_own(engine: Engine, shops: Rows) -> None:
    (provider,) = shops()
    await limit(engine, PRICE, "project", "p2")
    run_id = await engine.submit(buys(1, 2))
    await engine.until(run_id, "waiting")
    assert sum(provider.paid.values()) == 1
    await engine.tell(run_id, "cancel")
    assert (await engine.until(run_id)).state == "cancelled"


async def test_cancel_reaches_the_provider(engine: Engine, shops: Rows) -> None:
    (provider,) = shops({"work_s": 30.0, "remote": {"cancel": ""}})
    run_id = await engine.submit(buys(1))
    async with asyncio.timeout(10):
        while not provider.jobs:
            await asyncio.sleep(0.02)
    await engine.tell(run_id, "cancel")
    assert (await engine.until(run_id)).state == "cancelled"
    # This provider cancels nothing: what it accepted counts as paid, until it is known better.
    row = await budget(engine)
    assert (row.reserved_micros, row.spent_micros) == (0, PRICE)


@pytest.mark.parametrize("trouble", ["", "dawdle"])
async def test_a_cancelled_job_costs_what_the_provider_says(
    engine: Engine, shops: Rows, tmp_path: Path, trouble: str
) -> None:
    with serving(work_s=30.0) as (provider, url):
        # It may be cancelled before the answer has come that names the job.
        provider.troubles.append(trouble)
        shops()
        remote = {"cancel": f"{url}/jobs/{{id}}/cancel"}
        write_rows(tmp_path / "models.yaml", [row("shop-1", url, remote=remote)])
        run_id = await engine.submit(buys(1))
        async with asyncio.timeout(10):
            while not provider.jobs:
                await asyncio.sleep(0.02)
        await engine.tell(run_id, "cancel")
        assert (await engine.until(run_id)).state == "cancelled"
        assert provider.cancelled == ["job-1"]
    found = await budget(engine)
    assert (found.reserved_micros, found.spent_micros) == (0, 0)


async def test_a_stopped_executor_resumes_by_the_providers_name(
    engine: Engine, shops: Rows
) -> None:
    (provider,) = shops({"work_s": 1.0, "idempotent": False})
    run_id = await engine.submit(buys(9))
    async with asyncio.timeout(10):
        while not provider.jobs:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    await engine.stop()
    engine.start()
    assert (await engine.until(run_id)).outputs == {"buy9": {"number": 18}}
    assert provider.paid == {9: 1}


async def test_the_next_engine_stands_in_and_its_result_is_kept_as_its_own(
    engine: Engine, shops: Rows
) -> None:
    first, second = shops({"fallback": ["shop-2"]}, {})
    first.troubles.extend(["fail"] * 3)
    assert await engine.result(buys(4)) == {"buy4": {"number": 8}}
    assert (first.paid, second.paid) == ({4: 3}, {4: 1})
    # Under its own key: asked for by name it is there, and the preferred engine is tried anew.
    assert await engine.result(buys(4, model="shop-2")) == {"buy4": {"number": 8}}
    assert second.paid == {4: 1}
    await asyncio.sleep(LINGER_S + 0.1)
    assert await engine.result(buys(4)) == {"buy4": {"number": 8}}
    assert first.paid == {4: 4}


async def test_a_bought_picture_is_fetched_and_normalised(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = drawn(tmp_path / "picture.webp", "testsrc2=s=64x48", "-frames:v", "1").read_bytes()
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)
    with serving() as (provider, url):
        async with serving_bytes(saying(said(picture))) as server:
            provider.gives = [{"url": server.url("/made")}]
            image = row("painter", url) | {"modality": "image"}
            write_rows(tmp_path / "models.yaml", [image])
            monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
            outputs = await engine.result(
                flow(node("draw", "image.generate", version=2, prompt="a boat"))
            )
    made = outputs["draw"]["image"]
    assert (made["kind"], made["format"], made["width"], made["height"]) == (
        "image", "png", 64, 48,
    )  # fmt: skip
    assert (await budget(engine)).spent_micros == PRICE


async def test_what_a_gpu_gives_is_in_the_ledger(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"id": "own", "modality": "toy", "target": "tests.actors.shop:double", "num_gpus": 0.5,
           "revision": 1, "licence": "-"}  # fmt: skip
    write_rows(tmp_path / "models.yaml", [own])
    monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
    run_id = await engine.submit(buys(2))
    assert (await engine.until(run_id)).outputs == {"buy2": {"number": 4}}
    seconds = (await engine.steps(run_id))["buy2"].seconds
    async with engine.database.begin(LOCAL_TENANT) as connection:
        (use,) = await budgets.use(connection)
    assert (use.engine, use.calls, use.spent_micros) == ("own", 0, 0)
    assert use.gpu_seconds == pytest.approx(seconds / 2, abs=0.002)


class TestBreaker:
    def test_it_opens_after_so_many_failures_and_tries_once(self) -> None:
        now = [0.0]
        breaker = Breaker(lambda: now[0])
        for _ in range(FAILURES - 1):
            breaker.failed()
        assert breaker.closed_in_s() == 0
        breaker.failed()
        assert breaker.closed_in_s() == OPEN_S
        now[0] += OPEN_S
        assert breaker.closed_in_s() == 0
        assert breaker.closed_in_s() > 0  # one trial at a time
        breaker.failed()
        assert breaker.closed_in_s() == OPEN_S
        now[0] += OPEN_S
        assert breaker.closed_in_s() == 0
        breaker.worked()
        assert [breaker.closed_in_s() for _ in range(3)] == [0, 0, 0]

    def test_failures_far_apart_do_not_open_it(self) -> None:
        now = [0.0]
        breaker = Breaker(lambda: now[0])
        for _ in range(3 * FAILURES):
            breaker.failed()
            now[0] += WINDOW_S / (FAILURES - 1) + 1
            assert breaker.closed_in_s() == 0

    def test_a_trial_that_was_stopped_leaves_the_trial_to_the_next(self) -> None:
        now = [0.0]
        breaker = Breaker(lambda: now[0])
        for _ in range(FAILURES):
            breaker.failed()
        now[0] += OPEN_S
        assert breaker.closed_in_s() == 0
        breaker.left()
        assert breaker.closed_in_s() == 0

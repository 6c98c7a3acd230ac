"""Guards callbacks of providers: they end waits, prove nothing, and cannot drive the executor."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from actors.callbacks import Callbacks, Nudge
from media.ids import LOCAL_TENANT
from models.catalog.rows import USERS_ROWS
from store.tables.money import calls
from tests.actors import shop
from tests.actors.flows import Engine, flow, node
from tests.api.served import served
from tests.provider import PRICE, row, serving, write_rows

assert shop
LONG_S = 30.0
"""Between two looks, unless somebody calls: longer than any test here may take."""


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[str]:
    with served(database_url, tmp_path) as url:
        yield url


@pytest.fixture
async def engine(database_url: str, tmp_path: Path, api: str) -> AsyncIterator[Engine]:
    engine = Engine(database_url, tmp_path, public_url=f"{api}/")
    yield engine
    await engine.close()


def sells(folder: Path, monkeypatch: pytest.MonkeyPatch, url: str, **remote: Any) -> None:
    """Write a provider that calls back into a user's catalog."""
    settings = {"callback_at": "webhook", "every_s": LONG_S} | remote
    write_rows(folder / "models.yaml", [row("shop-1", url, remote=settings)])
    monkeypatch.setenv(USERS_ROWS, str(folder / "models.yaml"))


async def under_way(engine: Engine) -> Any:
    """The one paid call, once the provider has it."""
    async with asyncio.timeout(20):
        while True:
            async with engine.database.begin(LOCAL_TENANT) as connection:
                found = await connection.execute(select(calls).where(calls.c.state == "accepted"))
                if (call := found.one_or_none()) is not None:
                    return call
            await asyncio.sleep(0.02)


async def test_a_callback_ends_the_wait_and_its_word_counts_for_nothing(
    engine: Engine, api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(work_s=0.8) as (provider, url):
        sells(tmp_path, monkeypatch, url)
        async with asyncio.timeout(LONG_S / 2):
            assert await engine.result(flow(node("a", "shop.buy", number=4))) == {
                "a": {"number": 8}
            }
        assert provider.paid == {4: 1}
        assert [where.rpartition("/")[0] for where in provider.called_back] == [
            f"{api}/v1/callbacks"
        ]
        # Once when it was accepted, once when it called back.
        assert provider.looks["job-1"] == 2
    async with engine.database.begin(LOCAL_TENANT) as connection:
        (spent,) = (await connection.execute(select(calls.c.spent_micros))).scalars()
    assert spent == PRICE


async def test_whoever_posts_makes_a_job_no_more_done(
    engine: Engine, api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(work_s=3600) as (provider, url):
        sells(tmp_path, monkeypatch, url)
        run_id = await engine.submit(flow(node("a", "shop.buy", number=5)))
        call = await under_way(engine)
        async with httpx.AsyncClient(base_url=api) as client:
            began = time.monotonic()
            while time.monotonic() - began < 2:
                answer = await client.post(f"/v1/callbacks/{call.id}", json={"status": "done"})
                assert answer.status_code == 204
        # At once, and then after a half, one and two seconds.
        assert 2 <= provider.looks["job-1"] <= 5
        assert (await engine.steps(run_id))["a"].state == "running"
        await engine.tell(run_id, "cancel")
        await engine.until(run_id, "cancelled")


async def test_the_answer_tells_nothing(api: str) -> None:
    async with httpx.AsyncClient(base_url=api) as client:
        unknown = await client.post(f"/v1/callbacks/{uuid.uuid4()}", content=b"\x00" * 100_000)
        assert (unknown.status_code, unknown.content) == (204, b"")
        assert (await client.post("/v1/callbacks/nonsense")).status_code == 422


async def test_without_a_public_address_no_provider_is_told_of_one(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(database_url, tmp_path)
    try:
        with serving() as (provider, url):
            sells(tmp_path, monkeypatch, url, every_s=0.05)
            assert await engine.result(flow(node("a", "shop.buy", number=6)))
            assert not provider.called_back
    finally:
        await engine.close()


async def test_a_word_before_the_wait_is_not_lost() -> None:
    callbacks = Callbacks("https://films.example/")
    call = uuid.uuid4()
    assert callbacks.url(call) == f"https://films.example/v1/callbacks/{call}"
    with callbacks.expected(call) as nudge:
        callbacks.hear(str(call))
        async with asyncio.timeout(5):
            await nudge.wait(LONG_S)


async def test_after_a_gap_in_hearing_every_job_is_looked_at() -> None:
    callbacks = Callbacks("https://films.example")
    with callbacks.expected(uuid.uuid4()) as one, callbacks.expected(uuid.uuid4()) as other:
        callbacks.hear(str(uuid.uuid4()))
        callbacks.hear(None)
        async with asyncio.timeout(5):
            await asyncio.gather(one.wait(LONG_S), other.wait(LONG_S))


async def test_looks_after_a_word_are_close_at_first_and_then_as_usual() -> None:
    nudged = asyncio.Event()
    nudge = Nudge(nudged)
    nudged.set()
    waited: list[float] = []
    for _ in range(5):
        began = time.monotonic()
        await nudge.wait(1.2)
        waited.append(time.monotonic() - began)
    assert waited == [pytest.approx(wanted, abs=0.4) for wanted in (0, 0.5, 1.0, 1.2, 1.2)]

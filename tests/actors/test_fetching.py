"""Guards requests of steps under way: cancel, waits that servers ask for, crashes, the journal."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.actors.flows import Engine, flow, node
from tests.servers import LOCAL, Asked, said, saying, serving

SECRET = "whsec_" + "QUJD" * 8


@pytest.fixture
async def engine(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Engine]:
    monkeypatch.setenv("KINORA_ALLOW_HOSTS", LOCAL)
    monkeypatch.setenv("KINORA_SECRET_HOOKS", SECRET)
    monkeypatch.setenv("KINORA_SECRET_CRM", "s3cr3t-word")
    engine = Engine(database_url, tmp_path)
    yield engine
    await engine.close()


async def silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def test_a_cancelled_run_closes_its_connection_at_once(engine: Engine) -> None:
    async with serving(silent) as server:
        run_id = await engine.submit(flow(node("get", "io.http", url=server.url())))
        await asyncio.wait_for(server.arrived.wait(), 10)
        began = time.monotonic()
        await engine.tell(run_id, "cancel")
        await asyncio.wait_for(server.left.wait(), 5)
        row = await engine.until(run_id)
    assert row.state == "cancelled" and time.monotonic() - began < 3
    assert (await engine.steps(run_id))["get"].state == "cancelled"


async def test_a_busy_server_is_asked_again_when_it_says(engine: Engine) -> None:
    answers = saying(said(b"", 429, retry_after="1"), said(b'{"n": 1}'))
    async with serving(answers) as server:
        began = time.monotonic()
        row = await engine.until(
            await engine.submit(flow(node("get", "io.http", url=server.url())))
        )
    assert row.state == "succeeded" and row.outputs["get"]["data"] == {"n": 1}
    # The usual first backoff is at most three quarters of a second.
    assert len(server.asked) == 2 and time.monotonic() - began >= 1.0


async def test_a_message_of_which_nobody_heard_is_sent_again_as_the_same(engine: Engine) -> None:
    hook: dict[str, Any] = {"event": "film.finished", "secret": "HOOKS", "data": {"shots": 3}}
    first = True

    async def once_silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal first
        was, first = first, False
        if was:
            await asyncio.sleep(60)
        writer.write(said())

    async with serving(once_silent) as server:
        run_id = await engine.submit(flow(node("tell", "io.webhook", url=server.url(), **hook)))
        await asyncio.wait_for(server.arrived.wait(), 10)
        await engine.stop()
        engine.start()
        row = await engine.until(run_id)
        again = await engine.until(
            await engine.submit(flow(node("tell", "io.webhook", url=server.url(), **hook)))
        )
    assert row.state == again.state == "succeeded"
    ids = [asked.headers["webhook-id"] for asked in server.asked]
    assert len(ids) == 3 and ids[0] == ids[1] == row.outputs["tell"]["id"]
    assert ids[2] != ids[0]


async def test_what_must_not_be_sent_twice_waits_for_a_person(engine: Engine) -> None:
    async def gone(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with serving(gone) as server:
        run_id = await engine.submit(flow(node("send", "io.send", url=server.url(), data=1)))
        row = await engine.until(run_id)
    assert (row.state, row.error["code"]) == ("failed", "OUTCOME_UNKNOWN")
    assert len(server.asked) == 1


async def test_the_database_never_sees_a_secret(engine: Engine) -> None:
    echo = said(json.dumps({"you said": "Bearer s3cr3t-word"}).encode())
    async with serving(saying(echo)) as server:
        secret = {"Authorization": "Bearer $CRM"}
        get = node("get", "io.http", url=server.url(), secret_headers=secret)
        row = await engine.until(await engine.submit(flow(get)))
    assert row.outputs["get"]["data"] == {"you said": "Bearer ***"}
    assert server.asked[0].headers["authorization"] == "Bearer s3cr3t-word"
    async with engine.database.begin(row.tenant_id) as connection:
        for table in ("runs", "steps", "events"):
            found = await connection.execute(text(f"select t::text from {table} t"))
            rows = found.scalars().all()
            assert rows and not any("s3cr3t-word" in line for line in rows)

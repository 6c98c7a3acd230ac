"""Guards choices of engines in runs: told in an event, part of the key, kept when interrupted."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from actors.routing import Paces, Router
from media.ids import LOCAL_TENANT
from models.catalog import shared
from models.catalog.rows import USERS_ROWS, engines
from pipelines.faults import InvalidFlow
from pipelines.graph import Flow
from pipelines.validation import validate
from store.database import Database
from store.repositories import budgets, engine_rows, events
from tests.actors import shop
from tests.actors.flows import Engine, flow, node
from tests.provider import Provider, row, serving, write_rows

assert shop

DEAR, CHEAP = 5000, 2000


@pytest.fixture
async def engine(database_url: str, tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(database_url, tmp_path)
    yield engine
    await engine.close()


Shops = Callable[..., tuple[Provider, Provider]]


@pytest.fixture
def shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shops]:
    """Starts a dear provider and a cheap one."""
    stack = ExitStack()

    def start(modality: str = "toy", **first: Any) -> tuple[Provider, Provider]:
        (dear, one), (cheap, two) = (
            stack.enter_context(serving(idempotent=True, work_s=0.05)) for _ in range(2)
        )
        rows = [
            row("dear", one) | {"price": {"call_micros": DEAR}, "modality": modality} | first,
            row("cheap", two) | {"price": {"call_micros": CHEAP}, "modality": modality},
        ]
        write_rows(tmp_path / "models.yaml", rows)
        monkeypatch.setenv(USERS_ROWS, str(tmp_path / "models.yaml"))
        return dear, cheap

    yield start
    stack.close()


def buys(number: int, **steering: Any) -> Flow:
    return flow({**node("buy", "shop.buy", number=number), **steering})


async def routed(engine: Engine, run_id: uuid.UUID) -> list[dict[str, Any]]:
    async with engine.database.begin(LOCAL_TENANT) as connection:
        rows = await events.of_type(connection, run_id=run_id, type="step.routed")
    return [one.data for one in rows]


async def test_the_cheapest_is_asked_and_the_reasons_are_told(engine: Engine, shops: Shops) -> None:
    dear, cheap = shops()
    run_id = await engine.submit(buys(4, route="cheapest"))
    assert (await engine.until(run_id)).outputs == {"buy": {"number": 8}}
    assert (dear.paid, cheap.paid) == ({}, {4: 1})
    (told,) = await routed(engine, run_id)
    assert (told["node"], told["engine"]) == ("buy", "cheap")
    assert told["why"] == "the cheapest of 2 that would do: $0.002"
    assert [one["engine"] for one in told["considered"]] == ["dear", "cheap"]
    # By its key: asked again the same is known, and who wants nothing gets the first.
    assert await engine.result(buys(4, route="cheapest")) == {"buy": {"number": 8}}
    assert await engine.result(buys(4)) == {"buy": {"number": 8}}
    assert (dear.paid, cheap.paid) == ({4: 1}, {4: 1})


async def test_what_there_is_no_money_for_is_passed_over(engine: Engine, shops: Shops) -> None:
    dear, cheap = shops()
    async with engine.database.begin(LOCAL_TENANT) as connection:
        await budgets.limit(connection, tenant=LOCAL_TENANT, scope="tenant", micros=DEAR - 1)
    run_id = await engine.submit(buys(5, route="able"))
    assert (await engine.until(run_id)).state == "succeeded"
    assert (dear.paid, cheap.paid) == ({}, {5: 1})
    (told,) = await routed(engine, run_id)
    assert told["considered"][0]["against"] == "it costs $0.005, and $0.004999 is left"


async def test_who_stands_in_is_told_with_what_failed(engine: Engine, shops: Shops) -> None:
    dear, _ = shops(fallback=["cheap"])
    dear.troubles.extend(["fail"] * 3)
    run_id = await engine.submit(buys(6))
    assert (await engine.until(run_id)).state == "succeeded"
    first, then = await routed(engine, run_id)
    assert (first["engine"], first["why"][:9]) == ("dear", "the first")
    assert (then["engine"], then["instead_of"]) == ("cheap", "dear")
    assert then["why"].startswith("dear failed: ")


async def test_a_choice_is_kept_by_whoever_takes_the_run_over(engine: Engine, shops: Shops) -> None:
    shops()
    run_id = await engine.submit(buys(7, route="cheapest"))
    await engine.until(run_id)
    paces = Paces()
    dear, cheap = (one for one in engines() if one.id in ("dear", "cheap"))
    paces.note(dear, "toy", 1.0)
    paces.note(cheap, "toy", 9.0)
    again, fresh = Router(paces), Router(paces)
    await again.recall(engine.database, LOCAL_TENANT, run_id)

    class Taken:
        node = buys(7, route="fastest").by_id["buy"]
        name, path = "buy", ()

    taken: Any = Taken()
    assert again.choices(taken, {"number": 7})["toy"].engines[0].id == "cheap"
    assert fresh.choices(taken, {"number": 7})["toy"].decision.engine == "dear"


async def test_a_style_is_in_the_words_and_in_the_key(engine: Engine, shops: Shops) -> None:
    dear, _ = shops("image")
    dear.gives = [{"no": "picture"}] * 9
    style = {"name": "Ink", "prefix": "ink wash", "avoid": "text", "models": ["dear"]}
    wanted = {**node("draw", "image.generate", version=2, prompt="a boat"), "style": style}
    run_id = await engine.submit(flow(wanted))
    row = await engine.until(run_id)
    assert row.state == "failed"  # the toy provider draws nothing
    (told,) = await routed(engine, run_id)
    assert told["considered"][1]["against"] == "the style is for dear"
    first = (await engine.steps(run_id))["draw"].cache_key
    renamed = {**wanted, "style": {**style, "name": "Other"}}
    other = {**wanted, "style": {**style, "prefix": "oil"}}
    plain = {name: value for name, value in wanted.items() if name != "style"}
    keys: list[str] = []
    for each in (renamed, other, plain):
        run_id = await engine.submit(flow(each))
        await engine.until(run_id)
        keys.append((await engine.steps(run_id))["draw"].cache_key)
    assert keys[0] == first and len({first, *keys}) == 3


async def test_a_style_that_nobody_may_draw_fails_the_step_and_says_who_could(
    engine: Engine,
) -> None:
    style = {"name": "Ink", "models": ["sdxl"]}
    wanted = {**node("draw", "image.generate", version=2, prompt="a boat"), "style": style}
    row = await engine.until(await engine.submit(flow(wanted)))
    assert (row.state, row.error["code"]) == ("failed", "STYLE_INCOMPATIBLE")
    assert "sdxl" in row.error["remedy"]
    named = {**wanted, "style": {"id": str(uuid.uuid4())}}
    row = await engine.until(await engine.submit(flow(named)))
    assert (row.state, row.error["code"]) == ("failed", "UNKNOWN_STYLE")


def test_only_what_asks_an_engine_is_steered() -> None:
    blurred = {**node("one", "flow.log", value=1), "route": "cheapest", "style": {"prefix": "x"}}
    with pytest.raises(InvalidFlow) as told:
        validate(flow(blurred))
    assert {fault.port for fault in told.value.faults} >= {"route", "style"}


def test_a_flow_that_steers_nothing_is_written_as_before() -> None:
    written = json.dumps(buys(1).model_dump(mode="json", by_alias=True))
    assert "style" not in written and "route" not in written


async def test_an_executor_asks_a_model_that_is_added_while_it_runs(
    engine: Engine, database_url: str
) -> None:
    with serving(idempotent=True, work_s=0.05) as (provider, url):
        owner = Database(database_url, "owner", pool_size=1)
        async with owner.begin(None) as connection:
            await engine_rows.put(connection, [row("added", url)])
        async with asyncio.timeout(20):
            while "added" not in {one.id for one in engines()}:
                await asyncio.sleep(0.05)
        assert await engine.result(buys(9, route="able")) == {"buy": {"number": 18}}
        assert provider.paid == {9: 1}
        async with owner.begin(None) as connection:
            assert await engine_rows.remove(connection, "added")
        await owner.close()
    shared.put([])

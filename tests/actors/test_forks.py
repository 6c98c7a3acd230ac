"""Guards runs that go on from another: what was finished is kept, but for what is to change."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from media.ids import LOCAL_TENANT
from pipelines.graph import Flow
from store.repositories import forks
from store.repositories import runs as run_rows
from tests.actors.flows import Engine, flow, node


@pytest.fixture
async def engine(database_url: str, tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(database_url, tmp_path)
    yield engine
    await engine.close()


def line(**second: Any) -> Flow:
    return flow(
        node("first", "flow.expression", expression="2"),
        node("second", "flow.expression", **({"expression": "value * 10"} | second)),
        node("third", "flow.expression", expression="value + 1"),
        edges=[("first.value", "second.value"), ("second.value", "third.value")],
    )


async def fork(engine: Engine, origin: Any, graph: Flow, **options: Any) -> Any:
    """A run that goes on from another, at its end."""
    async with engine.database.begin(LOCAL_TENANT) as connection:
        run_id = await run_rows.submit(
            connection, tenant=LOCAL_TENANT, project="p", request="f",
            flow=graph.model_dump(mode="json", by_alias=True), exclusive=False, origin=origin,
        )  # fmt: skip
        await forks.carry_over(connection, origin=origin, run_id=run_id, **options)
    return await engine.until(run_id), await engine.steps(run_id)


async def test_what_failed_is_run_again_and_what_was_finished_is_not(engine: Engine) -> None:
    broken = line(expression="value / 0")
    run_id = await engine.submit(broken)
    assert (await engine.until(run_id)).state == "failed"
    before = await engine.steps(run_id)
    row, after = await fork(engine, run_id, line())
    assert row.outputs["third"] == {"value": 21}
    assert after["first"].finished_at == before["first"].finished_at


async def test_an_edited_value_changes_what_hangs_on_it_alone(engine: Engine) -> None:
    graph = line()
    run_id = await engine.submit(graph)
    await engine.until(run_id)
    before = await engine.steps(run_id)
    stale = graph.behind(["second"]) - {"second"}
    row, after = await fork(engine, run_id, graph, stale=stale, edits={"second": {"value": 5}})
    assert row.outputs["third"] == {"value": 6}
    assert after["second"].finished_at == before["second"].finished_at
    assert after["third"].finished_at > before["third"].finished_at


def test_a_flow_ends_where_it_is_told_to() -> None:
    assert [one.id for one in line().until(["second"]).nodes] == ["first", "second"]
    assert line().behind(["second"]) == {"second", "third"}

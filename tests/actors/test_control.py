"""Guards what steers a flow: branches, gates, loops in loops, retries, waits, words to a run."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from media.ids import LOCAL_TENANT
from store.repositories.leases import BARREN_CLAIMS
from store.tables import runs
from tests.actors.flows import Engine, flow, node


@pytest.fixture
async def engine(database_url: str, tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(database_url, tmp_path)
    yield engine
    await engine.close()


def branching(number: float) -> Any:
    """A switch of two branches that meet in a gate."""
    return flow(
        node("n", "sample.number", number=number),
        node("switch", "flow.switch", cases={"small": "value < 10.0"}, otherwise="large"),
        node("less", "flow.expression", expression="value - 1.0"),
        node("more", "flow.expression", expression="value * 2.0"),
        node("meet", "flow.sync", need="any"),
        edges=[
            ("n.number", "switch.value"),
            {"from": "switch.value", "to": "less.value", "when": "outputs.case == 'small'"},
            {"from": "switch.value", "to": "more.value", "when": "outputs.case == 'large'"},
            {"from": "less.value", "to": "meet.values", "order": 0},
            {"from": "more.value", "to": "meet.values", "order": 1},
        ],
    )


@pytest.mark.parametrize(("number", "found"), [(5.0, [4.0]), (50.0, [100.0])])
async def test_one_branch_runs_and_the_other_is_skipped(
    engine: Engine, number: float, found: list[float]
) -> None:
    run_id = await engine.submit(branching(number))
    row = await engine.until(run_id)
    assert row.outputs["meet"] == {"values": found}
    states = {name: step.state for name, step in (await engine.steps(run_id)).items()}
    skipped = "more" if number < 10 else "less"
    assert states.pop(skipped) == "skipped" and set(states.values()) == {"succeeded"}


def looped(items: list[Any], **steering: Any) -> Any:
    """A loop over items whose body squares each of the item's parts."""
    body = {
        "nodes": [
            node("square", "flow.expression", expression="value * value", each="inputs.parts"),
            node("sum", "flow.expression", expression="size(value)"),
        ],
        "edges": [
            {"from": "inputs.parts", "to": "square.value"},
            {"from": "square.value", "to": "sum.value"},
            {"from": "square.value", "to": "outputs.squares"},
            {"from": "sum.value", "to": "outputs.count"},
        ],
    }
    return flow(
        node("list", "flow.items", items=items),
        node("loop", "flow.group", each="list.items", body=body, **steering),
        edges=[
            ("list.items", "loop.parts"),
            ("loop.squares", "outputs.all"),
            ("loop.count", "outputs.counts"),
        ],
    )


async def test_loops_nest_and_each_step_has_its_place(engine: Engine) -> None:
    run_id = await engine.submit(looped([[1, 2], [3], []]))
    row = await engine.until(run_id)
    assert row.outputs == {"all": [[1, 4], [9], []], "counts": [2, 1, 0]}
    names = set(await engine.steps(run_id))
    assert {"loop[1]", "loop/square[0, 1]", "loop/square[1, 0]", "loop/sum[2]"} <= names


async def test_a_failing_item_does_not_sink_the_rest_where_failures_are_collected(
    engine: Engine,
) -> None:
    graph = looped([[1], ["x"], [3]], on_failure="collect", width=1)
    told = {"from": "loop.failures", "to": "outputs.failed"}
    graph = type(graph).model_validate(
        graph.model_dump(by_alias=True)
        | {"edges": [*graph.model_dump(by_alias=True)["edges"], told]}
    )
    outputs = await engine.result(graph)
    assert outputs["all"] == [[1], [9]]
    assert [(one["index"], one["code"]) for one in outputs["failed"]] == [(1, "BAD_EXPRESSION")]


async def test_a_failing_item_ends_the_run_where_nobody_collects(engine: Engine) -> None:
    row = await engine.until(await engine.submit(looped([[1], ["x"]])))
    assert (row.state, row.error["code"]) == ("failed", "BAD_EXPRESSION")


async def test_a_group_is_tried_until_its_condition_holds(engine: Engine) -> None:
    body = {
        "nodes": [node("square", "flow.expression", expression="value * value")],
        "edges": [
            {"from": "inputs.attempt", "to": "square.value"},
            {"from": "square.value", "to": "outputs.score"},
        ],
    }
    retry = {"tries": 5, "backoff_s": 0, "until": "score >= 9"}
    graph = flow(
        node("try", "flow.group", body=body, retry=retry), edges=[("try.score", "outputs.score")]
    )
    run_id = await engine.submit(graph)
    assert (await engine.until(run_id)).outputs == {"score": 9}
    steps = await engine.steps(run_id)
    assert steps["try"].attempt == 3 and {"try/square[1]", "try/square[3]"} <= set(steps)


async def test_a_condition_that_never_holds_fails_after_its_tries(engine: Engine) -> None:
    retry = {"tries": 2, "backoff_s": 0, "until": "value > 99.0"}
    graph = flow(node("n", "flow.expression", expression="1.0", retry=retry))
    row = await engine.until(await engine.submit(graph))
    assert (row.state, row.error["code"]) == ("failed", "CONDITION_NOT_MET")


def gated(**params: Any) -> Any:
    return flow(
        node("n", "sample.number", number=3.0),
        node("gate", "flow.gate", **params),
        node("more", "flow.expression", expression="value + 1.0"),
        edges=[("n.number", "gate.value"), ("gate.value", "more.value")],
    )


async def test_a_gate_rests_without_an_executor_and_goes_on_at_a_word(engine: Engine) -> None:
    run_id = await engine.submit(gated())
    row = await engine.until(run_id, "waiting")
    assert row.lease_owner is None and row.wake_at is None
    assert (
        (await engine.steps(run_id))["gate"].state,
        (await engine.steps(run_id))["gate"].reason,
    ) == (
        "waiting",
        "gate",
    )
    await engine.stop()
    await engine.tell(run_id, "signal", node="gate", data={"approve": True, "value": 5.0})
    engine.start()
    assert (await engine.until(run_id)).outputs["more"] == {"value": 6.0}


async def test_a_word_that_comes_before_its_question_is_kept(engine: Engine) -> None:
    await engine.stop()
    run_id = await engine.submit(gated())
    await engine.tell(run_id, "signal", node="gate", data={"approve": True})
    engine.start()
    assert (await engine.until(run_id)).outputs["more"] == {"value": 4.0}


async def test_a_no_ends_the_run_by_its_name(engine: Engine) -> None:
    run_id = await engine.submit(gated())
    await engine.tell(
        run_id, "signal", node="gate", data={"approve": False, "feedback": "too loud"}
    )
    row = await engine.until(run_id)
    assert (row.state, row.error["code"], row.error["message"]) == (
        "failed",
        "REJECTED",
        "too loud",
    )


async def test_a_wait_ends_by_itself_though_its_executor_was_restarted(engine: Engine) -> None:
    graph = flow(node("wait", "flow.wait", seconds=2.0), edges=[])
    run_id = await engine.submit(graph)
    row = await engine.until(run_id, "waiting")
    assert row.wake_at is not None
    await engine.stop()
    engine.start()
    row = await engine.until(run_id)
    assert row.outputs["wait"]["answered"] is False
    assert 2.0 <= (row.finished_at - row.created_at).total_seconds() < 8.0


async def test_a_paused_run_rests_and_goes_on(engine: Engine) -> None:
    graph = flow(
        node("wait", "flow.wait", seconds=0.4),
        node("n", "flow.expression", expression="7"),
        edges=[("wait.done", "n.after")],
    )
    run_id = await engine.submit(graph)
    await engine.until(run_id, "running")
    await engine.tell(run_id, "pause")
    assert (await engine.until(run_id, "paused")).lease_owner is None
    await asyncio.sleep(0.3)
    assert "n" not in await engine.steps(run_id)
    await engine.tell(run_id, "resume")
    assert (await engine.until(run_id)).outputs["n"] == {"value": 7}


async def test_one_step_is_cancelled_and_what_hangs_on_it_is_skipped(engine: Engine) -> None:
    graph = flow(
        node("slow", "flow.wait"),
        node("after", "flow.expression", expression="1"),
        node("beside", "flow.expression", expression="2"),
        edges=[("slow.answer", "after.value")],
    )
    run_id = await engine.submit(graph)
    await engine.until(run_id, "running")
    await engine.tell(run_id, "cancel", node="slow")
    row = await engine.until(run_id)
    states = {name: step.state for name, step in (await engine.steps(run_id)).items()}
    assert row.state == "succeeded" and row.outputs["beside"] == {"value": 2}
    assert (states["slow"], states["after"]) == ("cancelled", "skipped")


async def test_a_cancelled_run_says_so_of_its_steps(engine: Engine) -> None:
    run_id = await engine.submit(flow(node("slow", "flow.wait")))
    await engine.until(run_id, "running")
    await engine.tell(run_id, "cancel")
    row = await engine.until(run_id)
    assert (row.state, row.error["code"]) == ("cancelled", "CANCELLED")
    assert (await engine.steps(run_id))["slow"].state == "cancelled"


async def test_a_flow_takes_values_for_its_own_ports(engine: Engine) -> None:
    graph = flow(
        node("twice", "flow.expression", expression="value * 2"),
        edges=[("inputs.number", "twice.value"), ("twice.value", "outputs.twice")],
    )
    assert await engine.result(graph, inputs={"number": 21}) == {"twice": 42}


async def test_a_step_that_takes_too_long_is_ended(engine: Engine) -> None:
    graph = flow(node("slow", "flow.wait", timeout_s=0.2, retry={"tries": 1}))
    row = await engine.until(await engine.submit(graph))
    assert (row.state, row.error["code"]) == ("failed", "EXECUTION_TIMEOUT")


async def test_branches_run_beside_each_other(engine: Engine) -> None:
    graph = flow(
        node("start", "flow.expression", expression="1"),
        node("slow", "flow.wait", seconds=0.6),
        node("quick", "flow.expression", expression="value + 1"),
        edges=[("start.value", "slow.value"), ("start.value", "quick.value")],
    )
    run_id = await engine.submit(graph)
    await engine.until(run_id)
    steps = await engine.steps(run_id)
    assert steps["quick"].finished_at < steps["slow"].finished_at


async def test_what_cannot_be_bound_is_a_failed_step(engine: Engine) -> None:
    graph = flow(node("n", "flow.expression", expression="1", value={}, when="value.missing"))
    run_id = await engine.submit(graph)
    assert (await engine.until(run_id)).error["code"] == "BAD_EXPRESSION"
    assert (await engine.steps(run_id))["n"].state == "failed"


async def test_a_long_backoff_lets_the_run_rest_and_is_not_begun_anew(engine: Engine) -> None:
    retry = {"tries": 2, "backoff_s": 12, "max_backoff_s": 12, "until": "value > 99"}
    run_id = await engine.submit(flow(node("n", "flow.expression", expression="1", retry=retry)))
    row = await engine.until(run_id, "waiting")
    assert (await engine.steps(run_id))["n"].reason == "retry"
    await engine.stop()
    engine.start()
    row = await engine.until(run_id)
    assert row.error["code"] == "CONDITION_NOT_MET"
    assert 6 <= (row.finished_at - row.created_at).total_seconds() < 30
    assert (await engine.steps(run_id))["n"].attempt == 2


async def test_equal_steps_that_fail_fail_each_by_itself(engine: Engine) -> None:
    graph = flow(
        node("list", "flow.items", items=[9.0, 9.0, 0.1]),
        node("clip", "sample.clip", seconds=0.3, size={"width": 64, "height": 36}),
        node("trim", "video.trim", each="list.items", on_failure="collect"),
        edges=[
            ("clip.clip", "trim.clip"),
            ("list.items", "trim.start_s"),
            ("trim.clip", "outputs.clips"),
            ("trim.failures", "outputs.failed"),
        ],
    )
    outputs = await engine.result(graph)
    assert [one["index"] for one in outputs["failed"]] == [0, 1] and len(outputs["clips"]) == 1


async def test_what_is_no_answer_is_refused_and_the_gate_waits_on(engine: Engine) -> None:
    run_id = await engine.submit(gated())
    await engine.tell(run_id, "signal", node="gate", data="yes")
    await engine.until(run_id, "waiting")
    await engine.tell(run_id, "signal", node="gate", data={"approve": True})
    assert (await engine.until(run_id)).outputs["more"] == {"value": 4.0}


async def test_a_cancelled_group_cancels_all_in_it(engine: Engine) -> None:
    body = {
        "nodes": [node("slow", "flow.wait")],
        "edges": [{"from": "slow.answered", "to": "outputs.x"}],
    }
    graph = flow(node("g", "flow.group", body=body), node("n", "flow.expression", expression="1"))
    run_id = await engine.submit(graph)
    await engine.until(run_id, "running")
    while "g/slow" not in await engine.steps(run_id):
        await asyncio.sleep(0.02)
    await engine.tell(run_id, "cancel", node="g")
    await engine.until(run_id)
    steps = await engine.steps(run_id)
    assert (steps["g"].state, steps["g/slow"].state) == ("cancelled", "cancelled")


async def test_a_run_that_kills_its_executors_is_set_aside(engine: Engine) -> None:
    await engine.stop()
    run_id = await engine.submit(flow(node("add", "flow.expression", expression="1")))
    async with engine.database.begin(LOCAL_TENANT) as connection:
        await connection.execute(update(runs).values(barren_claims=BARREN_CLAIMS))
    engine.start()
    row = await engine.until(run_id)
    assert (row.state, row.error["code"]) == ("failed", "POISON_RUN")
    assert await engine.steps(run_id) == {}

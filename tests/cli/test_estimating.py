"""Guards the time left as people see it: in a run's table, in its events, and below the bars."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.console import Console

from cli import estimating
from cli.client import Client
from cli.estimating import estimated, following, left_of, show, watched
from cli.progress import Bars
from cli.runs import fork
from cli.watching import StepTable
from pipelines.productions.options import FilmOptions
from pipelines.productions.script import film_flow
from store.objects.objects import open_objects
from tests.actors.flows import Engine, flow, node

GATED = flow(
    node("items", "flow.items", items=[20.0, 40.0]),
    node("gate", "flow.gate", value="go on?"),
    node("clip", "sample.clip", each="items.items"),
    edges=[("items.items", "clip.seconds"), ("gate.done", "clip.after")],
)
CLIP_S = 0.01 * 30 * 60
"""What `sample.clip` says of both clips."""


@pytest.fixture
async def engine(database_url: str, open_folder: Path) -> AsyncIterator[Engine]:
    found = Engine(database_url, open_folder)
    yield found
    await found.close()


@pytest.fixture
def client(engine: Engine, tmp_path: Path) -> Client:
    return Client(engine.database, open_objects(str(tmp_path / "objects"), tmp_path), tmp_path)


async def test_a_run_says_how_long_it_goes_on_until_it_ends(
    engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "cores", lambda: 1)
    run_id = await engine.submit(GATED)
    waiting = await engine.until(run_id, "waiting")

    assert await left_of(client, waiting) == "about 20 s left"
    await engine.tell(run_id, "cancel")
    assert await left_of(client, await engine.until(run_id)) == ""


async def test_events_say_how_long_it_goes_on(
    engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "SAID_EACH_S", 0.0)
    document = flow(
        node("number", "sample.number"),
        node("clip", "sample.clip", seconds=3.0, size={"width": 64, "height": 64}),
        edges=[("number.done", "clip.after")],
    )
    run_id = await engine.submit(document)
    told = [(kind, data) async for _, kind, data in watched(client, run_id)]

    ends = {data["node"]: data for kind, data in told if kind == "step.ended"}
    assert ends["number"]["left_s"] == pytest.approx(3 * 0.01 * 30, abs=0.1)
    assert "left" not in ends["clip"] and "left" not in told[-1][1]


async def test_what_a_run_took_over_is_not_left(
    engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "cores", lambda: 1)
    document = flow(
        node("clip", "sample.clip", seconds=2.0, size={"width": 64, "height": 64}),
        node("gate", "flow.gate", value="go on?"),
        node("late", "sample.clip", seconds=60.0),
        edges=[("clip.done", "gate.after"), ("gate.done", "late.after")],
    )
    first = await engine.submit(document)
    await engine.until(first, "waiting")
    await engine.tell(first, "signal", node="gate", data={"approve": False})
    await engine.until(first, "failed")
    again = await fork(client, str(first), [], [])

    clock = await following(client, await engine.until(again, "waiting"))
    left = clock.left()
    assert left is not None and left.whole
    took_over = {name for name, one in clock._nodes.items() if one.ended}
    assert took_over == {"clip"}
    assert await left_of(client, await client.run(again)) == str(left)


async def test_an_estimate_is_a_table_and_a_sum(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "cores", lambda: 2)
    found = await estimated(client, GATED, {})
    show(found)
    said = capsys.readouterr().out

    assert found.seconds == pytest.approx(CLIP_S)
    assert "its own word" in said
    assert "about 9 s on 2 cores" in said


def drawn(table: object) -> str:
    console = Console(file=io.StringIO(), width=100)
    console.print(table)
    return console.file.getvalue()


def test_the_tables_of_a_run_show_it_until_the_end() -> None:
    steps = StepTable(GATED)
    ended = {"node": "gate", "state": "succeeded", "seconds": 0.0, "left": "about 2 min left"}
    steps.show("step.ended", ended)
    steps.show("step.waiting", {"node": "gate", "reason": "gate"})
    assert "about 2 min left" in drawn(steps._table())
    steps.show("run.ended", {"state": "succeeded"})
    assert "left" not in drawn(steps._table())

    bars = Bars(film_flow("A word.", FilmOptions()))
    with bars:
        bars.show("step.ended", {**ended, "node": "voice"})
        bars.show("node.expanded", {"node": "voice", "type": "speech.say", "steps": 3})
        assert "about 2 min left" in drawn(bars._progress.get_renderable())
        bars.show("run.ended", {"state": "succeeded"})
        assert "min left" not in drawn(bars._progress.get_renderable())

"""Guards what is told of failed runs, each until somebody retries it, and the words for it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from cli.client import Client
from cli.flows import part
from cli.main import app, guarded
from cli.retrying import failed, span_s
from cli.runs import fork
from media.errors import InputError
from media.ids import LOCAL_TENANT, uuid7
from pipelines.graph import Flow
from store.objects.objects import open_objects
from store.tables import runs
from tests.actors.flows import Engine, flow, node

FAILS = flow(
    node("number", "sample.number"),
    node("loop", "flow.group", each="list.items", body={
        "nodes": [node("odd", "flow.expression", expression="value.nothing")],
        "edges": [{"from": "inputs.value", "to": "odd.value"}],
    }),
    node("list", "flow.items", items=[1]),
    edges=[("list.items", "loop.value")],
)  # fmt: skip


@pytest.fixture
async def engine(database_url: str, open_folder: Path) -> AsyncIterator[Engine]:
    found = Engine(database_url, open_folder)
    yield found
    await found.close()


@pytest.fixture
def client(engine: Engine, tmp_path: Path) -> Client:
    return Client(engine.database, open_objects(str(tmp_path / "objects"), tmp_path), tmp_path)


async def test_a_failed_run_is_told_with_its_step_until_it_is_retried(
    engine: Engine, client: Client
) -> None:
    run_id = await engine.submit(FAILS)
    await engine.until(run_id, "failed")
    await engine.result(flow(node("number", "sample.number")))

    (told,) = await failed(client, "1h")
    assert told["run"] == str(run_id)
    assert (told["step"], told["code"]) == ("loop/odd[0]", "BAD_EXPRESSION")

    again = await fork(client, str(run_id), [], [])
    assert await failed(client, "") == []
    await engine.until(again, "failed")
    assert [row["run"] for row in await failed(client, "")] == [str(again)]


async def test_the_time_and_the_same_request_decide(engine_database, app_database, tmp_path):
    client = Client(app_database, open_objects(str(tmp_path / "objects"), tmp_path), tmp_path)

    async def add(state: str, request: str, hours: int) -> str:
        run_id = uuid7()
        ago = text(f"now() - interval '{hours} hours'")
        async with engine_database.begin(LOCAL_TENANT) as connection:
            await connection.execute(
                insert(runs).values(
                    id=run_id, tenant_id=LOCAL_TENANT, project="p", request=request, flow={},
                    state=state, created_at=ago, finished_at=ago,
                    error={"code": "POISON_RUN", "message": "m", "remedy": "r"},
                )
            )  # fmt: skip
        return str(run_id)

    old, recent = await add("failed", "a", 50), await add("failed", "b", 2)
    await add("failed", "c", 3)
    await add("succeeded", "c", 1)

    assert [row["run"] for row in await failed(client, "1d")] == [recent]
    every = await failed(client, "")
    assert [row["run"] for row in every] == [recent, old]
    assert every[0]["code"] == "POISON_RUN" and every[0]["step"] == ""
    assert len(await failed(client, "", limit=1)) == 1


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("45s", 45), ("30m", 1800), ("1.5h", 5400), ("1d", 86400), ("2w", 1209600)],
)
def test_a_span_is_read(told: str, seconds: float) -> None:
    assert span_s(told) == seconds


@pytest.mark.parametrize("told", ["", "1", "d", "-1d", "1 year", "1d2h"])
def test_what_is_no_span_is_refused(told: str) -> None:
    with pytest.raises(InputError) as caught:
        span_s(told)
    assert caught.value.field == "since"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["runs", "retry"], "RUN"),
        (["runs", "retry", "3f9a", "--failed"], "RUN"),
        (["runs", "retry", "--failed", "--from", "cut"], "RUN"),
        (["runs", "retry", "3f9a", "--since", "1d"], "since"),
        (["runs", "list", "--since", "1d"], "since"),
        (["flow", "run", "FLOW", "--until", "nowhere"], "until"),
    ],
)
def test_what_is_unclear_is_refused(
    words: list[str], field: str, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("KINORA_HOME", str(tmp_path / "home"))
    path = tmp_path / "flow.json"
    path.write_text(json.dumps(FAILS.model_dump(mode="json", by_alias=True)))
    words = [str(path) if word == "FLOW" else word for word in words]

    assert guarded(lambda: app(words, standalone_mode=False)) == 2
    assert json.loads(capsys.readouterr().err)["field"] == field


def test_a_part_of_a_flow_gives_what_its_last_node_gives() -> None:
    document = Flow.model_validate(
        {
            "nodes": [
                node("one", "sample.number"),
                node("two", "flow.expression", expression="value"),
                node("three", "flow.expression", expression="value"),
            ],
            "edges": [
                {"from": "one.number", "to": "two.value"},
                {"from": "two.value", "to": "three.value"},
                {"from": "three.value", "to": "outputs.found"},
            ],
        }
    )
    kept = part(document, ["two"])

    assert [one.id for one in kept.nodes] == ["one", "two"]
    assert [edge.target for edge in kept.edges] == ["two.value"]
    assert part(document, []) is document

"""Guards gates: what waits for somebody is listed with what is asked, and goes on when answered."""

import asyncio
import uuid
from pathlib import Path
from typing import Any

from media.ids import LOCAL_TENANT
from store.database import Database
from store.tables.runs import steps
from tests.actors.flows import Engine
from tests.api.conftest import Api
from tests.api.runs import journalled
from tests.api.worlds import FLOW

DEADLINE_S = 20.0


def _asking(question: str) -> dict[str, Any]:
    gate = {"id": "ask", "type": "flow.gate", "params": {"question": question}}
    return {
        "nodes": [{"id": "a", "type": "sample.number"}, gate],
        "edges": [
            {"from": "a.number", "to": "ask.value"},
            {"from": "ask.value", "to": "outputs.decided"},
        ],
    }


async def _waiting(api: Api, number: int, **params: Any) -> list[dict[str, Any]]:
    async with asyncio.timeout(DEADLINE_S):
        while len(items := (await api.got("/gates", params=params))["items"]) < number:
            await asyncio.sleep(0.05)
    return items


async def test_a_gate_is_listed_and_answered(
    operator: Api, ours: Api, database_url: str, tmp_path: Path
) -> None:
    engine = Engine(database_url, tmp_path)
    runs = [
        (await operator.made("/runs", {"flow": _asking(q), "project": q}))["id"] for q in ("x", "y")
    ]
    first, second = await _waiting(operator, 2)
    assert [first["run_id"], second["run_id"]] == sorted(runs)
    assert (first["node"], first["reason"], first["type"]) == ("ask", "gate", "flow.gate")
    assert first["inputs"]["question"] in "xy"
    assert isinstance(first["inputs"]["value"], float)
    alone = (await operator.got("/gates", params={"project": "y"}))["items"]
    assert [one["run_id"] for one in alone] == [runs[1]]
    pages = await operator.got("/gates", params={"limit": 1})
    rest = await operator.got("/gates", params={"limit": 1, "cursor": pages["next_cursor"]})
    assert [pages["items"], rest["items"]] == [[first], [second]]
    assert (await ours.got("/gates"))["items"] == []

    path = f"/gates/{runs[0]}/ask/answer"
    assert (await operator("POST", path, json={"data": {"approve": True, "value": 7}})).is_success
    row = await engine.until(uuid.UUID(runs[0]))
    assert (row.state, row.outputs["decided"]) == ("succeeded", 7)
    again = await operator("POST", path, json={"data": {"approve": True}})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "NOT_WAITING")
    unknown = await operator("POST", f"/gates/{runs[1]}/b/answer", json={"data": None})
    assert unknown.status_code == 404
    assert len((await operator.got("/gates"))["items"]) == 1
    await engine.close()


async def test_what_waits_for_money_is_listed_too(operator: Api, database_url: str) -> None:
    run = uuid.UUID((await operator.made("/runs", {"flow": FLOW}))["id"])
    engine = Database(database_url, "kinora_engine")
    async with journalled(engine, LOCAL_TENANT, run), engine.begin(LOCAL_TENANT) as connection:
        for node, reason in (("a", "budget"), ("b", "timer")):
            await connection.execute(
                steps.insert().values(
                    tenant_id=LOCAL_TENANT, run_id=run, node=node, path=[], type="x",
                    state="waiting", reason=reason,
                )
            )  # fmt: skip
    await engine.close()
    (gate,) = (await operator.got("/gates", params={"run_id": str(run)}))["items"]
    assert (gate["node"], gate["reason"]) == ("a", "budget")
    assert (await operator.got("/gates", params={"reason": "gate"}))["items"] == []
    refused = await operator("GET", "/gates", params={"cursor": "bm9uZQ"})
    assert refused.status_code == 422

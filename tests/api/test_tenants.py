"""Guards tenants: made by the operator alone, each with its share of the engine."""

import uuid

from tests.api.conftest import Api
from tests.api.worlds import FLOW


async def test_an_operator_makes_tenants_and_nobody_else(operator: Api, ours: Api) -> None:
    assert (await ours("POST", "/tenants", json={"name": "x"})).status_code == 403
    taken = await operator("POST", "/tenants", json={"name": "ours"})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "NAME_TAKEN")
    names = [one["name"] for one in (await operator.got("/tenants"))["items"]]
    assert set(names) == {"local", "ours"}
    renamed = await ours("PATCH", "/tenants/current", json={"name": "mine"})
    assert renamed.json()["name"] == (await ours.got("/tenants/current"))["name"] == "mine"


async def test_what_may_wait_is_bounded(operator: Api, ours: Api) -> None:
    tenant = (await ours.got("/tenants/current"))["id"]
    path = f"/tenants/{tenant}/share"
    nothing_said = await operator.got(path)
    assert nothing_said.pop("weight") == 1.0
    assert set(nothing_said.values()) == {None}
    share = nothing_said | {"weight": 3.0, "max_running": 4, "max_queued": 2}
    assert (await operator("PUT", path, json=share)).json() == share
    assert (await ours("PUT", path, json=share)).status_code == 403
    answers = [await ours("POST", "/runs", json={"flow": FLOW}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2].json()["error"]["code"] == "QUEUE_FULL"
    nowhere = await operator("PUT", f"/tenants/{uuid.uuid4()}/share", json=share)
    assert nowhere.status_code == 404

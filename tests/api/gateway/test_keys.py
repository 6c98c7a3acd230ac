"""Guards keys that are bound to APIs: they call those, read their own jobs, and do nothing else."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.api.test_isolation import routes
from tests.api.worlds import DOUBLED, populated

ASKED: dict[str, Any] = {"json": {}, "params": {"wait": 0}}


@pytest.fixture
async def bound(ours: Api) -> Api:
    for slug in ("mine", "other"):
        await ours.made("/apis", {"slug": slug, "name": slug, "flow": DOUBLED})
    made = await ours.made("/keys", {"name": "client", "apis": ["mine"]})
    assert made["apis"] == ["mine"]
    return ours.as_(made["key"])


def refused(answer: Any) -> bool:
    return (answer.status_code, answer.json()["error"]["code"]) == (403, "KEY_BOUND")


async def test_a_bound_key_calls_its_apis_alone(bound: Api) -> None:
    job = await bound.made("/apis/mine", {}, params={"wait": 0})
    assert (await bound.got(f"/apis/mine/jobs/{job['id']}"))["state"] == "queued"
    assert (await bound.got("/apis/mine/openapi.json"))["info"]["title"] == "mine"
    assert (await bound("POST", f"/apis/mine/jobs/{job['id']}/cancel")).status_code == 202
    assert refused(await bound("POST", "/apis/other", **ASKED))
    assert refused(await bound("POST", "/apis/none", **ASKED))


async def test_a_bound_key_sees_its_own_jobs_alone(ours: Api, bound: Api) -> None:
    theirs = await ours.made("/apis/mine", {}, params={"wait": 0})
    own = await bound.made("/apis/mine", {}, params={"wait": 0})
    listed = (await bound.got("/apis/mine/jobs"))["items"]
    assert [one["id"] for one in listed] == [own["id"]]
    for path in ("", "/files/number"):
        answer = await bound("GET", f"/apis/mine/jobs/{theirs['id']}{path}")
        assert answer.status_code == 404
    assert (await bound("POST", f"/apis/mine/jobs/{theirs['id']}/cancel")).status_code == 404
    assert len((await ours.got("/apis/mine/jobs"))["items"]) == 2


async def test_every_other_route_is_closed_to_a_bound_key(ours: Api) -> None:
    world = await populated(ours)
    key = await ours.made("/keys", {"name": "c", "role": "admin", "apis": ["doubled"]})
    bound = ours.as_(key["key"])
    open_to_it = {
        "apis_call",
        "apis_document",
        "jobs_list",
        "jobs_read",
        "jobs_file",
        "jobs_cancel",
    }
    for_nobody = {"oidc_start", "oidc_callback", "openai_shared_read", "callbacks_receive"}
    wrong: list[str] = []
    for method, path, operation in routes():
        if operation in open_to_it | for_nobody:
            continue
        answer = await bound(method.upper(), world.path(path))
        if not refused(answer):
            wrong.append(f"{operation}: {answer.status_code} {answer.text[:100]}")
    assert wrong == []
    for path in ("/me", "/runs", "/apis", "/keys", "/projects", "/audit"):
        assert refused(await bound("GET", path)), path


async def test_a_successor_of_a_bound_key_is_bound(ours: Api, bound: Api) -> None:
    key = next(one for one in (await ours.got("/keys"))["items"] if one["apis"])
    new = await ours.made(f"/keys/{key['id']}/rotate", {})
    assert new["apis"] == ["mine"]
    assert refused(await ours.as_(new["key"])("GET", "/me"))


async def test_a_key_is_bound_to_apis_that_there_are(ours: Api, theirs: Api, bound: Api) -> None:
    for api, slugs in ((ours, ["none"]), (theirs, ["mine"]), (ours, [])):
        answer = await api("POST", "/keys", json={"name": "x", "apis": slugs})
        assert answer.status_code == 422

"""Guards endpoints: a secret is shown once, replaced with an overlap, and seen by nobody else."""

import asyncio
import uuid

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.api.conftest import Api
from tests.api.webhooks.conftest import Delivering, Shoot, hooked
from tests.api.webhooks.receiver import Receiver, answering
from tests.servers import Asked, said, saying, serving

URL = "http://127.0.0.1:9999/hook"
NEW = {"name": "hook", "url": URL}


async def test_an_endpoint_is_made_changed_and_deleted(ours: Api) -> None:
    made = await ours.made("/webhooks", NEW)
    assert made["secret"].startswith("whsec_") and len(made["kinds"]) == 6
    path = f"/webhooks/{made['id']}"
    assert await ours.got(path) == {name: made[name] for name in made if name != "secret"}
    assert "secret" not in (await ours.got("/webhooks"))["items"][0]
    change = {"kinds": ["run.failed", "run.started", "run.failed"], "enabled": False, "name": None}
    changed = await ours("PATCH", path, json=change, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert changed.json()["kinds"] == ["run.started", "run.failed"]
    assert (changed.json()["name"], changed.json()["enabled"]) == ("hook", False)
    stale = await ours("PATCH", path, json={"name": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await ours("DELETE", path)).status_code == 204
    assert (await ours("GET", path)).status_code == 404
    entries = (await ours.got("/audit", params={"kind": "webhook"}))["items"]
    assert [one["action"] for one in entries] == [
        "webhook.deleted", "webhook.changed", "webhook.created",
    ]  # fmt: skip
    assert "whsec" not in str(entries) and URL not in str(entries)


async def test_a_request_that_comes_again_makes_one_endpoint(ours: Api) -> None:
    headers = {"Idempotency-Key": "once"}
    first = await ours.made("/webhooks", NEW, headers=headers)
    assert await ours.made("/webhooks", NEW, headers=headers) == first
    assert len((await ours.got("/webhooks"))["items"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": []}, {"kinds": ["run.paused"]}, {"url": ""}, {"url": "x" * 2001}, {"url": None},
        {"url": "http://a\x00b/"}, {"name": " "}, {"secret": "whsec_mine"},
    ],
)  # fmt: skip
async def test_what_is_no_endpoint_is_refused(ours: Api, wrong: dict[str, object]) -> None:
    assert (await ours("POST", "/webhooks", json=NEW | wrong)).status_code == 422


async def test_a_tenant_has_so_many_at_most(ours: Api) -> None:
    for _ in range(50):
        await ours.made("/webhooks", NEW)
    assert (await ours("POST", "/webhooks", json=NEW)).status_code == 409


async def test_another_tenant_and_lesser_roles_get_nowhere(
    ours: Api, theirs: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver()
    async with serving(receiver) as server, delivering():
        hook = await hooked(ours, server, receiver)
        await (await shoot(ours)).start()
        await receiver.until(1)
    delivery = receiver.ids[0]
    key = (await ours.made("/keys", {"name": "k", "role": "creator"}))["key"]
    foreign = (await theirs.made("/webhooks", NEW))["id"]
    for method, path, body in (
        ("GET", "", None), ("PATCH", "", {"name": "x"}), ("DELETE", "", None),
        ("POST", "/rotate", {}), ("POST", "/test", None), ("POST", "/replay", None),
        ("GET", "/deliveries", None), ("POST", f"/deliveries/{delivery}/replay", None),
    ):  # fmt: skip
        answer = await theirs(method, f"/webhooks/{hook}{path}", json=body)
        assert answer.status_code == 404, (method, path)
        answer = await ours.as_(key)(method, f"/webhooks/{hook}{path}", json=body)
        assert answer.status_code == 403, (method, path)
    answer = await theirs("POST", f"/webhooks/{foreign}/deliveries/{delivery}/replay")
    assert answer.status_code == 404
    assert [one["id"] for one in (await theirs.got("/webhooks"))["items"]] == [foreign]
    assert len(receiver.tries) == 1


async def test_both_secrets_sign_while_one_replaces_the_other(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    async with serving(saying(said())) as server, delivering():
        made = await ours.made("/webhooks", {"name": "hook", "url": server.url()})
        path = f"/webhooks/{made['id']}"
        film = await shoot(ours)
        secrets = [made["secret"]]
        for overlap, tell in ((3600, film.start), (0, film.wait)):
            rotated = await ours.made(f"{path}/rotate", {"overlap_s": overlap})
            secrets.append(rotated["secret"])
            server.arrived.clear()
            await tell()
            await asyncio.wait_for(server.arrived.wait(), 20)
    both, alone = server.asked
    assert len(set(secrets)) == 3
    assert [_trusted(both, secret) for secret in secrets] == [True, True, False]
    assert [_trusted(alone, secret) for secret in secrets] == [False, False, True]


async def test_a_test_says_at_once_what_came_back(ours: Api) -> None:
    receiver = Receiver()
    async with serving(receiver) as server:
        hook = await hooked(ours, server, receiver, enabled=False)
        outcome = await ours.made(f"/webhooks/{hook}/test", {})
        assert (outcome["delivered"], outcome["status"], outcome["error"]) == (True, 200, None)
        assert receiver.ids == [outcome["webhook_id"]]
        assert receiver.heard[0]["type"] == "webhook.test"
        receiver.faults.append(answering(302, location="/elsewhere"))
        outcome = await ours.made(f"/webhooks/{hook}/test", {})
        assert (outcome["delivered"], outcome["status"]) == (False, 302)
    outcome = await ours.made(f"/webhooks/{hook}/test", {})
    assert (outcome["delivered"], outcome["status"]) == (False, None)
    assert outcome["error"].startswith("no connection")


async def test_what_is_not_there_is_not_found(ours: Api) -> None:
    hook = (await ours.made("/webhooks", NEW))["id"]
    nothing = uuid.uuid4()
    for path in (f"/webhooks/{nothing}", f"/webhooks/{nothing}/deliveries"):
        assert (await ours("GET", path)).status_code == 404
    answer = await ours("POST", f"/webhooks/{hook}/deliveries/{nothing}/replay")
    assert answer.status_code == 404


def _trusted(asked: Asked, secret: str) -> bool:
    try:
        Webhook(secret).verify(asked.body, asked.headers)
    except WebhookVerificationError:
        return False
    return True

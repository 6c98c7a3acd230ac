"""Guards delivery: whoever listens hears everything, once, in the order of each run."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from api.background import at_work
from api.services import Services
from api.settings import Settings
from api.webhooks.worker import Deliverer
from store.database import Database
from tests.api.conftest import Api
from tests.api.webhooks.conftest import (
    QUICK,
    WHOLE,
    Delivering,
    Shoot,
    hooked,
    play,
    sent,
    settled,
)
from tests.api.webhooks.receiver import Receiver, answering, hanging_up, until
from tests.servers import Asked, serving


async def test_a_receiver_that_fails_for_a_while_hears_everything_once_in_order(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    faults = [answering(500), hanging_up, answering(429), answering(503, retry_after="0")]
    faults += [answering(302, location="/elsewhere"), hanging_up, answering(404)] * 3
    receiver = Receiver(faults=faults)
    async with serving(receiver) as server, delivering():
        hook = await hooked(ours, server, receiver)
        films = [await shoot(ours) for _ in range(5)]
        await asyncio.gather(*map(play, films))
        await receiver.until(20)
        await until(lambda: not receiver.faults)
        await asyncio.sleep(0.3)
    assert receiver.by_run() == {str(film.run_id): WHOLE for film in films}
    assert len(set(receiver.ids)) == len(receiver.ids) == 20
    assert len(receiver.tries) == 20 + 13
    assert {asked.path for asked in server.asked} == {"/hook"}
    assert {one["state"] for one in await sent(ours, hook)} == {"delivered"}


async def test_a_run_that_cannot_be_told_keeps_no_other_waiting(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver(faults=[answering(500)])
    async with serving(receiver) as server, delivering(waits_s=(1.5,)):
        hook = await hooked(ours, server, receiver)
        slow = await shoot(ours)
        await slow.start()
        await until(lambda: len(receiver.tries) == 1)
        await slow.wait()
        quick = await shoot(ours)
        await play(quick)
        await receiver.until(4)
        assert receiver.by_run() == {str(quick.run_id): WHOLE}
        first, second = reversed(await sent(ours, hook, run=str(slow.run_id)))
        assert (first["attempts"], first["last_status"]) == (1, 500)
        assert (second["attempts"], second["next_at"]) == (0, None)
        await receiver.until(6)
    assert receiver.by_run()[str(slow.run_id)] == WHOLE[:2]


async def test_a_long_run_is_read_to_its_end(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver()
    async with serving(receiver) as server:
        await hooked(ours, server, receiver)
        film = await shoot(ours)
        await film.start()
        ended = {"node": "say", "path": [0], "state": "succeeded"}
        for _ in range(9):
            await film.tell(*[("step.ended", ended)] * 500)
        await film.tell(*[("call.settled", ended)] * 2500)
        await film.end()
        async with delivering():
            await until(lambda: "run.succeeded" in [one["type"] for one in receiver.heard])
    assert receiver.heard[-1]["data"]["steps_done"] == 4500
    assert receiver.heard[-1]["data"]["seq"] == 7002


async def test_an_endpoint_hears_what_happens_once_it_is_there_and_what_it_asks_for(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    late, narrow = Receiver(), Receiver()
    async with serving(late) as server, serving(narrow) as second:
        film = await shoot(ours)
        await film.start()
        await film.tell(("node.expanded", {"node": "say", "type": "t", "steps": 7}))
        await hooked(ours, server, late)
        await hooked(ours, second, narrow, kinds=["run.failed"])
        async with delivering():
            await film.wait()
            await film.end("failed", {"code": "BAD", "message": "a secret of the script"})
            await late.until(2)
            await narrow.until(1)
    assert late.by_run() == {str(film.run_id): [(3, "run.waiting"), (4, "run.failed")]}
    assert narrow.heard == late.heard[1:]
    assert narrow.heard[0]["timestamp"].endswith("+00:00")
    assert narrow.heard[0]["data"] == {
        "run_id": str(film.run_id), "project": "pier", "seq": 4, "state": "failed",
        "steps_done": 0, "steps_known": 8, "error_code": "BAD",
    }  # fmt: skip


async def test_what_is_given_up_lets_the_next_go_and_is_replayed_in_order(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver(faults=[answering(500)] * 6)
    async with serving(receiver) as server, delivering(waits_s=(0.05,)):
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        await receiver.until(1)
        dead = await sent(ours, hook, state="dead")
        assert [one["kind"] for one in dead] == ["run.waiting", "run.waiting", "run.started"]
        assert {one["attempts"] for one in dead} == {2}
        again = await ours.made(f"/webhooks/{hook}/deliveries/{dead[1]['id']}/replay", {})
        assert (again["state"], again["attempts"]) == ("pending", 0)
        await receiver.until(2)
        assert receiver.ids[1] == dead[1]["id"]
        assert await ours.made(f"/webhooks/{hook}/replay", {}) == {"replayed": 2}
        await receiver.until(4)
    assert receiver.ids[2:] == [dead[2]["id"], dead[0]["id"]]
    assert {one["state"] for one in await sent(ours, hook)} == {"delivered"}


async def test_who_mends_his_receiver_need_not_wait_for_the_next_try(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver(faults=[answering(503, retry_after="600")])
    async with serving(receiver) as server, delivering():
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        await until(lambda: len(receiver.tries) == 1)
        first = await settled(ours, hook)
        left = datetime.fromisoformat(first["next_at"]) - datetime.now(UTC)
        assert (first["last_status"], left.total_seconds() > 500) == (503, True)
        await ours.made(f"/webhooks/{hook}/deliveries/{first['id']}/replay", {})
        await receiver.until(4)
    assert receiver.by_run() == {str(film.run_id): WHOLE}


async def test_an_endpoint_that_is_gone_hears_no_more_until_it_is_enabled(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver(faults=[answering(410)])
    async with serving(receiver) as server, delivering():
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await film.start()
        assert (await settled(ours, hook))["state"] == "dead"
        seen = await ours.got(f"/webhooks/{hook}")
        assert (seen["enabled"], seen["disabled_for"]) == (False, "gone")
        refused = await ours("POST", f"/webhooks/{hook}/replay", json={})
        assert refused.status_code == 409
        await film.wait()
        await asyncio.sleep(0.5)
        assert len(receiver.tries) == 1
        await ours("PATCH", f"/webhooks/{hook}", json={"enabled": True})
        await film.end()
        await receiver.until(1)
    assert receiver.by_run() == {str(film.run_id): [(3, "run.succeeded")]}
    (entry,) = (await ours.got("/audit", params={"actor": "system:webhooks"}))["items"]
    assert (entry["action"], entry["object_id"]) == ("webhook.disabled", hook)


async def test_an_endpoint_that_fails_for_five_days_is_disabled(
    ours: Api, shoot: Shoot, delivering: Delivering, database_url: str
) -> None:
    receiver = Receiver(faults=[answering(500), hanging_up])
    owner = Database(database_url, "owner")
    async with serving(receiver) as server, delivering(waits_s=(1.0,)):
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await film.start()
        assert (await settled(ours, hook))["state"] == "pending"
        seen = await ours.got(f"/webhooks/{hook}")
        assert seen["enabled"] and seen["failing_since"]
        async with owner.begin(None) as connection:
            await connection.execute(
                text("UPDATE webhooks SET failing_since = now() - interval '121 hours'")
            )
        async with asyncio.timeout(10):
            while (seen := await ours.got(f"/webhooks/{hook}"))["enabled"]:
                await asyncio.sleep(0.05)
    await owner.close()
    assert seen["disabled_for"] == "failing"
    (entry,) = (await ours.got("/audit", params={"actor": "system:webhooks"}))["items"]
    assert entry["data"] == {"why": "failing"}


async def test_an_endpoint_gets_so_much_at_once(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver()
    at_once: list[int] = []
    on_their_way = 0

    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal on_their_way
        on_their_way += 1
        at_once.append(on_their_way)
        await asyncio.sleep(0.1 * len(at_once) % 0.3)
        on_their_way -= 1
        await receiver(asked, writer)

    async with serving(slow) as server, delivering(each=2):
        await hooked(ours, server, receiver)
        films = [await shoot(ours) for _ in range(9)]
        await asyncio.gather(*(film.start() for film in films))
        await receiver.until(9)
    assert max(at_once) == 2


async def test_a_secret_that_cannot_be_read_is_a_failure_like_others(
    ours: Api, shoot: Shoot, delivering: Delivering, settings: Settings
) -> None:
    receiver = Receiver()
    forgetful = Services.open(replace(settings, secrets=("another",)))
    async with serving(receiver) as server:
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await film.start()
        async with (
            at_work([Deliverer(forgetful, pace=replace(QUICK, waits_s=(1.0,)))]),
            asyncio.timeout(10),
        ):
            while not any([one["last_error"] for one in await sent(ours, hook)]):
                await asyncio.sleep(0.05)
        async with delivering():
            await receiver.until(1)
    await forgetful.close()
    (told,) = await sent(ours, hook)
    assert (told["attempts"], told["last_error"]) == (2, None)

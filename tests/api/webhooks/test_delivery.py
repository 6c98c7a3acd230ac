"""Guards delivery: whoever listens hears everything, once, in the order of each run."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.app import create_app
from api.background import at_work
from api.services import Services
from api.settings import Settings
from api.webhooks.worker import Deliverer
from store.database import Database
from store.repositories import trails
from tests.api.conftest import Api
from tests.api.webhooks.conftest import QUICK, Delivering, Film, Shoot, hooked
from tests.api.webhooks.receiver import Receiver, answering, hanging_up, until
from tests.servers import Asked, serving


async def play(film: Film) -> None:
    """A run that starts, waits for its director twice, and ends."""
    await film.start()
    await film.wait("approve")
    await film.wait("approve_again")
    await film.end()


WHOLE = [(1, "run.started"), (2, "run.waiting"), (3, "run.waiting"), (4, "run.succeeded")]


async def sent(api: Api, hook: str, **params: str) -> list[dict[str, Any]]:
    return (await api.got(f"/webhooks/{hook}/deliveries", params=params))["items"]


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


async def test_two_workers_share_the_work(
    ours: Api, theirs: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver, other = Receiver(), Receiver()
    async with serving(receiver) as server, serving(other) as second, delivering(num=3):
        await hooked(ours, server, receiver)
        await hooked(theirs, second, other)
        films = [await shoot(ours) for _ in range(6)]
        foreign = [await shoot(theirs) for _ in range(2)]
        await asyncio.gather(*map(play, films + foreign))
        await receiver.until(24)
        await other.until(8)
        await asyncio.sleep(0.3)
    assert receiver.by_run() == {str(film.run_id): WHOLE for film in films}
    assert other.by_run() == {str(film.run_id): WHOLE for film in foreign}
    assert len(receiver.tries) == 24


async def test_a_worker_that_dies_before_it_settles_loses_nothing(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver()
    reached = asyncio.Event()

    async def stall(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if not reached.is_set():
            receiver.tries.append(asked.headers["webhook-id"])
            reached.set()
            await asyncio.sleep(60)
        await receiver(asked, writer)

    async with serving(stall) as server:
        await hooked(ours, server, receiver)
        film = await shoot(ours)
        async with delivering(lease_s=1.0, grace_s=0):
            await play(film)
            await asyncio.wait_for(reached.wait(), 10)
        async with delivering(lease_s=1.0):
            await receiver.until(4)
    assert receiver.by_run() == {str(film.run_id): WHOLE}
    assert receiver.tries[0] == receiver.tries[1] == receiver.ids[0]


@pytest.mark.slow
async def test_workers_that_die_all_the_time_lose_nothing_and_keep_the_order(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    """Kills land anywhere: while a run is read, a message is on its way, or its end is written."""
    chance = random.Random(7)
    receiver = Receiver(faults=[answering(500), hanging_up] * 10)
    pace = {"lease_s": 0.6, "within_s": 0.5, "grace_s": 0, "each": 8}

    async def live_and_die() -> None:
        for _ in range(8):
            async with delivering(**pace):
                await asyncio.sleep(chance.uniform(0.05, 0.5))

    async def play_slowly(film: Film) -> None:
        await film.start()
        for number in range(8):
            await asyncio.sleep(chance.uniform(0, 0.4))
            await film.wait(f"approve_{number}")
        await film.end()

    async with serving(receiver) as server:
        await hooked(ours, server, receiver)
        films = [await shoot(ours) for _ in range(6)]
        await asyncio.gather(live_and_die(), live_and_die(), *map(play_slowly, films))
        async with delivering(**pace | {"grace_s": 5}):
            await until(lambda: len(set(receiver.ids)) == 60)
    first = {one: place for place, one in reversed(list(enumerate(receiver.ids)))}
    receiver.heard = [receiver.heard[place] for place in sorted(first.values())]
    whole = [(1, "run.started"), *((seq, "run.waiting") for seq in range(2, 10))]
    whole.append((10, "run.succeeded"))
    assert receiver.by_run() == {str(film.run_id): whole for film in films}


async def test_what_is_written_while_no_worker_runs_is_told_later(
    ours: Api, shoot: Shoot, delivering: Delivering
) -> None:
    receiver = Receiver()
    async with serving(receiver) as server:
        await hooked(ours, server, receiver)
        first, second = await shoot(ours), await shoot(ours)
        await play(first)
        async with delivering():
            await receiver.until(4)
            await second.start()
            await receiver.until(5)
        await second.wait("approve")
        await second.wait("approve_again")
        await second.end()
        async with delivering():
            await receiver.until(8)
    assert receiver.by_run() == {str(film.run_id): WHOLE for film in (first, second)}
    assert len(receiver.tries) == 8


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
        first = await _settled(ours, hook)
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
        assert (await _settled(ours, hook))["state"] == "dead"
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
        assert (await _settled(ours, hook))["state"] == "pending"
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


async def test_old_runs_are_not_looked_at_again_and_none_is_missed(
    ours: Api, shoot: Shoot, delivering: Delivering, database_url: str
) -> None:
    receiver = Receiver()
    owner = Database(database_url, "owner")
    async with serving(receiver) as server:
        await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        async with owner.begin(None) as connection:
            await connection.execute(
                text(
                    "UPDATE webhooks SET seen_until = now() - interval '9 hours', "
                    "since = now() - interval '9 hours'"
                )
            )
            await connection.execute(text("UPDATE runs SET finished_at = now() - interval '8 h'"))
        async with delivering():
            await receiver.until(4)
            async with asyncio.timeout(10):
                while not await _is_seen(owner):
                    await asyncio.sleep(0.05)
            async with owner.begin(None) as connection:
                assert (await trails.behind(connection)).runs == []
    await owner.close()
    assert receiver.by_run() == {str(film.run_id): WHOLE}


async def test_the_api_delivers_while_it_runs(ours: Api, shoot: Shoot, settings: Settings) -> None:
    receiver = Receiver()
    app = create_app(settings)
    async with serving(receiver) as server, app.router.lifespan_context(app):
        await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        await receiver.until(4)
    assert receiver.by_run() == {str(film.run_id): WHOLE}


async def test_a_worker_that_breaks_down_begins_again(
    ours: Api, shoot: Shoot, services: Services, database_url: str
) -> None:
    """Postgres throws everybody out: what a restart of it looks like from here."""
    receiver = Receiver()
    owner = Database(database_url, "owner")
    async with (
        serving(receiver) as server,
        at_work([Deliverer(services, pace=QUICK)], again_s=0.1),
    ):
        await hooked(ours, server, receiver)
        await asyncio.sleep(0.3)
        async with owner.begin(None) as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert (await ours("GET", "/webhooks")).status_code == 503
        film = await shoot(ours)
        await play(film)
        await receiver.until(4)
    await owner.close()
    assert receiver.by_run() == {str(film.run_id): WHOLE}


async def test_what_ended_long_ago_is_forgotten(
    ours: Api, shoot: Shoot, delivering: Delivering, database_url: str
) -> None:
    receiver = Receiver(faults=[answering(410)])
    owner = Database(database_url, "owner")
    async with serving(receiver) as server, delivering(sweep_s=0.1):
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        await _settled(ours, hook)
        async with owner.begin(None) as connection:
            await connection.execute(
                text("UPDATE deliveries SET ended_at = now() - interval '31 days' WHERE seq < 3")
            )
        async with asyncio.timeout(10):
            while len(left := await sent(ours, hook)) > 3:
                await asyncio.sleep(0.05)
    await owner.close()
    assert [one["state"] for one in left] == ["pending"] * 3


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


async def test_the_courier_sees_what_is_due_and_nothing_of_what_it_is_about(
    database_url: str,
) -> None:
    courier = Database(database_url, "kinora_courier")
    for statement in (
        "SELECT payload FROM deliveries", "SELECT secret FROM webhooks", "SELECT url FROM webhooks",
        "SELECT flow FROM runs", "SELECT data FROM events", "SELECT name FROM tenants",
        "UPDATE deliveries SET state = 'delivered'", "DELETE FROM webhooks",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with courier.begin(None) as connection:
                await connection.execute(text(statement))
    await courier.close()


async def _settled(api: Api, hook: str) -> dict[str, Any]:
    """The first message, once something came of it."""
    async with asyncio.timeout(10):
        while True:
            found = await sent(api, hook)
            if found and found[-1]["last_status"]:
                return found[-1]
            await asyncio.sleep(0.05)


async def _is_seen(owner: Database) -> bool:
    async with owner.begin(None) as connection:
        recent = text("SELECT bool_and(seen_until > now() - interval '1 h') FROM webhooks")
        return bool(await connection.scalar(recent))

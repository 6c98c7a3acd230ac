"""Guards workers: any number shares the work, and one that dies loses nothing."""

import asyncio
import random

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
from tests.api.webhooks.conftest import (
    QUICK,
    WHOLE,
    Delivering,
    Film,
    Shoot,
    hooked,
    play,
    sent,
    settled,
)
from tests.api.webhooks.receiver import Receiver, answering, hanging_up, until
from tests.servers import Asked, serving


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


async def test_what_ended_long_ago_is_forgotten(
    ours: Api, shoot: Shoot, delivering: Delivering, database_url: str
) -> None:
    receiver = Receiver(faults=[answering(410)])
    owner = Database(database_url, "owner")
    async with serving(receiver) as server, delivering(sweep_s=0.1):
        hook = await hooked(ours, server, receiver)
        film = await shoot(ours)
        await play(film)
        await settled(ours, hook)
        async with owner.begin(None) as connection:
            await connection.execute(
                text("UPDATE deliveries SET ended_at = now() - interval '31 days' WHERE seq < 3")
            )
        async with asyncio.timeout(10):
            while len(left := await sent(ours, hook)) > 3:
                await asyncio.sleep(0.05)
    await owner.close()
    assert [one["state"] for one in left] == ["pending"] * 3


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


async def _is_seen(owner: Database) -> bool:
    async with owner.begin(None) as connection:
        recent = text("SELECT bool_and(seen_until > now() - interval '1 h') FROM webhooks")
        return bool(await connection.scalar(recent))

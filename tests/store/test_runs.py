"""Guards leases and the journal: one executor a run, and a zombie writes nothing."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import text, update

from media.ids import LOCAL_TENANT
from store.database import Database
from store.journal import Entry, Journal, LeaseLost
from store.repositories import commands as command_rows
from store.repositories import events as event_rows
from store.repositories import leases
from store.repositories import runs as run_rows
from store.repositories.leases import BARREN_CLAIMS, Claim
from store.tables import runs


async def _submit(database: Database, request: str = "r") -> None:
    async with database.begin(LOCAL_TENANT) as connection:
        await run_rows.submit(
            connection, tenant=LOCAL_TENANT, project="p", request=request, flow={"nodes": []}
        )


async def _claim(database: Database, owner: str) -> Claim | None:
    async with database.begin(None) as connection:
        return await leases.claim(connection, owner=owner)


async def _expire(database: Database) -> None:
    async with database.begin(None) as connection:
        await connection.execute(
            update(runs).values(lease_until=text("now() - interval '1 second'"))
        )


def _journal(database: Database, claim: Claim) -> Journal:
    return Journal(database, tenant=claim.tenant_id, run_id=claim.run_id, epoch=claim.epoch)


def _told(number: int) -> Entry:
    return Entry(events=(("told", {"number": number}),))


@dataclass(frozen=True)
class Done:
    """A step as the journal takes it."""

    finished_at: datetime
    name: str = "a"
    path: tuple[int, ...] = ()

    def record(self) -> str:
        at = self.finished_at.isoformat()
        return (
            '{"node":"a","path":[],"type":"t.t","state":"succeeded","attempt":1,'
            f'"finished_at":"{at}"}}'
        )


async def test_a_run_has_one_executor(app_database: Database, engine_database: Database) -> None:
    await _submit(app_database)
    claims = await asyncio.gather(*(_claim(engine_database, f"e{i}/x") for i in range(6)))
    assert len([claim for claim in claims if claim]) == 1


async def test_the_same_request_joins_the_run_under_way_and_another_cancels_it(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    await _submit(app_database)
    async with app_database.begin(LOCAL_TENANT) as connection:
        assert len(await run_rows.newest(connection, limit=9)) == 1
    await _submit(app_database, "another")
    claim = await _claim(engine_database, "e/x")
    assert claim is not None
    async with engine_database.begin(LOCAL_TENANT) as connection:
        (told,) = await command_rows.waiting(connection, [claim.run_id])
    assert (told.kind, told.node) == ("cancel", "")


async def test_a_lease_is_taken_over_when_it_ends_or_its_holder_was_restarted(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    first = await _claim(engine_database, "e1/a")
    assert first is not None
    assert await _claim(engine_database, "e1/a") is None
    assert await _claim(engine_database, "e2/a") is None
    restarted = await _claim(engine_database, "e1/b")
    assert restarted is not None and restarted.epoch == first.epoch + 1
    await _expire(engine_database)
    assert await _claim(engine_database, "e2/a") is not None


async def test_a_zombie_writes_nothing_and_learns_of_it(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    old = await _claim(engine_database, "e1/a")
    new = await _claim(engine_database, "e1/b")
    assert old is not None and new is not None
    zombie, journal = _journal(engine_database, old), _journal(engine_database, new)
    with pytest.raises(LeaseLost):
        await zombie.put(_told(1))
    await journal.put(_told(2))
    await zombie.close()
    await journal.close()
    async with app_database.begin(LOCAL_TENANT) as connection:
        rows = await event_rows.after(connection, run_id=new.run_id, seq=0)
    assert [(row.seq, row.data["number"]) for row in rows] == [(1, 2)]


async def test_entries_are_committed_in_order_and_numbered_without_gaps(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    claim = await _claim(engine_database, "e/x")
    assert claim is not None
    journal = _journal(engine_database, claim)
    for number in range(500):
        journal.post(_told(number))
        if number % 90 == 0:
            await asyncio.sleep(0.012)
    await journal.close()
    async with app_database.begin(LOCAL_TENANT) as connection:
        rows = await event_rows.after(connection, run_id=claim.run_id, seq=0)
    assert [(row.seq, row.data["number"]) for row in rows] == [(i + 1, i) for i in range(500)]


async def test_a_run_that_kills_its_executors_is_set_aside(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    claims = [await _claim(engine_database, f"e/{i}") for i in range(BARREN_CLAIMS + 1)]
    assert [claim and claim.poison for claim in claims] == [False] * BARREN_CLAIMS + [True]


async def test_a_run_that_was_let_go_for_no_fault_of_its_own_is_not_set_aside(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    for incarnation in range(2 * BARREN_CLAIMS):
        claim = await _claim(engine_database, f"e/{incarnation}")
        assert claim is not None and not claim.poison
        async with engine_database.begin(LOCAL_TENANT) as connection:
            await leases.release(connection, run_id=claim.run_id, epoch=claim.epoch, blameless=True)


async def test_a_finished_step_clears_the_count_of_lost_executors(
    app_database: Database, engine_database: Database
) -> None:
    await _submit(app_database)
    for incarnation in range(2 * BARREN_CLAIMS):
        claim = await _claim(engine_database, f"e/{incarnation}")
        assert claim is not None
        journal = _journal(engine_database, claim)
        await journal.put(Entry(step=Done(await _now(engine_database))))
        await journal.close()


async def _now(database: Database) -> datetime:
    async with database.begin(None) as connection:
        return (await connection.execute(text("SELECT now()"))).scalar_one()

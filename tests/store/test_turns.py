"""Guards turns: each tenant gets its share, nobody starves, nobody queues or runs past a cap."""

import uuid
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert, select, text, update

from media.ids import uuid7
from store.database import Database
from store.repositories import leases
from store.repositories import runs as run_rows
from store.repositories.leases import AGING_S
from store.repositories.runs import QueueFull
from store.tables import runs, shares, tenants


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, "owner")
    yield database
    await database.close()


async def tenant(owner: Database, **share: object) -> uuid.UUID:
    name = uuid7()
    async with owner.begin(name) as connection:
        await connection.execute(insert(tenants).values(id=name, name=str(name)))
        await connection.execute(insert(shares).values(tenant_id=name, **share))
    return name


async def queue(owner: Database, of: uuid.UUID, count: int, **fields: object) -> None:
    rows = [
        {"id": uuid7(), "tenant_id": of, "project": "p", "request": "r", "flow": {}}
        for _ in range(count)
    ]
    async with owner.begin(of) as connection:
        await connection.execute(insert(runs).values(fields), rows)


async def taken(engine: Database, count: int, *, ended: bool = True) -> list[uuid.UUID]:
    """The tenants of the next runs to be claimed, each ended at once."""
    found: list[uuid.UUID] = []
    for _ in range(count):
        async with engine.begin(None) as connection:
            claim = await leases.claim(connection, owner="e/x")
            if claim is None:
                break
            found.append(claim.tenant_id)
            if ended:
                await connection.execute(
                    update(runs)
                    .where(runs.c.id == claim.run_id)
                    .values(state="succeeded", lease_owner=None, lease_until=None)
                )
    return found


async def test_one_run_does_not_wait_behind_a_thousand_of_another(
    owner: Database, engine_database: Database
) -> None:
    many, few = await tenant(owner), await tenant(owner)
    await queue(owner, many, 1000)
    assert Counter(await taken(engine_database, 20)) == {many: 20}
    await queue(owner, few, 1)
    assert few in await taken(engine_database, 2)


async def test_weights_of_three_to_one_give_three_to_one(
    owner: Database, engine_database: Database
) -> None:
    heavy, light = await tenant(owner, weight=3.0), await tenant(owner, weight=1.0)
    await queue(owner, heavy, 400)
    await queue(owner, light, 400)
    found = Counter(await taken(engine_database, 400))
    assert found[heavy] / found[light] == pytest.approx(3.0, rel=0.1)


async def test_who_was_idle_has_saved_no_turns_up(
    owner: Database, engine_database: Database
) -> None:
    busy, idle = await tenant(owner), await tenant(owner)
    await queue(owner, busy, 200)
    await taken(engine_database, 100)
    await queue(owner, idle, 100)
    found = Counter(await taken(engine_database, 40))
    assert abs(found[busy] - found[idle]) <= 2


async def test_urgent_runs_go_first_and_the_others_age(
    owner: Database, engine_database: Database
) -> None:
    hurried, patient = await tenant(owner), await tenant(owner)
    await queue(owner, patient, 1, priority="batch")
    await queue(owner, hurried, 10, priority="interactive")
    assert await taken(engine_database, 3) == [hurried] * 3
    async with owner.begin(patient) as connection:
        aged = text(f"created_at - interval '{3 * AGING_S} seconds'")
        await connection.execute(
            update(runs).where(runs.c.priority == "batch").values(created_at=aged)
        )
    assert patient in await taken(engine_database, 2)


async def test_an_old_queue_goes_before_nobody_who_comes_later(
    owner: Database, engine_database: Database
) -> None:
    many, few = await tenant(owner), await tenant(owner)
    await queue(owner, many, 100, created_at=text(f"now() - interval '{2 * AGING_S} seconds'"))
    await taken(engine_database, 10)
    await queue(owner, few, 1)
    assert few in await taken(engine_database, 2)


async def test_who_has_had_no_turn_for_long_goes_before_the_urgent(
    owner: Database, engine_database: Database
) -> None:
    hurried, patient = await tenant(owner), await tenant(owner)
    await queue(owner, patient, 2, priority="batch")
    assert await taken(engine_database, 1) == [patient]
    await queue(owner, hurried, 10, priority="interactive")
    async with owner.begin(patient) as connection:
        ago = text(f"now() - interval '{3 * AGING_S} seconds'")
        await connection.execute(update(runs).values(created_at=ago))
        await connection.execute(
            update(shares).where(shares.c.tenant_id == patient).values(last_turn_at=ago)
        )
    assert patient in await taken(engine_database, 3)


async def test_of_one_tenant_s_runs_the_old_rise_too(
    owner: Database, engine_database: Database
) -> None:
    only = await tenant(owner)
    await queue(owner, only, 5, priority="interactive")
    ago = text(f"now() - interval '{3 * AGING_S} seconds'")
    await queue(owner, only, 1, priority="batch", created_at=ago)
    async with engine_database.begin(None) as connection:
        claim = await leases.claim(connection, owner="e/x")
    assert claim is not None
    async with owner.begin(only) as connection:
        chosen = await connection.scalar(select(runs.c.priority).where(runs.c.id == claim.run_id))
    assert chosen == "batch"


async def test_nobody_runs_more_at_once_than_may(
    owner: Database, engine_database: Database
) -> None:
    capped = await tenant(owner, max_running=2)
    await queue(owner, capped, 5)
    assert len(await taken(engine_database, 5, ended=False)) == 2


async def test_nobody_queues_more_than_may(owner: Database, app_database: Database) -> None:
    capped = await tenant(owner, max_queued=2)
    await queue(owner, capped, 2)
    with pytest.raises(QueueFull):
        async with app_database.begin(capped) as connection:
            await run_rows.submit(
                connection, tenant=capped, project="p", request="x", flow={}, exclusive=False
            )


async def test_who_has_enough_of_an_executor_is_passed_over(
    owner: Database, engine_database: Database
) -> None:
    full, other = await tenant(owner), await tenant(owner)
    await queue(owner, full, 3)
    await queue(owner, other, 1)
    async with engine_database.begin(None) as connection:
        claim = await leases.claim(connection, owner="e/x", full=[full])
        assert claim is not None and claim.tenant_id == other
        assert await leases.claim(connection, owner="e/x", full=[full]) is None

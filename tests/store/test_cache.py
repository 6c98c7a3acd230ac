"""Guards the step cache's rows: what was saved is counted, and the least used goes first."""

import uuid
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from media.ids import LOCAL_TENANT, uuid7
from store.database import Database
from store.repositories import cache as cache_rows
from store.repositories import steps as step_rows
from store.tables import cache, runs, steps

NOW = datetime.now(UTC)


async def keep(engine: Database, key: str, *, days_ago: int, num_bytes: int = 100) -> None:
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            insert(cache).values(
                tenant_id=LOCAL_TENANT, key=key, type="video.trim", outputs={},
                num_bytes=num_bytes, cpu_seconds=2.0, micros=30,
                used_at=NOW - timedelta(days=days_ago),
            )
        )  # fmt: skip


async def reuse(engine: Database, key: str, times: int) -> None:
    run_id: uuid.UUID = uuid7()
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            insert(runs).values(
                id=run_id, tenant_id=LOCAL_TENANT, project="p", request="r", flow={}
            )
        )
        for index in range(times):
            await connection.execute(
                insert(steps).values(
                    tenant_id=LOCAL_TENANT, run_id=run_id, node="n", path=[index],
                    type="video.trim", state="cached", cache_key=key,
                )
            )  # fmt: skip


async def kept(engine: Database) -> set[str]:
    async with engine.begin(LOCAL_TENANT) as connection:
        return set((await connection.scalars(select(cache.c.key))).all())


async def test_what_was_reused_is_what_was_saved(engine_database: Database) -> None:
    await keep(engine_database, "a", days_ago=1)
    await keep(engine_database, "b", days_ago=1)
    await reuse(engine_database, "a", 3)
    async with engine_database.begin(LOCAL_TENANT) as connection:
        (use,) = await cache_rows.use(connection)
    assert (use.type, use.steps, use.num_bytes) == ("video.trim", 2, 200)
    assert (use.hits, use.saved_cpu_s, use.saved_micros) == (3, 6.0, 90)


async def test_beyond_a_size_the_least_recently_used_go(engine_database: Database) -> None:
    for days_ago in range(5):
        await keep(engine_database, f"k{days_ago}", days_ago=days_ago)
    async with engine_database.begin(LOCAL_TENANT) as connection:
        assert await cache_rows.forget_beyond(connection, num_bytes=250) == 3
    assert await kept(engine_database) == {"k0", "k1"}


async def test_what_was_not_used_for_long_goes(engine_database: Database) -> None:
    await keep(engine_database, "young", days_ago=1)
    await keep(engine_database, "old", days_ago=40)
    async with engine_database.begin(LOCAL_TENANT) as connection:
        assert await cache_rows.forget(connection, older_than_s=30 * 86_400) == 1
    assert await kept(engine_database) == {"young"}


async def test_a_use_is_noted_and_what_is_not_kept_is_absent(engine_database: Database) -> None:
    await keep(engine_database, "old", days_ago=3)
    found = await cache_rows.lookup(engine_database, LOCAL_TENANT, ["old", "old", "unknown"])
    assert found == {"old": {}}
    assert await cache_rows.lookup(engine_database, LOCAL_TENANT, ["unknown"]) == {}
    async with engine_database.begin(LOCAL_TENANT) as connection:
        used_at = await connection.scalar(select(cache.c.used_at))
    assert used_at is not None
    assert used_at > NOW - timedelta(minutes=5)


async def test_what_a_run_was_given_is_named_as_long_as_the_run_counts(
    engine_database: Database,
) -> None:
    given = {"clip": {"digest": "a" * 64, "num_bytes": 1}, "count": 3}
    async with engine_database.begin(LOCAL_TENANT) as connection:
        for state, days_ago in (("succeeded", 40), ("queued", 40)):
            await connection.execute(
                insert(runs).values(
                    id=uuid7(), tenant_id=LOCAL_TENANT, project="p", request="r", flow={},
                    inputs=given if state == "queued" else None, state=state,
                    created_at=NOW - timedelta(days=days_ago),
                )
            )  # fmt: skip
        named = await step_rows.digests(connection, younger_than_s=30 * 86_400)
    assert named == {"a" * 64}

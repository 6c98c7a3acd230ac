"""Guards charges for what is no run: the ledger and the budgets agree, and each pays for itself."""

import asyncio
import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from media.ids import LOCAL_TENANT
from store.database import Database
from store.repositories import budgets
from store.repositories.budgets import Full


async def test_a_charge_is_in_the_ledger_and_in_every_budget(app_database: Database) -> None:
    for micros in (30, 0, 12):
        async with app_database.begin(LOCAL_TENANT) as connection:
            await budgets.charge(
                connection, tenant=LOCAL_TENANT, project="openai", engine="e", micros=micros
            )
    async with app_database.begin(LOCAL_TENANT) as connection:
        known = await budgets.of_tenant(connection)
        assert await budgets.disagreeing(connection) == []
        (use,) = await budgets.use(connection)
    assert {(one.scope, one.spent_micros) for one in known} == {("tenant", 42), ("project", 42)}
    assert (use.engine, use.calls, use.spent_micros) == ("e", 3, 42)


@pytest.mark.parametrize(("tenant", "micros"), [(uuid.uuid4(), 1), (LOCAL_TENANT, -1)])
async def test_nobody_charges_another_or_less_than_nothing(
    app_database: Database, tenant: uuid.UUID, micros: int
) -> None:
    with pytest.raises(DBAPIError, match="own tenant"):
        async with app_database.begin(LOCAL_TENANT) as connection:
            await budgets.charge(
                connection, tenant=tenant, project="p", engine="e", micros=micros
            )  # fmt: skip


async def hold(database: Database, micros: int, *, for_s: float = 60.0) -> uuid.UUID | Full:
    async with database.begin(LOCAL_TENANT) as connection:
        return await budgets.hold(
            connection, tenant=LOCAL_TENANT, project="openai", engine="e", micros=micros,
            for_s=for_s,
        )  # fmt: skip


async def settle(database: Database, entry: uuid.UUID | Full, micros: int | None) -> bool:
    assert isinstance(entry, uuid.UUID)
    async with database.begin(LOCAL_TENANT) as connection:
        return await budgets.settle(connection, tenant=LOCAL_TENANT, entry=entry, micros=micros)


async def sums(database: Database, scope: str = "tenant") -> tuple[int, int]:
    """What is promised and what is spent, on which the ledger agrees."""
    async with database.begin(LOCAL_TENANT) as connection:
        assert await budgets.disagreeing(connection) == []
        known = await budgets.of_tenant(connection)
    return next((one.reserved_micros, one.spent_micros) for one in known if one.scope == scope)


async def bound(database: Database, micros: int, **where: Any) -> None:
    async with database.begin(LOCAL_TENANT) as connection:
        await budgets.limit(
            connection, tenant=LOCAL_TENANT, micros=micros, **({"scope": "tenant"} | where)
        )


async def test_what_is_held_is_promised_until_it_is_settled_once(app_database: Database) -> None:
    one, other = await hold(app_database, 40), await hold(app_database, 5)
    assert await sums(app_database) == await sums(app_database, "project") == (45, 0)
    assert await settle(app_database, one, 12)
    assert await sums(app_database) == (5, 12)
    assert not await settle(app_database, one, 12)
    assert await settle(app_database, other, None)
    assert await sums(app_database) == await sums(app_database, "project") == (0, 17)


async def test_many_at_once_go_beyond_no_budget(app_database: Database) -> None:
    await bound(app_database, 100)
    held = await asyncio.gather(*(hold(app_database, 30) for _ in range(12)))
    refused = [one for one in held if isinstance(one, Full)]
    assert len(refused) == 9
    assert set(refused) == {Full("tenant", 90, 100)}
    assert await sums(app_database) == (90, 0)


async def test_a_projects_budget_counts_as_well(app_database: Database) -> None:
    await bound(app_database, 10, scope="project", name="openai")
    assert await hold(app_database, 11) == Full("project", 0, 10)
    assert await sums(app_database) == (0, 0)


async def test_the_courier_alone_finds_what_nobody_settled(
    app_database: Database, database_url: str
) -> None:
    late = await hold(app_database, 7, for_s=-1)
    await hold(app_database, 7)
    courier = Database(database_url, "kinora_courier", pool_size=1)
    try:
        async with courier.begin(None) as connection:
            assert await budgets.expired(connection, most=9) == [(late, LOCAL_TENANT)]
    finally:
        await courier.close()
    async with app_database.begin(uuid.uuid4()) as connection:
        assert await budgets.expired(connection, most=9) == []


async def test_nobody_settles_for_another_or_holds_less_than_nothing(
    app_database: Database,
) -> None:
    entry = await hold(app_database, 7)
    other = uuid.uuid4()
    with pytest.raises(DBAPIError, match="own tenant"):
        async with app_database.begin(other) as connection:
            await budgets.settle(connection, tenant=LOCAL_TENANT, entry=entry, micros=0)  # pyright: ignore[reportArgumentType]
    with pytest.raises(DBAPIError, match="own tenant"):
        await hold(app_database, -1)


async def test_no_sum_is_written_by_whoever_uses_it(app_database: Database) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with app_database.begin(LOCAL_TENANT) as connection:
            await connection.execute(text("UPDATE budgets SET spent_micros = 0"))

"""Guards charges for what is no run: the ledger and the budgets agree, and each pays for itself."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from media.ids import LOCAL_TENANT
from store.database import Database
from store.repositories import budgets


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


async def test_no_sum_is_written_by_whoever_uses_it(app_database: Database) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with app_database.begin(LOCAL_TENANT) as connection:
            await connection.execute(text("UPDATE budgets SET spent_micros = 0"))

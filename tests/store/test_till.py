"""Guards money: what is reserved and settled is what the ledger says, and a budget really stops."""

import asyncio
import uuid
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from media.ids import LOCAL_TENANT, uuid7
from store.database import Database
from store.repositories import budgets
from store.repositories.budgets import Budget
from store.tables import calls, ledger, runs
from store.till import Ask, Bought, Till, TillClosed

PRICE = 40_000


@pytest.fixture
def engine(engine_database: Database) -> Database:
    return engine_database


async def a_till(engine: Database, *, epoch: int = 1, project: str = "film") -> Till:
    run_id = uuid7()
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            insert(runs).values(
                id=run_id, tenant_id=LOCAL_TENANT, project=project, request="r", flow={},
                epoch=epoch, state="running", lease_until=text("now() + interval '1 hour'"),
            )
        )  # fmt: skip
    return Till(engine, tenant=LOCAL_TENANT, run_id=run_id, epoch=epoch, project=project)


def ask(digest: str = "d", *, occurrence: int = 0, micros: int = PRICE) -> Ask:
    return Ask(
        digest=digest, occurrence=occurrence, node="draw", path=(3, 1), engine="shop",
        request={"prompt": "a boat"}, micros=micros,
    )  # fmt: skip


async def bought(till: Till, digest: str = "d", *, micros: int = PRICE) -> uuid.UUID:
    found = await till.buy(ask(digest, micros=micros))
    assert found.id is not None
    return found.id


async def budget(engine: Database, scope: str) -> Budget:
    async with engine.begin(LOCAL_TENANT) as connection:
        rows = await budgets.of_tenant(connection)
    return next(row for row in rows if row.scope == scope)


async def set_limit(app: Database, scope: Any, name: str, micros: int | None) -> int:
    async with app.begin(LOCAL_TENANT) as connection:
        return await budgets.limit(
            connection, tenant=LOCAL_TENANT, scope=scope, name=name, micros=micros
        )


async def agrees(engine: Database) -> bool:
    async with engine.begin(LOCAL_TENANT) as connection:
        return not await budgets.disagreeing(connection)


async def test_a_call_is_written_down_and_its_price_reserved_before_it_is_sent(
    engine: Database,
) -> None:
    till = await a_till(engine)
    await bought(till)
    call = await till.find("d", 0)
    assert call is not None
    assert (call.state, call.path, call.reserved_micros) == ("sending", (3, 1), PRICE)
    assert (call.spent_micros, call.kept) == (None, True)
    held = await budget(engine, "tenant")
    assert (held.reserved_micros, held.spent_micros) == (PRICE, 0)
    assert await agrees(engine)


async def test_settling_frees_what_was_reserved_and_writes_what_it_cost(engine: Database) -> None:
    till = await a_till(engine)
    call = await bought(till)
    await till.accept(call, "job-7")
    await till.settle(call, micros=31_000, state="succeeded", result={"url": "x"})
    found = await till.find("d", 0)
    assert found is not None
    assert (found.state, found.provider_id, found.result) == ("succeeded", "job-7", {"url": "x"})
    for scope in ("tenant", "project"):
        row = await budget(engine, scope)
        assert (row.reserved_micros, row.spent_micros) == (0, 31_000)
    assert await agrees(engine)


async def test_a_settled_call_is_corrected_by_the_difference(engine: Database) -> None:
    till = await a_till(engine)
    call = await bought(till)
    await till.settle(call, micros=PRICE, state=None)
    await till.settle(call, micros=0, state="failed", error={"code": "X", "message": "x"})
    row = await budget(engine, "tenant")
    assert (row.reserved_micros, row.spent_micros) == (0, 0)
    assert await agrees(engine)


async def test_a_full_budget_sells_nothing_and_names_itself(
    engine: Database, app_database: Database
) -> None:
    till = await a_till(engine)
    await set_limit(app_database, "project", "film", int(2.5 * PRICE))
    results = [await till.buy(ask(f"d{number}")) for number in range(3)]
    assert [found.id is not None for found in results] == [True, True, False]
    assert [(purse.scope, purse.limit) for purse in results[2].full] == [("project", 100_000)]
    assert await till.find("d2", 0) is None
    assert (await budget(engine, "tenant")).reserved_micros == 2 * PRICE
    assert await agrees(engine)


async def test_four_fifths_are_told_once_and_again_after_the_limit_was_moved(
    engine: Database, app_database: Database
) -> None:
    till = await a_till(engine)
    await set_limit(app_database, "tenant", "", 5 * PRICE)
    told = [(await till.buy(ask(f"d{number}"))).alerts for number in range(5)]
    assert [len(alerts) for alerts in told] == [0, 0, 0, 1, 0]
    assert told[3][0].scope == "tenant"
    await set_limit(app_database, "tenant", "", 6 * PRICE)
    assert len((await till.buy(ask("d6"))).alerts) == 1


async def test_many_who_buy_at_once_never_spend_more_than_there_is(
    engine: Database, app_database: Database
) -> None:
    tills = [await a_till(engine, project=f"p{number % 2}") for number in range(4)]
    await set_limit(app_database, "tenant", "", 10 * PRICE)

    async def spend(till: Till, number: int) -> Bought:
        found = await till.buy(ask(f"{till.run_id}{number}"))
        if found.id is not None and number % 2:
            await till.settle(found.id, micros=PRICE, state="succeeded", result=1)
        return found

    found = await asyncio.gather(*(spend(till, n) for till in tills for n in range(6)))
    assert sum(one.id is not None for one in found) == 10
    row = await budget(engine, "tenant")
    assert row.reserved_micros + row.spent_micros == 10 * PRICE
    assert await agrees(engine)


async def test_the_same_request_is_bought_once_whoever_asks(engine: Database) -> None:
    first, second = await a_till(engine), await a_till(engine)
    results = await asyncio.gather(first.buy(ask()), second.buy(ask()))
    assert sorted(found.id is not None for found in results) == [False, True]
    assert (await budget(engine, "tenant")).reserved_micros == PRICE
    assert (await second.buy(ask(occurrence=1))).id is not None


async def test_what_failed_may_be_bought_again(engine: Database) -> None:
    till = await a_till(engine)
    call = await bought(till)
    await till.settle(call, micros=0, state="failed", error={"code": "X", "message": "x"})
    again = await till.buy(ask())
    assert (again.id, again.attempt) == (call, 2)
    found = await till.find("d", 0)
    assert found is not None
    assert (found.state, found.error, found.spent_micros) == ("sending", None, None)
    assert await agrees(engine)


async def test_a_zombie_moves_no_money(engine: Database) -> None:
    till = await a_till(engine)
    call = await bought(till)
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(update(runs).where(runs.c.id == till.run_id).values(epoch=2))
    with pytest.raises(TillClosed):
        await till.buy(ask("other"))
    with pytest.raises(TillClosed):
        await till.accept(call, "job-1")
    with pytest.raises(TillClosed):
        await till.settle(call, micros=1, state="succeeded")
    assert await agrees(engine)


async def test_a_successor_adopts_a_call_once_and_the_payer_pays(engine: Database) -> None:
    payer = await a_till(engine, project="first")
    await bought(payer)
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            update(runs).where(runs.c.id == payer.run_id).values(lease_until=None)
        )
    heirs = [await a_till(engine, project="second") for _ in range(2)]
    found = await heirs[0].find("d", 0)
    assert found is not None
    assert not found.kept
    adopted = [await heir.adopt(found) for heir in heirs]
    assert adopted == [True, False]
    assert await owner_of(engine) == heirs[0].run_id
    await heirs[0].settle(found.id, micros=PRICE, state="succeeded", result=1)
    with pytest.raises(TillClosed):
        await heirs[1].settle(found.id, micros=PRICE, state="succeeded", result=1)
    async with engine.begin(LOCAL_TENANT) as connection:
        paid = await budgets.of_run(connection, run_id=payer.run_id)
    assert paid is not None
    assert (paid.reserved_micros, paid.spent_micros) == (0, PRICE)
    assert await agrees(engine)


async def owner_of(engine: Database) -> uuid.UUID | None:
    async with engine.begin(LOCAL_TENANT) as connection:
        return await connection.scalar(select(calls.c.run_id))


async def test_what_a_run_leaves_open_counts_as_paid_and_can_be_corrected(engine: Database) -> None:
    till = await a_till(engine)
    calls = [await bought(till, f"d{number}") for number in range(3)]
    await till.settle(calls[0], micros=PRICE, state="succeeded", result=1)
    assert await till.abandon() == 2
    assert await till.abandon() == 0
    row = await budget(engine, "tenant")
    assert (row.reserved_micros, row.spent_micros) == (0, 3 * PRICE)
    await till.settle(calls[1], micros=0, state="failed", error={"code": "X", "message": "x"})
    assert (await budget(engine, "tenant")).spent_micros == 2 * PRICE
    assert await agrees(engine)


async def test_the_ledger_is_never_changed_and_who_uses_kinora_writes_no_spending(
    engine: Database, app_database: Database, database_url: str
) -> None:
    await bought(await a_till(engine))
    owner = Database(database_url, "owner")
    try:
        for statement in ("UPDATE ledger SET spent_micros = 0", "DELETE FROM ledger"):
            with pytest.raises(DBAPIError, match="never changed"):
                async with owner.begin(LOCAL_TENANT) as connection:
                    await connection.execute(text(statement))
    finally:
        await owner.close()
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with app_database.begin(LOCAL_TENANT) as connection:
            await connection.execute(text("UPDATE budgets SET spent_micros = 0"))


async def test_a_disagreement_would_be_found(engine: Database) -> None:
    await bought(await a_till(engine))
    async with engine.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            insert(ledger).values(
                id=uuid7(), tenant_id=LOCAL_TENANT, project="film", run_id=uuid7(), node="n",
                path=[], engine="shop", kind="settle", spent_micros=1,
            )
        )  # fmt: skip
        assert ("tenant", "", 0, -1) in await budgets.disagreeing(connection)

"""Guards what is learnt from steps: their own time, by their own word, and each step once."""

import uuid
from typing import Any

import pytest
from sqlalchemy import func, insert

from media.ids import LOCAL_TENANT, uuid7
from store.database import Database
from store.repositories.forks import carry_over
from store.repositories.history import LATEST_STEPS, Learnt, learn
from store.tables import runs, steps


async def add_run(database: Database, rows: list[dict[str, Any]]) -> uuid.UUID:
    """A run with succeeded steps, but for what is said of each."""
    run_id = uuid7()
    async with database.begin(LOCAL_TENANT) as connection:
        await connection.execute(
            insert(runs).values(
                id=run_id, tenant_id=LOCAL_TENANT, project="p", request="r", flow={}
            )
        )
        if rows:
            usual = {"state": "succeeded", "cost_s": None, "type": "a.b"}
            filled = [usual | {"node": f"n{index}"} | row for index, row in enumerate(rows)]
            await connection.execute(
                insert(steps).values(
                    tenant_id=LOCAL_TENANT, run_id=run_id, path=[], finished_at=func.now()
                ),
                filled,
            )
    return run_id


async def learnt(database: Database, *types: str) -> dict[str, Learnt]:
    async with database.begin(LOCAL_TENANT) as connection:
        return await learn(connection, types=types)


async def test_words_are_set_right_by_the_ratio_of_the_sums(engine_database, app_database) -> None:
    timed = [{"seconds": 4.0, "cost_s": 1.0}, {"seconds": 14.0, "cost_s": 8.0}]
    await add_run(engine_database, [*timed, {"seconds": 5.0}])

    found = (await learnt(app_database, "a.b"))["a.b"]
    assert found.steps == 3
    assert found.ratio == pytest.approx(2.0)
    assert found.median_s == pytest.approx(5.0)


async def test_types_that_never_ran_or_did_no_work_are_not_known(
    engine_database, app_database
) -> None:
    await add_run(
        engine_database,
        [
            {"seconds": 0.0},
            {"seconds": 3.0, "state": "failed"},
            {"seconds": 0.0, "state": "cached"},
            {"seconds": 1.0, "type": "c.d"},
        ],
    )

    assert await learnt(app_database, "a.b", "never.ran") == {}
    assert (await learnt(app_database, "c.d"))["c.d"].ratio is None


async def test_a_step_that_another_run_took_over_counts_once(engine_database, app_database) -> None:
    origin = await add_run(engine_database, [{"seconds": 2.0, "cost_s": 1.0}])
    fork = await add_run(engine_database, [])
    async with engine_database.begin(LOCAL_TENANT) as connection:
        assert await carry_over(connection, origin=origin, run_id=fork) == 1

    found = (await learnt(app_database, "a.b"))["a.b"]
    assert (found.steps, found.ratio) == (1, pytest.approx(2.0))


async def test_the_latest_steps_of_a_type_are_enough(engine_database, app_database) -> None:
    await add_run(engine_database, [{"seconds": 1.0} for _ in range(LATEST_STEPS + 20)])

    assert (await learnt(app_database, "a.b"))["a.b"].steps == LATEST_STEPS

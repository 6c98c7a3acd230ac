"""Guards the schema: migrations match the tables, and no tenant's row is seen by another."""

import uuid

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert, inspect, select, text
from sqlalchemy.exc import ProgrammingError

from media.ids import LOCAL_TENANT, uuid7
from store.database import Database, driver_url
from store.migrate import migrate
from store.tables import metadata, runs


def test_the_migrations_make_exactly_the_tables(database_url: str) -> None:
    engine = create_engine(driver_url(database_url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    assert migrate(database_url) is False


def test_every_table_with_a_tenant_has_a_policy_and_every_foreign_key_an_index(
    database_url: str,
) -> None:
    engine = create_engine(driver_url(database_url))
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class")
        )
        forced = {row[0]: row[1] for row in rows}
        policies = set(connection.scalars(text("SELECT tablename FROM pg_policies")))
        inspector = inspect(connection)
        for name, table in metadata.tables.items():
            if "tenant_id" in table.c:
                assert forced[name], name
                assert name in policies
            leading = [index["column_names"][0] for index in inspector.get_indexes(name)]
            leading.append(inspector.get_pk_constraint(name)["constrained_columns"][0])
            for key in inspector.get_foreign_keys(name):
                assert key["constrained_columns"][0] in leading, (name, key)
    engine.dispose()


async def _add_run(database: Database, tenant: uuid.UUID) -> uuid.UUID:
    run_id = uuid7()
    async with database.begin(tenant) as connection:
        await connection.execute(
            insert(runs).values(id=run_id, tenant_id=tenant, project="p", request="r", flow={})
        )
    return run_id


async def test_a_tenant_sees_its_own_rows_alone(
    app_database: Database, engine_database: Database
) -> None:
    run_id = await _add_run(app_database, LOCAL_TENANT)
    async with app_database.begin(LOCAL_TENANT) as connection:
        assert [row.id for row in await connection.execute(select(runs.c.id))] == [run_id]
    async with app_database.begin(uuid7()) as connection:
        assert (await connection.execute(select(runs.c.id))).all() == []
    async with app_database.begin(None) as connection:
        assert (await connection.execute(select(runs.c.id))).all() == []
    async with engine_database.begin(None) as connection:
        assert [row.id for row in await connection.execute(select(runs.c.id))] == [run_id]


async def test_a_row_cannot_be_written_for_another_tenant(app_database: Database) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with app_database.begin(uuid7()) as connection:
            await connection.execute(
                insert(runs).values(
                    id=uuid7(), tenant_id=LOCAL_TENANT, project="p", request="r", flow={}
                )
            )

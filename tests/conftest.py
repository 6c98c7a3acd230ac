"""A real Postgres for every test that asks: started once, a database of its own for each test."""

import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from store.database import Database
from store.embedded import EmbeddedPostgres
from store.migrate import migrate

# A test that takes its time on a busy machine is slow, not wrong: pytest-timeout bounds them all.
settings.register_profile("kinora", deadline=None)
settings.load_profile("kinora")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first: else one process ends with them while the other has nothing to do."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _own_weights() -> Iterator[None]:
    """A home says where weights and rows are by the environment: only for the test that has it."""
    names = ("KINORA_WEIGHTS", "KINORA_MODELS")
    before = {name: os.environ.get(name) for name in names}
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that the server's own user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="kinora-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(open_folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(open_folder / "home")
    with psycopg.connect(server.start(), autocommit=True) as connection:
        # The machine that these tests run on does not fail while they run; its processes do.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """A migrated database that the tests' own are copied from."""
    migrate(new_database(postgres, "template1", "migrated"))
    return "migrated"


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template: str) -> str:
    return new_database(postgres, template, f"t{uuid.uuid4().hex[:12]}")


def new_database(postgres: EmbeddedPostgres, template: str, name: str) -> str:
    """The URL of a copy of a template."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        # As files: as entries of the write-ahead log it takes five times as long.
        made = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
        connection.execute(made.encode())
    return postgres.url.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
async def engine_database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, "kinora_engine")
    yield database
    await database.close()


@pytest.fixture
async def app_database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, "kinora_app")
    yield database
    await database.close()

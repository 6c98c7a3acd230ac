"""The real service in this process, one for all tests of a module; each test has its own tenant.

Tests that use it are marked by `IN_ONE_LOOP`: its connections belong to the loop of the module.
"""

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio

from api.app import create_app
from api.identity.bootstrap import operator_key
from api.settings import Settings
from kinora_client import AsyncKinora
from media.ids import LOCAL_TENANT
from store.database import Database
from store.embedded import EmbeddedPostgres
from tests.clients.speaking import QUICK
from tests.conftest import new_database

IN_ONE_LOOP = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Enter:
    """The service's door."""

    http: httpx.AsyncClient
    operator_key: str

    def __call__(self, key: str) -> AsyncKinora:
        url = "http://kinora"
        return AsyncKinora(api_key=key, base_url=url, http_client=self.http, retries=QUICK)


@pytest.fixture(scope="module")
def settings(
    postgres: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("service")
    return Settings(
        database_url=new_database(postgres, template, f"t{uuid.uuid4().hex[:12]}"),
        objects_url=str(folder / "objects"),
        scratch=folder / "scratch",
        secrets=("a secret of the tests",),
        limits=False,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def entered(settings: Settings) -> AsyncIterator[Enter]:
    """Gives a client to whoever has a key."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport) as http:
        yield Enter(http, await operator_key(app.state.services, LOCAL_TENANT))
    await app.state.services.close()


@pytest.fixture(scope="module")
def operator(entered: Enter) -> AsyncKinora:
    """Whoever runs the platform."""
    return entered(entered.operator_key)


@pytest_asyncio.fixture(loop_scope="module")
async def client(
    entered: Enter, operator: AsyncKinora, request: pytest.FixtureRequest
) -> AsyncKinora:
    """The admin of a tenant that has the name of the test."""
    made = await operator.tenants.create(request.node.name)
    assert made.key.key not in repr(made)
    return entered(made.key.key)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine_database(settings: Settings) -> AsyncIterator[Database]:
    """The database as executors see it."""
    database = Database(settings.database_url, "kinora_engine")
    yield database
    await database.close()

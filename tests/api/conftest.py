"""The API on a real Postgres, asked in the same process; one operator's key and two tenants."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.identity.bootstrap import operator_key
from api.settings import Settings
from media.ids import LOCAL_TENANT


@dataclass
class Api:
    """A client that speaks as somebody."""

    client: httpx.AsyncClient
    key: str

    def as_(self, key: str) -> "Api":
        return Api(self.client, key)

    async def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        headers |= more.pop("headers", {})
        return await self.client.request(method, f"/v1{path}", headers=headers, **more)

    async def made(self, path: str, body: dict[str, Any], **more: Any) -> Any:
        answer = await self("POST", path, json=body, **more)
        assert answer.status_code in (200, 201, 202), answer.text
        return answer.json()

    async def got(self, path: str, **more: Any) -> Any:
        answer = await self("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        objects_url=str(tmp_path / "objects"),
        scratch=tmp_path / "scratch",
        secrets=("a secret of the tests",),
        limits=False,
    )


@pytest.fixture
async def operator(settings: Settings) -> AsyncIterator[Api]:
    """Whoever runs the platform: admin of the tenant `local`."""
    app = create_app(settings)
    key = await operator_key(app.state.services, LOCAL_TENANT)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        yield Api(client, key)
    await app.state.services.close()


@pytest.fixture
async def ours(operator: Api) -> Api:
    """The admin of a tenant."""
    return operator.as_((await operator.made("/tenants", {"name": "ours"}))["key"]["key"])


@pytest.fixture
async def theirs(operator: Api) -> Api:
    """The admin of another tenant."""
    return operator.as_((await operator.made("/tenants", {"name": "theirs"}))["key"]["key"])

"""A tenant with things in it, the workers' role, and what the workers are made of."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.services import Services
from api.settings import Settings
from store.database import Database
from tests.api.conftest import Api
from tests.api.worlds import PASSWORD


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    opened = Services.open(settings)
    yield opened
    await opened.close()


@pytest.fixture
async def keeper(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, "kinora_keeper", pool_size=2)
    yield database
    await database.close()


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[Database]:
    """Sees everything, for what tests look at from outside."""
    database = Database(database_url, "owner", pool_size=2)
    yield database
    await database.close()


class Person:
    """Somebody in a session."""

    def __init__(self, api: Api, signed_in: dict[str, Any], cookie: str, email: str) -> None:
        self.api = api.as_("")
        self.id = signed_in["user_id"]
        self.email = email
        self.headers = {
            "Cookie": f"kinora_session={cookie}", "X-CSRF-Token": signed_in["csrf_token"]
        }  # fmt: skip

    async def __call__(self, method: str, path: str, **more: Any) -> Any:
        return await self.api(method, path, headers=self.headers, **more)


async def joined(api: Api, email: str, role: str = "creator", name: str = "Ada Ley") -> None:
    """Make somebody a member."""
    invited = await api.made("/invitations", {"email": email, "role": role})
    acceptance = {"token": invited["token"], "name": name, "password": PASSWORD}
    await api.as_("").made("/invitations/accept", acceptance)
    api.client.cookies.clear()


async def signed_in(api: Api, email: str, tenant: str | None = None) -> Person:
    """Let somebody sign in, perhaps in one of several tenants."""
    body = {"email": email, "password": PASSWORD} | ({"tenant_id": tenant} if tenant else {})
    answer = await api.as_("")("POST", "/sessions", json=body)
    assert answer.status_code == 201, answer.text
    cookie = answer.cookies["kinora_session"]
    api.client.cookies.clear()
    return Person(api, answer.json(), cookie, email)


def error(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]

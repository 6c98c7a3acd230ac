"""People who sign in: a user of a tenant, and a browser that keeps his cookie."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from api.app import create_app
from api.identity.hashing import Hashing
from api.mail import Smtp
from api.services import Services
from api.settings import Settings
from store.repositories import members, users
from tests.api.conftest import Api
from tests.api.identity.mails import Post, post_office

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@dataclass
class Browser:
    """Keeps cookies, and sends the token that guards them."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"X-CSRF-Token": self.csrf} | more.pop("headers", {})
        return await self.client.request(method, f"/v1{path}", headers=headers, **more)

    async def sign_in(self, email: str, password: str = PASSWORD, **more: Any) -> httpx.Response:
        body = {"email": email, "password": password, **more}
        answer = await self("POST", "/sessions", json=body)
        if answer.status_code == 201:
            self.csrf = answer.json()["csrf_token"]
        return answer


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """A second process of the API on the same database."""
    app = create_app(settings)
    app.state.services = replace(app.state.services, hashing=Hashing(CHEAP))
    yield app
    await app.state.services.close()


@pytest.fixture
def services(app: FastAPI) -> Services:
    return app.state.services


@pytest.fixture
async def browsers(app: FastAPI) -> AsyncIterator[Callable[[], Browser]]:
    """Makes browsers."""
    opened: list[httpx.AsyncClient] = []

    def browser() -> Browser:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://kinora"))
        return Browser(opened[-1])

    yield browser
    for client in opened:
        await client.aclose()


@pytest.fixture
def browser(browsers: Callable[[], Browser]) -> Browser:
    return browsers()


Joining = Callable[..., Awaitable[uuid.UUID]]


@pytest.fixture
def join(services: Services) -> Joining:
    """Makes a user a member of a tenant: `await join(api, email, role)`."""

    async def join(api: Api, email: str, role: str = "creator") -> uuid.UUID:
        tenant = uuid.UUID((await api.got("/tenants/current"))["id"])
        kept = await services.hashing.hash(PASSWORD)
        async with services.gate.begin(None) as connection:
            user, _ = await users.create(connection, email=email, name="", password_hash=kept)
        async with services.app.begin(tenant) as connection:
            await members.add(connection, tenant=tenant, user_id=user.id, role=role)
        return user.id

    return join


@pytest.fixture
async def post(app: FastAPI, services: Services) -> AsyncIterator[Post]:
    """The mail server that the second process speaks to."""
    async with post_office() as post:
        mailer = Smtp(post.url, "kinora@example.com")
        app.state.services = replace(services, mailer=mailer)
        yield post

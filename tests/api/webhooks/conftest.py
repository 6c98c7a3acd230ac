"""Runs that write events as the executor does, and workers that deliver them."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func

from api.background import at_work
from api.services import Services
from api.settings import Settings
from api.webhooks.worker import Deliverer, Pace
from store.database import Database
from store.journal import Entry, Journal
from store.repositories import leases
from store.repositories import runs as run_rows
from tests.api.conftest import Api
from tests.api.webhooks.receiver import Receiver
from tests.servers import Server

QUICK = Pace(poll_s=0.1, breath_s=0.01, waits_s=(0.05,) * 10, within_s=5, lease_s=20)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Receivers of the tests are on this machine."""
    return Settings(
        database_url=database_url,
        objects_url=str(tmp_path / "objects"),
        scratch=tmp_path / "scratch",
        secrets=("a secret of the tests",),
        limits=False,
        allow_private=True,
    )


@pytest.fixture
async def services(settings: Settings) -> AsyncIterator[Services]:
    services = Services.open(settings)
    yield services
    await services.close()


Delivering = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
def delivering(services: Services) -> Delivering:
    """Has a worker deliver while it lasts; `pace` overrides `QUICK`."""

    def start(num: int = 1, **pace: Any) -> AbstractAsyncContextManager[None]:
        own = replace(QUICK, **pace)
        return at_work([Deliverer(services, pace=own) for _ in range(num)], again_s=0.1)

    return start


@dataclass(kw_only=True)
class Film:
    """A run under a lease, which tells what the executor would."""

    run_id: uuid.UUID
    journal: Journal

    async def tell(self, *events: tuple[str, dict[str, Any]]) -> None:
        await self.journal.put(Entry(events=events))

    async def start(self, epoch: int = 1) -> None:
        await self.tell(("run.started", {"epoch": epoch}))

    async def wait(self, node: str = "approve", reason: str = "gate") -> None:
        data = {"node": node, "path": [], "reason": reason, "until": None}
        await self.tell(("step.waiting", data))

    async def end(self, state: str = "succeeded", error: dict[str, Any] | None = None) -> None:
        change = {"state": state, "lease_owner": None, "finished_at": func.now()}
        ended = ("run.ended", {"state": state, "error": error})
        await self.journal.put(Entry(run=change, events=(ended,)))


Shoot = Callable[[Api], Awaitable[Film]]


@pytest.fixture
async def shoot(app_database: Database, engine_database: Database) -> AsyncIterator[Shoot]:
    """Begins a run of whoever is given."""
    films: list[Film] = []

    async def begin(api: Api) -> Film:
        tenant = uuid.UUID((await api.got("/tenants/current"))["id"])
        async with app_database.begin(tenant) as connection:
            run_id = await run_rows.submit(
                connection, tenant=tenant, project="pier", request="r", exclusive=False,
                flow={"nodes": [{"id": "plan"}, {"id": "say", "each": "plan.shots"}]},
            )  # fmt: skip
        async with engine_database.begin(None) as connection:
            claim = await leases.claim(connection, owner="e/x")
        assert claim is not None and claim.run_id == run_id
        journal = Journal(engine_database, tenant=tenant, run_id=run_id, epoch=claim.epoch)
        films.append(Film(run_id=run_id, journal=journal))
        return films[-1]

    yield begin
    for film in films:
        await film.journal.close()


async def hooked(api: Api, server: Server, receiver: Receiver, **more: Any) -> str:
    """An endpoint for a receiver; its id."""
    made = await api.made("/webhooks", {"name": "hook", "url": server.url("/hook"), **more})
    receiver.secret = made["secret"]
    return made["id"]


async def play(film: Film) -> None:
    """A run that starts, waits for its director twice, and ends."""
    await film.start()
    await film.wait("approve")
    await film.wait("approve_again")
    await film.end()


WHOLE = [(1, "run.started"), (2, "run.waiting"), (3, "run.waiting"), (4, "run.succeeded")]


async def sent(api: Api, hook: str, **params: str) -> list[dict[str, Any]]:
    return (await api.got(f"/webhooks/{hook}/deliveries", params=params))["items"]


async def settled(api: Api, hook: str) -> dict[str, Any]:
    """The first message, once something came of it."""
    async with asyncio.timeout(10):
        while True:
            found = await sent(api, hook)
            if found and found[-1]["last_status"]:
                return found[-1]
            await asyncio.sleep(0.05)

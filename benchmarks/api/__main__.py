"""How fast the API answers, beside a bare FastAPI insert: `python -m benchmarks.api`.

One process each, one Postgres, loads by wrk at 1, 32 and 128 connections. Goals: a submitted run
takes at most twice a bare insert; events reach a client within 50 ms at p95; memory stays.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import psutil

from api.identity.bootstrap import operator_key
from api.services import Services
from api.settings import Settings
from benchmarks.api.load import load
from benchmarks.driving import say
from cli.up import ROLES, USER
from media.ids import LOCAL_TENANT
from store.database import Database
from store.embedded import EmbeddedPostgres
from store.logins import login
from store.migrate import migrate
from tests.api.runs import ended, event, journalled
from tests.api.served import served

CONNECTIONS = (1, 32, 128)
SECONDS = 8
MOST_TIMES, MOST_EVENT_MS = 2.0, 50.0
EVENTS, EVENT_EVERY_S = 400, 0.02
MOST_A_MINUTE = 1_000_000
"""The key's rate: every request is counted, and none refused."""
HOUR = 3600 * 10
"""Requests of an hour, at ten a second."""
RUN = {"project": "load", "flow": {"nodes": [{"id": "a", "type": "sample.number"}]}}


def main() -> int:
    """Measure and print; 0 if every goal was reached."""
    with tempfile.TemporaryDirectory(prefix="kinora-api-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = EmbeddedPostgres(folder / "home")
        url = server.start()
        try:
            migrate(url)
            return _measured(url, folder)
        finally:
            server.stop()


def _measured(url: str, folder: Path) -> int:
    mine = login(url, USER, "measured", ROLES)
    operator = asyncio.run(_key(mine, folder))
    with ExitStack() as stack:
        told = {"KINORA_LIMITS": "1", "KINORA_MAX_QUEUED": "1000000"}
        api = stack.enter_context(served(mine, folder, **told))
        peer = stack.enter_context(served(url, folder, module="benchmarks.api.bare"))
        key = _made(api, operator, "keys", name="load", per_minute=MOST_A_MINUTE)["key"]
        project = _made(api, key, "projects", name="load")["id"]
        good = True
        for connections in CONNECTIONS:
            _told("read", load(f"{api}/v1/projects/{project}", key, connections=connections,
                               seconds=SECONDS), connections)  # fmt: skip
            bare = load(f"{peer}/runs", key, connections=connections, seconds=SECONDS, body=RUN)
            _told("bare insert", bare, connections)
            ours = load(f"{api}/v1/runs", key, connections=connections, seconds=SECONDS, body=RUN)
            _told("submit", ours, connections)
            times = ours["p50_ms"] / bare["p50_ms"]
            say(what="submit against bare", connections=connections, times=round(times, 2))
            good &= times <= MOST_TIMES and not ours["errors"]
        good &= asyncio.run(_events(url, api, key))
        _memory(api, key, project)
    return 0 if good else 1


def _made(api: str, key: str, what: str, **body: Any) -> dict[str, Any]:
    answer = httpx.post(f"{api}/v1/{what}", json=body, headers={"Authorization": f"Bearer {key}"})
    return answer.raise_for_status().json()


def _told(what: str, found: dict[str, float], connections: int) -> None:
    say(
        what=what, connections=connections, per_s=round(found["requests"] / found["seconds"]),
        p50_ms=round(found["p50_ms"], 2), p95_ms=round(found["p95_ms"], 2),
        p99_ms=round(found["p99_ms"], 2), errors=int(found["errors"]),
    )  # fmt: skip


async def _key(url: str, folder: Path) -> str:
    settings = Settings(
        database_url=url, objects_url=str(folder / "objects"), scratch=folder, secrets=("m",)
    )
    services = Services.open(settings)
    key = await operator_key(services, LOCAL_TENANT)
    await services.close()
    return key


async def _events(url: str, api: str, key: str) -> bool:
    """From before an event is committed to when a client has it."""
    headers = {"Authorization": f"Bearer {key}"}
    made = httpx.post(f"{api}/v1/runs", json=RUN, headers=headers).json()
    run_id = uuid.UUID(made["id"])
    database = Database(url, "kinora_engine")
    late: list[float] = []

    async def follow() -> None:
        async with (
            httpx.AsyncClient(timeout=60) as client,
            client.stream("GET", f"{api}/v1/runs/{run_id}/events", headers=headers) as stream,
        ):
            async for sent_at in _sent(stream.aiter_lines()):
                late.append(1000 * (time.time() - sent_at))

    async with journalled(database, LOCAL_TENANT, run_id) as journal:
        following = asyncio.create_task(follow())
        await asyncio.sleep(1)
        for _ in range(EVENTS):
            await journal.put(event("measured", sent_at=time.time()))
            await asyncio.sleep(EVENT_EVERY_S)
        await journal.put(ended())
        await following
    await database.close()
    cuts = quantiles(late, n=100)
    say(what="event", events=len(late), p50_ms=round(cuts[49], 1), p95_ms=round(cuts[94], 1),
        p99_ms=round(cuts[98], 1))  # fmt: skip
    return cuts[94] <= MOST_EVENT_MS and len(late) == EVENTS


async def _sent(lines: AsyncIterator[str]) -> AsyncIterator[float]:
    async for line in lines:
        if line.startswith("data: ") and "sent_at" in line:
            yield json.loads(line.removeprefix("data: "))["sent_at"]


def _memory(api: str, key: str, project: str) -> None:
    port = int(api.rpartition(":")[2])
    process = next(
        psutil.Process(one.pid)
        for one in psutil.net_connections("tcp")
        if one.status == "LISTEN" and one.laddr and one.laddr.port == port and one.pid
    )
    before = process.memory_info().rss
    asked = 0.0
    while asked < HOUR:
        asked += load(f"{api}/v1/projects/{project}", key, connections=32, seconds=10)["requests"]
    after = process.memory_info().rss
    say(what="memory", requests=int(asked), before_mb=before >> 20, after_mb=after >> 20)


if __name__ == "__main__":
    sys.exit(main())

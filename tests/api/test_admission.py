"""Guards the door against too much: quotas of tenants, the queue of all, the seats of a process."""

import asyncio
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.app import create_app
from api.identity.bootstrap import operator_key
from api.seats import Seats
from api.settings import Settings, from_environment
from media.errors import InputError
from media.ids import LOCAL_TENANT
from store.database import Database
from tests.api.conftest import Api
from tests.api.worlds import FLOW

UPLOAD = {"name": "a.png", "kind": "image", "num_bytes": 600_000}
RUN = {"flow": FLOW}


async def _share(operator: Api, tenant: str, **limits: Any) -> None:
    answer = await operator("PUT", f"/tenants/{tenant}/share", json=limits)
    assert answer.status_code == 200, answer.text


async def test_storage_ends_where_the_operator_says(operator: Api, ours: Api) -> None:
    tenant = (await ours.got("/tenants/current"))["id"]
    await _share(operator, tenant, max_storage_bytes=1_000_000)
    assert (await ours("POST", "/uploads", json=UPLOAD)).status_code == 201
    assert (await ours.got("/quota"))["storage_bytes"] == 600_000
    await _share(operator, tenant, max_storage_bytes=1_000_000)
    refused = await ours("POST", "/uploads", json=UPLOAD)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "STORAGE_QUOTA")
    assert (await ours("POST", "/runs", json=RUN)).status_code == 202
    await _share(operator, tenant, max_storage_bytes=600_000)
    full = await ours("POST", "/runs", json=RUN)
    assert (full.status_code, full.json()["error"]["code"]) == (403, "STORAGE_QUOTA")
    await _share(operator, tenant)
    assert (await ours("POST", "/runs", json=RUN)).status_code == 202


_USED = text("""
INSERT INTO ledger (id, tenant_id, project, run_id, node, path, engine, kind, gpu_ms, created_at)
VALUES (gen_random_uuid(), :tenant, 'p', gen_random_uuid(), 'a', '{}', 'x', 'use', :gpu_ms,
    date_trunc('month', now(), 'UTC') + :offset * interval '1 second')
""")


async def test_gpu_time_is_counted_by_the_month(
    operator: Api, ours: Api, theirs: Api, settings: Settings
) -> None:
    tenant = uuid.UUID((await ours.got("/tenants/current"))["id"])
    engine = Database(settings.database_url, "kinora_engine")
    async with engine.begin(tenant) as connection:
        for gpu_ms, offset in ((9_000_000, -1), (7_500, 0)):
            values = {"tenant": tenant, "gpu_ms": gpu_ms, "offset": offset}
            await connection.execute(_USED, values)
    await engine.close()
    assert (await ours.got("/quota"))["gpu_seconds"] == 7.5
    assert (await theirs.got("/quota"))["gpu_seconds"] == 0
    await _share(operator, str(tenant), max_gpu_seconds=8)
    assert (await ours("POST", "/runs", json=RUN)).status_code == 202
    await _share(operator, str(tenant), max_gpu_seconds=7)
    refused = await ours("POST", "/films", json={"script": "The boat left."})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "GPU_QUOTA")
    assert (await theirs("POST", "/runs", json=RUN)).status_code == 202


async def test_the_queue_of_all_is_bounded(settings: Settings) -> None:
    app = create_app(replace(settings, max_queued=1))
    key = await operator_key(app.state.services, LOCAL_TENANT)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        operator = Api(client, key)
        assert (await operator("POST", "/runs", json=RUN)).status_code == 202
        await asyncio.sleep(1.1)
        full = await operator("POST", "/runs", json=RUN)
        assert (full.status_code, full.json()["error"]["code"]) == (503, "OVERLOADED")
        assert int(full.headers["retry-after"]) >= 1
        assert (await operator("GET", "/runs")).status_code == 200
    await app.state.services.close()


async def test_more_than_there_are_seats_come_back_later(settings: Settings) -> None:
    app = create_app(replace(settings, max_requests=2))
    key = await operator_key(app.state.services, LOCAL_TENANT)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kinora") as client:
        operator = Api(client, key)
        answers = await asyncio.gather(*(operator("GET", "/me") for _ in range(5)))
        assert [answer.status_code for answer in answers] == [200, 200, 503, 503, 503]
        away = answers[2]
        assert away.json()["error"]["code"] == "OVERLOADED"
        assert (away.headers["retry-after"], "x-request-id" in away.headers) == ("1", True)
        assert (await operator("GET", "/me")).status_code == 200
    await app.state.services.close()


def test_a_seat_is_left_once() -> None:
    seats = Seats(1)
    seat = seats.take()
    assert seat is not None
    assert seats.take() is None
    seat.leave()
    seat.leave()
    assert seats.free == 1


def test_a_bound_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KINORA_MAX_QUEUED", "many")
    with pytest.raises(InputError, match="KINORA_MAX_QUEUED"):
        from_environment(
            database_url="", objects_url="", scratch=tmp_path, secret="s", public_url=""
        )

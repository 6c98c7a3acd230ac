"""Guards events: a snapshot first, then each event once and in order, across broken connections."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from api.app import create_app
from api.identity import standing
from api.settings import Settings
from store.database import Database
from tests.api.conftest import Api
from tests.api.runs import ended, event, journalled
from tests.api.worlds import FLOW

DEADLINE_S = 20


@pytest.fixture
async def url(settings: Settings) -> AsyncIterator[str]:
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings), port=0, log_config=None, timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(DEADLINE_S):
        while not server.started:
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


async def submitted(api: Api, project: str = "boats") -> tuple[uuid.UUID, uuid.UUID]:
    """(tenant, run)."""
    tenant = uuid.UUID((await api.got("/me"))["tenant_id"])
    run = await api.made("/runs", {"flow": FLOW, "project": project})
    return tenant, uuid.UUID(run["id"])


async def streamed(
    url: str,
    key: str,
    run_id: uuid.UUID,
    last: int | None,
    most: int = 1000,
    seen: list[tuple[int, str, dict[str, Any]]] | None = None,
) -> list[tuple[int, str, dict[str, Any]]]:
    """Events of one connection, which is broken off after `most`."""
    seen = [] if seen is None else seen
    headers = {"Authorization": f"Bearer {key}"}
    if last is not None:
        headers["Last-Event-ID"] = str(last)
    fields: dict[str, str] = {}
    async with (
        asyncio.timeout(DEADLINE_S),
        httpx.AsyncClient(timeout=DEADLINE_S) as client,
        client.stream("GET", f"{url}/v1/runs/{run_id}/events", headers=headers) as stream,
    ):
        assert stream.status_code in (200, 204)
        async for line in stream.aiter_lines():
            name, _, value = line.partition(": ")
            fields[name] = value
            if not line and "id" in fields:
                seen.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
                fields = {}
                if len(seen) == most:
                    break
    return seen


async def test_a_stream_begins_with_what_is_and_goes_on_with_what_comes(
    ours: Api, url: str, engine_database: Database
) -> None:
    tenant, run_id = await submitted(ours)
    async with journalled(engine_database, tenant, run_id) as journal:
        await journal.put(event("run.started"))
        seen: list[tuple[int, str, dict[str, Any]]] = []
        following = asyncio.create_task(streamed(url, ours.key, run_id, None, seen=seen))
        async with asyncio.timeout(DEADLINE_S):
            while not seen:
                await asyncio.sleep(0.01)
        for number in range(3):
            await journal.put(event("step.ended", number=number))
        await journal.put(ended())
        await following
    assert [(seq, kind) for seq, kind, _ in seen] == [
        (1, "snapshot"), (2, "step.ended"), (3, "step.ended"), (4, "step.ended"), (5, "run.ended"),
    ]  # fmt: skip
    assert seen[0][2]["state"] == "running"


async def test_whoever_comes_back_misses_nothing_and_sees_nothing_twice(
    ours: Api, url: str, engine_database: Database
) -> None:
    tenant, run_id = await submitted(ours)
    seen: list[tuple[int, str, dict[str, Any]]] = []
    async with journalled(engine_database, tenant, run_id) as journal:

        async def write() -> None:
            for number in range(60):
                await journal.put(event("step.ended", number=number))
                await asyncio.sleep(0.005)
            await journal.put(ended())

        writing = asyncio.create_task(write())
        while not seen or seen[-1][1] != "run.ended":
            seen += await streamed(url, ours.key, run_id, seen[-1][0] if seen else 0, most=7)
        await writing
    assert [seq for seq, _, _ in seen] == list(range(1, 62))
    assert await streamed(url, ours.key, run_id, 61) == []


class Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def say(self, **message: Any) -> None:
        await self._connection.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(DEADLINE_S):
            return json.loads(await self._connection.recv())

    async def events(self, number: int) -> list[tuple[str, int, str]]:
        return [
            (told["run"], told["seq"], told["event"])
            for told in [await self.hear() for _ in range(number)]
        ]


def address(url: str) -> str:
    return url.replace("http", "ws") + "/v1/socket"


async def test_a_socket_follows_projects(ours: Api, url: str, engine_database: Database) -> None:
    tenant, first = await submitted(ours)
    _, other = await submitted(ours, "trains")
    headers = {"Authorization": f"Bearer {ours.key}"}
    async with connect(address(url), additional_headers=headers) as connection:
        socket = Socket(connection)
        assert (await socket.hear())["type"] == "connected"
        await socket.say(type="subscribe", project="boats")
        snapshot = await socket.hear()
        assert [(run["id"], run["last_seq"]) for run in snapshot["runs"]] == [(str(first), 0)]
        _, second = await submitted(ours)
        async with (
            journalled(engine_database, tenant, first) as one,
            journalled(engine_database, tenant, second) as two,
            journalled(engine_database, tenant, other) as three,
        ):
            await three.put(event("run.started"))
            await one.put(event("run.started"))
            assert await socket.events(1) == [(str(first), 1, "run.started")]
            await two.put(event("run.started"))
            assert await socket.events(1) == [(str(second), 1, "run.started")]
            await socket.say(type="unsubscribe", project="boats")
            assert (await socket.hear())["type"] == "unsubscribed"
            await one.put(event("step.ended"))
            await socket.say(type="subscribe", project="boats", after={str(first): 1})
            assert (await socket.hear())["type"] == "subscribed"
            await two.put(ended())
            seen = await socket.events(2)
            assert sorted(seen, key=lambda told: told[2]) == [
                (str(second), 2, "run.ended"), (str(first), 2, "step.ended")
            ]  # fmt: skip


async def test_a_socket_shows_nothing_of_others(ours: Api, theirs: Api, url: str) -> None:
    await submitted(theirs)
    async with connect(address(url)) as connection:
        socket = Socket(connection)
        await socket.say(type="authenticate", key=ours.key)
        assert (await socket.hear())["type"] == "connected"
        await socket.say(type="subscribe", project="boats")
        assert (await socket.hear())["runs"] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"type": "authenticate", "key": "kin_0000000000_none"}, "UNAUTHENTICATED"),
        ({"type": "subscribe", "project": "boats"}, "INVALID_INPUT"),
    ],
)
async def test_a_socket_is_for_those_who_are_known(url: str, said: Any, code: str) -> None:
    async with connect(address(url)) as connection:
        socket = Socket(connection)
        await socket.say(**said)
        assert (await socket.hear())["code"] == code
        with pytest.raises(Exception, match="1008"):
            await connection.recv()


async def test_what_is_no_message_is_told_and_the_socket_goes_on(ours: Api, url: str) -> None:
    headers = {"Authorization": f"Bearer {ours.key}"}
    async with connect(address(url), additional_headers=headers) as connection:
        socket = Socket(connection)
        await socket.hear()
        for wrong in ("no json", "[]", '{"type": "shout"}', '{"type": "subscribe"}'):
            await connection.send(wrong)
            assert (await socket.hear())["code"] == "INVALID_INPUT"
        await socket.say(type="ping")
        assert (await socket.hear())["type"] == "pong"


async def test_who_is_shut_out_hears_no_more(
    ours: Api, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "EVERY_S", 0.2)
    _, run_id = await submitted(ours)
    made = await ours.made("/keys", {"name": "listener"})
    headers = {"Authorization": f"Bearer {made['key']}"}
    async with connect(address(url), additional_headers=headers) as connection:
        socket = Socket(connection)
        assert (await socket.hear())["type"] == "connected"
        following = asyncio.create_task(streamed(url, made["key"], run_id, None))
        await asyncio.sleep(0.5)
        assert not following.done()
        assert (await ours("DELETE", f"/keys/{made['id']}")).is_success
        assert (await socket.hear())["code"] == "UNAUTHENTICATED"
        with pytest.raises(ConnectionClosed, match="1008"):
            await connection.recv()
        assert [kind for _, kind, _ in await following] == ["snapshot"]

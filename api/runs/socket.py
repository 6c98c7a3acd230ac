"""Events of whole projects over one WebSocket: subscribe, unsubscribe, and go on after a break.

    client: {"type": "authenticate", "key": "kin_…"}    first, where no header or cookie is sent
            {"type": "subscribe", "project": "<id>", "after": {"<run>": 17}}
            {"type": "unsubscribe", "project": "<id>"}
            {"type": "ping"}
    server: {"type": "connected"}
            {"type": "subscribed", "project", "runs": [...]}, {"type": "unsubscribed", "project"}
            {"type": "event", "project", "run", "seq", "event", "data"}
            {"type": "pong"}, {"type": "error", "code", "message"}

`subscribed` is the snapshot: the project's latest runs, each with the number of its last event. Its
events follow from there, or from the numbers that `after` gives: none is missed, none sent twice.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.errors import Unauthenticated
from api.identity.entering import enter_socket
from api.identity.principal import Principal
from api.identity.standing import Standing
from api.kit.model import Text
from api.runs.hub import Follower
from api.runs.views import run_view
from api.services import Services
from media.errors import InputError, KinoraError
from store.repositories import events, runs, steps

router = APIRouter()

GREETING_S = 10.0
"""How long a client may take to say who he is."""
POLL_S = 2.0
MOST_PROJECTS = 100
LATEST = 20
"""Runs of a project that a snapshot shows, and that are followed from there."""
POLICY_VIOLATION = 1008
Name = Annotated[Text, Field(min_length=1, max_length=200)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Authenticate(_Message):
    """Who the client is."""

    type: Literal["authenticate"]
    key: Annotated[Text, Field(max_length=200)]


class Subscribe(_Message):
    """Follow a project."""

    type: Literal["subscribe"]
    project: Name
    after: Annotated[dict[uuid.UUID, int], Field(max_length=1000)] = Field(default_factory=dict)


class Unsubscribe(_Message):
    """Follow it no more."""

    type: Literal["unsubscribe"]
    project: Name


class Ping(_Message):
    """Is anybody there?"""

    type: Literal["ping"]


_READER: TypeAdapter[Subscribe | Unsubscribe | Ping] = TypeAdapter(
    Annotated[Subscribe | Unsubscribe | Ping, Field(discriminator="type")]
)


@router.websocket("/socket")
async def socket(websocket: WebSocket) -> None:
    """See the module."""
    await websocket.accept()
    try:
        principal = await _principal(websocket)
    except (KinoraError, TimeoutError, ValidationError) as error:
        await websocket.send_json(_error(error))
        await websocket.close(POLICY_VIOLATION)
        return
    except WebSocketDisconnect:
        return
    services: Services = websocket.app.state.services
    await _Session(websocket, services, principal).run()


async def _principal(websocket: WebSocket) -> Principal:
    """Who connects: by what came with the request, else by his first message."""
    if "authorization" in websocket.headers or websocket.cookies:
        return await enter_socket(websocket)
    async with asyncio.timeout(GREETING_S):
        said = Authenticate.model_validate_json(await websocket.receive_text())
    return await enter_socket(websocket, key=said.key)


@dataclass
class _Session:
    """One client's subscriptions."""

    websocket: WebSocket
    services: Services
    principal: Principal
    seen: dict[uuid.UUID, int] = field(default_factory=dict[uuid.UUID, int])
    """The last event that was sent, by run."""
    projects: dict[str, set[uuid.UUID]] = field(default_factory=dict[str, set[uuid.UUID]])
    """The runs that are followed, by project."""
    foreign: set[uuid.UUID] = field(default_factory=set[uuid.UUID])
    """Runs that are of no project that is followed, so that they are not looked up again."""

    async def run(self) -> None:
        """Until the client goes."""
        await self.websocket.send_json({"type": "connected"})
        with self.services.hub.follow(None) as follower:
            async with asyncio.TaskGroup() as group:
                sending = group.create_task(self._send(follower))
                try:
                    await self._listen(follower)
                except WebSocketDisconnect:
                    # The client has gone: nobody is left to tell.
                    follower.wake(None)
                finally:
                    sending.cancel()

    async def _listen(self, follower: Follower) -> None:
        while True:
            text = await self.websocket.receive_text()
            try:
                await self._heard(_READER.validate_json(text))
            except (ValidationError, KinoraError) as error:
                await self.websocket.send_json(_error(error))
            follower.wake(None)

    async def _heard(self, message: Subscribe | Unsubscribe | Ping) -> None:
        match message:
            case Ping():
                await self.websocket.send_json({"type": "pong"})
            case Unsubscribe(project=project):
                for run_id in self.projects.pop(project, ()):
                    self.seen.pop(run_id, None)
                await self.websocket.send_json({"type": "unsubscribed", "project": project})
            case Subscribe():
                await self._subscribe(message)

    async def _subscribe(self, message: Subscribe) -> None:
        if len(self.projects) >= MOST_PROJECTS:
            raise InputError(f"{MOST_PROJECTS} projects are followed", "leave some", "project")
        async with self.services.app.begin(self.principal.tenant) as connection:
            rows = await runs.page(connection, before=None, limit=LATEST, project=message.project)
            counts = await steps.states(connection, [row.id for row in rows])
        self.foreign.clear()
        self.projects[message.project] = {row.id for row in rows}
        for row in rows:
            last: int = row.next_seq - 1
            self.seen[row.id] = message.after.get(row.id, last)
        views = [run_view(row, counts[row.id]).model_dump(mode="json") for row in rows]
        await self.websocket.send_json(
            {
                "type": "subscribed",
                "project": message.project,
                "runs": [
                    view | {"last_seq": row.next_seq - 1}
                    for view, row in zip(views, rows, strict=True)
                ],
            }
        )

    async def _send(self, follower: Follower) -> None:
        standing = Standing(self.services.gate, self.principal)
        while await standing.lasts():
            named = await follower.wait(POLL_S)
            await self._find(named)
            # After a wake-up that names nothing, or none at all, each may have something.
            wanted = [run_id for run_id in self.seen if not named or run_id in named]
            for run_id in wanted:
                async for told in self._behind(run_id):
                    await self.websocket.send_text(told)
        await self.websocket.send_json(_error(Unauthenticated("the key or session has ended")))
        await self.websocket.close(POLICY_VIOLATION)

    async def _find(self, named: set[uuid.UUID]) -> None:
        """Take up runs that were submitted since their project was subscribed."""
        unknown = named - self.seen.keys() - self.foreign
        if not self.projects or (not unknown and named):
            return
        async with self.services.app.begin(self.principal.tenant) as connection:
            for project, followed in self.projects.items():
                rows = await runs.page(connection, before=None, limit=LATEST, project=project)
                for row in rows:
                    if row.id not in followed:
                        followed.add(row.id)
                        self.seen[row.id] = 0
        self.foreign |= unknown - self.seen.keys()

    async def _behind(self, run_id: uuid.UUID) -> AsyncIterator[str]:
        project = next(
            (name for name, followed in self.projects.items() if run_id in followed), None
        )
        if project is None:
            return
        async with self.services.app.begin(self.principal.tenant) as connection:
            rows = await events.after(connection, run_id=run_id, seq=self.seen[run_id])
        for row in rows:
            self.seen[run_id] = row.seq
            yield json.dumps(
                {
                    "type": "event", "project": project, "run": str(run_id), "seq": row.seq,
                    "event": row.type, "data": row.data | {"at": row.created_at.isoformat()},
                },
                separators=(",", ":"),
            )  # fmt: skip


def _error(error: Exception) -> dict[str, Any]:
    if isinstance(error, KinoraError):
        return {"type": "error", "code": error.code, "message": str(error)}
    if isinstance(error, TimeoutError):
        said = f"nobody said who he is within {GREETING_S:.0f} s"
        return {"type": "error", "code": "UNAUTHENTICATED", "message": said}
    return {"type": "error", "code": "INVALID_INPUT", "message": "this is no message: see the API"}

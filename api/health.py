"""Whether this process lives, and whether all that it needs answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import text

from api.services import Services
from store.database import Database

TIMEOUT_S = 2.0
State = Literal["ok", "down"]
router = APIRouter(tags=["health"])


class Health(BaseModel):
    """This process."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Each thing that requests need."""

    status: State
    database: State
    gate: State
    objects: State


@router.get("/healthz", summary="Whether the process lives", operation_id="health")
async def healthz() -> Health:
    """Answers as long as the process does."""
    return Health()


@router.get(
    "/readyz",
    summary="Whether it can serve",
    operation_id="ready",
    responses={503: {"model": Readiness, "description": "Something does not answer"}},
)
async def readyz(request: Request, response: Response) -> Readiness:
    """Asks the database under both roles, and the object store."""
    services: Services = request.app.state.services
    app, gate, objects = await asyncio.gather(
        _within(_asked(services.app)),
        _within(_asked(services.gate)),
        _within(asyncio.to_thread(services.objects.ping)),
    )
    status: State = "ok" if app == gate == objects == "ok" else "down"
    if status == "down":
        response.status_code = 503
    return Readiness(status=status, database=app, gate=gate, objects=objects)


async def _asked(database: Database) -> None:
    async with database.begin(None) as connection:
        await connection.execute(text("SELECT 1"))


async def _within(question: Awaitable[None]) -> State:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await question
    except Exception:
        # Whatever the fault is, the dependency does not serve; its own log says why.
        return "down"
    return "ok"

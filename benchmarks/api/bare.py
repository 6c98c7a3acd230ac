"""The peer: the least that FastAPI does to insert a row for a checked body into that Postgres."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel

POOL_SIZE = 8
TABLE = "CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, project text, flow jsonb)"


class Run(BaseModel):
    """What is inserted."""

    project: str
    flow: dict[str, Any]


@asynccontextmanager
async def life(app: FastAPI) -> AsyncGenerator[None]:
    """Hold the pool as long as the application lives."""
    url = os.environ["KINORA_DATABASE_URL"]
    async with AsyncConnectionPool(url, min_size=POOL_SIZE, max_size=POOL_SIZE) as pool:
        async with pool.connection() as connection:
            await connection.execute(TABLE)
        app.state.pool = pool
        yield


app = FastAPI(lifespan=life)


@app.get("/readyz")
async def ready() -> dict[str, str]:
    """Answers once the pool is there."""
    return {"status": "ok"}


@app.post("/runs", status_code=202)
async def create(request: Request, body: Run) -> dict[str, str]:
    """One insert in one transaction."""
    made = uuid.uuid4()
    async with request.app.state.pool.connection() as connection:
        await connection.execute(
            "INSERT INTO bare VALUES (%s, %s, %s)", [made, body.project, json.dumps(body.flow)]
        )
    return {"id": str(made)}


if __name__ == "__main__":
    host, _, port = os.environ["KINORA_BIND"].rpartition(":")
    uvicorn.run(app, host=host, port=int(port), log_level="error", access_log=False)

"""A run whose events a test writes itself, as an executor does: through the journal."""

import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import update

from store.database import Database
from store.journal import Entry, Journal
from store.tables.runs import runs

EPOCH = 7


@asynccontextmanager
async def journalled(
    database: Database, tenant: uuid.UUID, run_id: uuid.UUID
) -> AsyncGenerator[Journal]:
    """The journal of a run that this test drives."""
    async with database.begin(tenant) as connection:
        await connection.execute(
            update(runs).where(runs.c.id == run_id).values(state="running", epoch=EPOCH)
        )
    journal = Journal(database, tenant=tenant, run_id=run_id, epoch=EPOCH)
    try:
        yield journal
    finally:
        await journal.close()


def event(kind: str, **data: Any) -> Entry:
    return Entry(events=((kind, data),))


def ended(state: str = "succeeded") -> Entry:
    return Entry(run={"state": state}, events=(("run.ended", {"state": state, "error": None}),))

"""Video jobs as rows, each with its run."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.runs import runs
from store.tables.videos import videos

AnyRow = Row[*tuple[Any, ...]]
OF_RUN = ("state", "error", "outputs", "finished_at")


async def note(
    connection: AsyncConnection, *, tenant: uuid.UUID, run_id: uuid.UUID, values: Mapping[str, Any]
) -> None:
    """Say what a run makes; again is nothing."""
    made = insert(videos).values(run_id=run_id, tenant_id=tenant, **values)
    await connection.execute(made.on_conflict_do_nothing(index_elements=[videos.c.run_id]))


async def get(connection: AsyncConnection, run_id: uuid.UUID) -> AnyRow | None:
    """A video that is not deleted, and how its run stands."""
    return (await connection.execute(_both().where(videos.c.run_id == run_id))).one_or_none()


async def page(
    connection: AsyncConnection, *, after: uuid.UUID | None, limit: int, oldest_first: bool
) -> Sequence[AnyRow]:
    """Videos by their time; ids of runs go by that.

    Args:
        connection: of the tenant.
        after: the last one of the page before.
        limit: how many.
        oldest_first: else the newest.
    """
    place = videos.c.run_id
    wanted = _both().order_by(place if oldest_first else place.desc()).limit(limit)
    if after is not None:
        wanted = wanted.where(place > after if oldest_first else place < after)
    return (await connection.execute(wanted)).all()


async def forget(connection: AsyncConnection, run_id: uuid.UUID) -> None:
    """Delete a video; its run stays, and ends when it is told to."""
    await connection.execute(delete(videos).where(videos.c.run_id == run_id))


def _both() -> Any:
    joined = videos.join(runs, runs.c.id == videos.c.run_id)
    return select(*videos.c, *(runs.c[name] for name in OF_RUN)).select_from(joined)

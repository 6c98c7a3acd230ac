"""Flows deployed as APIs, with their releases and jobs. An API itself is a document."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.apis import apis, jobs, releases
from store.tables.runs import runs

AnyRow = Row[*tuple[Any, ...]]


async def get(connection: AsyncConnection, slug: str, *, lock: bool = False) -> AnyRow | None:
    """A living API; nobody else changes it if it is locked."""
    wanted = select(apis).where(apis.c.slug == slug, apis.c.deleted_at.is_(None))
    if lock:
        wanted = wanted.with_for_update()
    return (await connection.execute(wanted)).one_or_none()


async def existing(connection: AsyncConnection, slugs: Collection[str]) -> set[str]:
    """Those of some slugs that have an API."""
    wanted = select(apis.c.slug).where(apis.c.slug.in_(slugs), apis.c.deleted_at.is_(None))
    return set((await connection.execute(wanted)).scalars())


async def release(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    api_id: uuid.UUID,
    release_id: uuid.UUID,
    made_by: str,
    values: Mapping[str, Any],
) -> AnyRow:
    """Write the next release of an API that is locked, or find the one that has this id.

    Args:
        connection: of the tenant.
        tenant: whose.
        api_id: of which API.
        release_id: its id.
        made_by: who.
        values: its flow, the schemas of its ports, a note.
    """
    last = await connection.scalar(
        select(func.coalesce(func.max(releases.c.number), 0)).where(releases.c.api_id == api_id)
    )
    made = insert(releases).values(
        id=release_id, tenant_id=tenant, api_id=api_id, number=(last or 0) + 1, made_by=made_by,
        **values,
    )  # fmt: skip
    await connection.execute(made.on_conflict_do_nothing(index_elements=[releases.c.id]))
    return (await connection.execute(select(releases).where(releases.c.id == release_id))).one()


async def released(connection: AsyncConnection, api_id: uuid.UUID, number: int) -> AnyRow | None:
    """A release by its number."""
    wanted = select(releases).where(releases.c.api_id == api_id, releases.c.number == number)
    return (await connection.execute(wanted)).one_or_none()


async def releases_page(
    connection: AsyncConnection, api_id: uuid.UUID, *, before: int | None, limit: int
) -> Sequence[AnyRow]:
    """An API's releases, the latest first, without their flows."""
    columns = [column for column in releases.c if column.name != "flow"]
    wanted = select(*columns).where(releases.c.api_id == api_id)
    if before is not None:
        wanted = wanted.where(releases.c.number < before)
    return (await connection.execute(wanted.order_by(releases.c.number.desc()).limit(limit))).all()


async def note_job(
    connection: AsyncConnection,
    *,
    tenant: uuid.UUID,
    run_id: uuid.UUID,
    api_id: uuid.UUID,
    number: int,
    made_by: str,
) -> None:
    """Say which call of which release a run is."""
    made = insert(jobs).values(
        run_id=run_id, tenant_id=tenant, api_id=api_id, number=number, made_by=made_by
    )
    await connection.execute(made.on_conflict_do_nothing(index_elements=[jobs.c.run_id]))


async def job(
    connection: AsyncConnection, api_id: uuid.UUID, run_id: uuid.UUID, *, made_by: str | None = None
) -> AnyRow | None:
    """A call's run, with the number of its release.

    Args:
        connection: of the tenant.
        api_id: of this API alone.
        run_id: the run.
        made_by: of this caller alone.
    """
    wanted = _jobs(api_id, made_by, [*runs.c]).where(jobs.c.run_id == run_id)
    return (await connection.execute(wanted)).one_or_none()


async def jobs_page(
    connection: AsyncConnection,
    api_id: uuid.UUID,
    *,
    made_by: str | None,
    before: uuid.UUID | None,
    limit: int,
) -> Sequence[AnyRow]:
    """An API's calls, the newest first, without flows and values."""
    large = ("flow", "inputs", "outputs")
    wanted = _jobs(api_id, made_by, [column for column in runs.c if column.name not in large])
    if before is not None:
        wanted = wanted.where(jobs.c.run_id < before)
    return (await connection.execute(wanted.order_by(jobs.c.run_id.desc()).limit(limit))).all()


def _jobs(api_id: uuid.UUID, made_by: str | None, columns: Sequence[Any]) -> Any:
    joined = jobs.join(runs, runs.c.id == jobs.c.run_id)
    wanted = select(jobs.c.number, *columns).select_from(joined).where(jobs.c.api_id == api_id)
    return wanted if made_by is None else wanted.where(jobs.c.made_by == made_by)

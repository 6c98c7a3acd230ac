"""How long a tenant keeps things, and whose turn it is to see to that."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.governance import chores, retentions

AnyRow = Row[*tuple[Any, ...]]


async def get(
    connection: AsyncConnection, tenant: uuid.UUID, *, lock: bool = False
) -> AnyRow | None:
    """What a tenant has said, if it has."""
    wanted = select(retentions).where(retentions.c.tenant_id == tenant)
    found = await connection.execute(wanted.with_for_update() if lock else wanted)
    return found.one_or_none()


async def put(
    connection: AsyncConnection, *, tenant: uuid.UUID, made_by: str, values: Mapping[str, Any]
) -> AnyRow:
    """Say it."""
    made = insert(retentions).values(tenant_id=tenant, made_by=made_by, **values)
    said = made.on_conflict_do_update(
        index_elements=[retentions.c.tenant_id],
        set_={
            **values, "made_by": made_by, "updated_at": func.now(),
            "version": retentions.c.version + 1,
        },
    )  # fmt: skip
    return (await connection.execute(said.returning(retentions))).one()


_TAKE = text("""
INSERT INTO chores (name, leased_until)
VALUES (:name, clock_timestamp() + make_interval(secs => :lease))
ON CONFLICT (name) DO UPDATE SET leased_until = excluded.leased_until
WHERE (chores.done_at IS NULL OR chores.done_at < now() - make_interval(secs => :every))
    AND (chores.leased_until IS NULL OR chores.leased_until < now())
""")


async def take_chore(
    connection: AsyncConnection, name: str, *, every_s: float, lease_s: float
) -> bool:
    """Take a chore's turn; False if it was done lately, or somebody is at it."""
    values = {"name": name, "every": every_s, "lease": lease_s}
    return (await connection.execute(_TAKE, values)).rowcount > 0


async def go_on(connection: AsyncConnection, name: str, *, lease_s: float) -> None:
    """Keep a turn."""
    lease = func.now() + func.make_interval(0, 0, 0, 0, 0, 0, lease_s)
    await connection.execute(update(chores).where(chores.c.name == name).values(leased_until=lease))


async def chore_done(connection: AsyncConnection, name: str) -> None:
    """End a turn."""
    done = update(chores).where(chores.c.name == name)
    await connection.execute(done.values(done_at=func.now(), leased_until=None))

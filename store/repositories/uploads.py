"""Files on their way in: declared, received bit by bit, looked at, kept or refused."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from store.tables.governance import retentions
from store.tables.library import uploads

AnyRow = Row[*tuple[Any, ...]]
KEPT_DAYS = 1
"""An upload is forgotten after so long, unless its tenant says how long; what became of it stays in
the library."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Somebody's turn at an upload; `tries` is in the WHERE of what he writes of it."""

    id: uuid.UUID
    tries: int


async def declare(
    connection: AsyncConnection, *, tenant: uuid.UUID, upload_id: uuid.UUID,
    values: Mapping[str, Any],
) -> AnyRow:  # fmt: skip
    """Write a new one down; the one that is there, if this very request made it before."""
    said = select(retentions.c.uploads_days).where(retentions.c.tenant_id == tenant)
    days = func.coalesce(said.scalar_subquery(), KEPT_DAYS)
    ends = func.now() + func.make_interval(0, 0, 0, days)
    row = {"id": upload_id, "tenant_id": tenant, "expires_at": ends, **values}
    await connection.execute(
        insert(uploads).values(row).on_conflict_do_nothing(index_elements=[uploads.c.id])
    )
    return (await connection.execute(select(uploads).where(uploads.c.id == upload_id))).one()


async def get(connection: AsyncConnection, upload_id: uuid.UUID) -> AnyRow | None:
    """An upload that has not expired."""
    wanted = select(uploads).where(uploads.c.id == upload_id, uploads.c.expires_at > func.now())
    return (await connection.execute(wanted)).one_or_none()


async def hold(
    connection: AsyncConnection, upload_id: uuid.UUID, *, lease_s: float, checking: bool = False
) -> AnyRow | None:
    """Take a turn at an upload, to write to it or to look at it.

    Args:
        connection: of the tenant.
        upload_id: of which.
        lease_s: for how long; who does not come back loses it then.
        checking: whether it is to be looked at, and takes nothing more.

    Returns:
        The row with its new `tries`; None where it is somebody else's turn, or past its end.
    """
    states = ("open", "checking") if checking else ("open",)
    held = (
        update(uploads)
        .where(
            uploads.c.id == upload_id,
            uploads.c.state.in_(states),
            uploads.c.expires_at > func.now(),
            or_(uploads.c.leased_until.is_(None), uploads.c.leased_until < func.now()),
        )
        .values(
            tries=uploads.c.tries + 1,
            leased_until=func.now() + timedelta(seconds=lease_s),
            state="checking" if checking else "open",
        )
        .returning(uploads)
    )
    return (await connection.execute(held)).one_or_none()


async def go_on(
    connection: AsyncConnection, turn: Hold, *, lease_s: float, received: int | None = None
) -> bool:
    """Keep a turn, and say how far it is; False if it is somebody else's by now."""
    values: dict[str, Any] = {"leased_until": func.now() + timedelta(seconds=lease_s)}
    if received is not None:
        values["received"] = received
    return await _written(connection, turn, values)


async def let_go(connection: AsyncConnection, turn: Hold, **values: Any) -> bool:
    """End a turn with what came of it; False if it was somebody else's by then."""
    return await _written(connection, turn, {"leased_until": None, **values})


async def _written(connection: AsyncConnection, turn: Hold, values: Mapping[str, Any]) -> bool:
    done = await connection.execute(
        update(uploads).where(uploads.c.id == turn.id, uploads.c.tries == turn.tries).values(values)
    )
    return done.rowcount > 0


async def expired(connection: AsyncConnection, *, most: int) -> Sequence[AnyRow]:
    """Uploads of all tenants whose time is over, as id and tenant; for the courier."""
    found = select(uploads.c.id, uploads.c.tenant_id).where(uploads.c.expires_at < func.now())
    return (await connection.execute(found.limit(most))).all()


async def forget(connection: AsyncConnection, upload_id: uuid.UUID) -> None:
    """Forget an upload."""
    await connection.execute(delete(uploads).where(uploads.c.id == upload_id))

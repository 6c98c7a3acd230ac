"""Teams of a tenant, and who is in them."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import CallerError, NotFound
from store.tables.people import team_members, teams, users

AnyRow = Row[*tuple[Any, ...]]


class TeamExists(CallerError):
    """There is one of that name."""

    code = "TEAM_EXISTS"


async def create(
    connection: AsyncConnection, *, team_id: uuid.UUID, tenant: uuid.UUID, name: str
) -> AnyRow:
    """A new team; the same again if it is there.

    Raises:
        TeamExists: another one has that name.
    """
    made = insert(teams).values(id=team_id, tenant_id=tenant, name=name)
    with _named(name):
        await connection.execute(made.on_conflict_do_nothing(index_elements=[teams.c.id]))
    row = await get(connection, team_id)
    assert row is not None
    return row


async def get(connection: AsyncConnection, team_id: uuid.UUID) -> AnyRow | None:
    """A team."""
    return (await connection.execute(select(teams).where(teams.c.id == team_id))).one_or_none()


async def page(
    connection: AsyncConnection, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Teams, the newest first."""
    wanted = select(teams)
    if before is not None:
        wanted = wanted.where(teams.c.id < before)
    return (await connection.execute(wanted.order_by(teams.c.id.desc()).limit(limit))).all()


async def rename(connection: AsyncConnection, team_id: uuid.UUID, name: str) -> AnyRow | None:
    """Give a team another name; None if there is none.

    Raises:
        TeamExists: another one has it.
    """
    changed = update(teams).where(teams.c.id == team_id).values(name=name).returning(teams)
    with _named(name):
        return (await connection.execute(changed)).one_or_none()


async def remove(connection: AsyncConnection, team_id: uuid.UUID) -> bool:
    """Dissolve a team; False if there is none."""
    gone = await connection.execute(delete(teams).where(teams.c.id == team_id))
    return gone.rowcount > 0


async def people(
    connection: AsyncConnection, team_id: uuid.UUID, *, before: uuid.UUID | None, limit: int
) -> Sequence[AnyRow]:
    """Who is in a team, those whose account is the newest first."""
    wanted = (
        select(users.c.id.label("user_id"), users.c.email, users.c.name)
        .join(team_members, team_members.c.user_id == users.c.id)
        .where(team_members.c.team_id == team_id)
    )
    if before is not None:
        wanted = wanted.where(users.c.id < before)
    return (await connection.execute(wanted.order_by(users.c.id.desc()).limit(limit))).all()


async def add(
    connection: AsyncConnection, *, tenant: uuid.UUID, team_id: uuid.UUID, user_id: uuid.UUID
) -> bool:
    """Put a member into a team; False if he is in it.

    Raises:
        NotFound: the team or the member went this moment.
    """
    made = insert(team_members).values(tenant_id=tenant, team_id=team_id, user_id=user_id)
    try:
        return (await connection.execute(made.on_conflict_do_nothing())).rowcount > 0
    except IntegrityError:
        raise NotFound("the team or the member is gone", "look at the lists", "id") from None


async def take_out(connection: AsyncConnection, team_id: uuid.UUID, user_id: uuid.UUID) -> bool:
    """Take a member out of a team; False if he is not in it."""
    gone = delete(team_members).where(
        team_members.c.team_id == team_id, team_members.c.user_id == user_id
    )
    return (await connection.execute(gone)).rowcount > 0


@contextmanager
def _named(name: str) -> Generator[None]:
    try:
        yield
    except IntegrityError:
        raise TeamExists(f"there is a team {name!r}", "choose another name", "name") from None

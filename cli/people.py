"""`kinora user`, `kinora tenant`, `kinora key`: who may enter, kept in the database of the home."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from api.identity import tokens
from api.identity.fields import LONGEST, SHORTEST, address
from api.identity.hashing import Hashing
from api.identity.passwords import REMEMBERED
from api.identity.principal import SCOPES, Role
from cli.client import Client
from media.errors import InputError, NotFound
from media.ids import uuid7
from store.database import Database
from store.repositories import audit, keys, members, sessions, tenants, users

PAGE = 100
Shown = dict[str, Any]


async def add_user(
    client: Client, *, email: str, password: str, name: str, role: Role, tenant: str
) -> Shown:
    """A member of a tenant; who has an account keeps its password.

    Raises:
        InputError: the address or the password is none.
    """
    kept = await _hash(password)
    async with _gate(client) as connection:
        row, fresh = await users.create(
            connection, email=_email(email), name=name, password_hash=kept
        )
        if not fresh and row.password_hash is None:
            await users.set_password(connection, row.id, kept, remembered=REMEMBERED)
        home = await _tenant(connection, client, tenant)
    async with client.database.begin(home) as connection:
        joined = await members.add(connection, tenant=home, user_id=row.id, role=role)
        if joined:
            await _note(connection, home, "member.added", "member", row.id, {"role": role})
    return {"id": str(row.id), "email": row.email, "tenant": str(home), "made": fresh}


async def list_users(client: Client) -> list[Shown]:
    """All users of the platform, the newest first."""
    found: list[Shown] = []
    async with _gate(client) as connection:
        before: uuid.UUID | None = None
        while rows := await users.page(connection, before=before, limit=PAGE):
            for row in rows:
                homes = await users.homes(connection, row.id)
                found.append(
                    {
                        "id": str(row.id), "email": row.email, "name": row.name,
                        "tenants": {home.name: home.role for home in homes},
                        "locked": users.is_barred(row),
                    }
                )  # fmt: skip
            before = rows[-1].id
    return found


async def set_password(client: Client, email: str, password: str) -> None:
    """Give a user another password; his sessions end."""
    kept = await _hash(password)
    async with _gate(client) as connection:
        row = await _user(connection, email)
        await users.set_password(connection, row.id, kept, remembered=REMEMBERED)
        await sessions.end_all(connection, row.id)
        await _tell_homes(connection, "password.reset", row.id)


async def lock(client: Client, email: str, *, barred: bool) -> None:
    """Keep a user out, and end his sessions; or let him in again."""
    async with _gate(client) as connection:
        row = await _user(connection, email)
        await users.bar(connection, row.id, barred=barred)
        if barred:
            await sessions.end_all(connection, row.id)
        await _tell_homes(connection, "user.barred" if barred else "user.unbarred", row.id)


async def add_tenant(client: Client, name: str) -> Shown:
    """A tenant with nothing in it."""
    made = uuid7()
    async with client.database.begin(made) as connection:
        await tenants.create(connection, tenant=made, name=name)
        await _note(connection, made, "tenant.created", "tenant", made, {"name": name})
    return {"id": str(made), "name": name}


async def list_tenants(client: Client) -> list[Shown]:
    """All tenants of the platform, the newest first."""
    async with _gate(client) as connection:
        return [{"id": str(row.id), "name": row.name} for row in await _tenants(connection)]


async def add_key(
    client: Client, *, name: str, role: Role, days: float | None, tenant: str
) -> Shown:
    """A key of a tenant; it is shown this once."""
    made = tokens.new_key()
    async with _gate(client) as connection:
        home = await _tenant(connection, client, tenant)
    ends = None if days is None else datetime.now(UTC) + timedelta(days=days)
    async with client.database.begin(home) as connection:
        row = await keys.create(
            connection, key_id=uuid7(), tenant=home, name=name, prefix=made.prefix,
            secret_digest=made.digest, role=role, scopes=sorted(SCOPES[role]), expires_at=ends,
        )  # fmt: skip
        await _note(connection, home, "key.created", "key", row.id, {"name": name})
    return {"id": str(row.id), "name": name, "role": role, "key": made.shown}


async def list_keys(client: Client, tenant: str) -> list[Shown]:
    """A tenant's keys that were not revoked, the newest first."""
    async with _gate(client) as connection:
        home = await _tenant(connection, client, tenant)
    found: list[Shown] = []
    async with client.database.begin(home) as connection:
        before: uuid.UUID | None = None
        while rows := await keys.page(connection, before=before, limit=PAGE):
            found += [
                {"id": str(row.id), "name": row.name, "prefix": row.prefix, "role": row.role}
                for row in rows
            ]
            before = rows[-1].id
    return found


async def revoke_key(client: Client, which: str, tenant: str) -> None:
    """Refuse a key from now on.

    Raises:
        NotFound: none has this id or prefix.
    """
    for row in await list_keys(client, tenant):
        if which in (row["id"], row["prefix"]):
            async with _gate(client) as connection:
                home = await _tenant(connection, client, tenant)
            async with client.database.begin(home) as connection:
                await keys.revoke(connection, uuid.UUID(row["id"]))
                await _note(connection, home, "key.revoked", "key", row["id"])
            return
    raise NotFound(f"there is no key {which}", "see `kinora key list`", "key")


def show(rows: Sequence[Shown]) -> None:
    """A table for a person."""
    if not rows:
        return
    table = Table(*rows[0], box=None)
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    Console(highlight=False).print(table)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} ({role})" for name, role in value.items())  # pyright: ignore[reportUnknownVariableType]
    return str(value)


@asynccontextmanager
async def _gate(client: Client) -> AsyncGenerator[AsyncConnection]:
    """A transaction that sees people whatever their tenant."""
    gate = Database(client.database.url, "kinora_gate", pool_size=1)
    try:
        async with gate.begin(None) as connection:
            yield connection
    finally:
        await gate.close()


def _email(text: str) -> str:
    try:
        return address(text)
    except ValueError as error:
        raise InputError(str(error), "write ann@example.com", "email") from None


async def _hash(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(
            f"a password has {SHORTEST} to {LONGEST} letters", "choose another", "password"
        )
    return await Hashing().hash(password)


async def _user(connection: AsyncConnection, email: str) -> Any:
    row = await users.by_email(connection, _email(email))
    if row is None:
        raise NotFound(f"there is no user {email}", "see `kinora user list`", "email")
    return row


async def _tenant(connection: AsyncConnection, client: Client, named: str) -> uuid.UUID:
    """The tenant of a name or an id; the home's own where none is named."""
    if not named:
        return client.tenant
    for row in await _tenants(connection):
        if named in (row.name, str(row.id)):
            return row.id
    raise NotFound(f"there is no tenant {named}", "see `kinora tenant list`", "tenant")


async def _tenants(connection: AsyncConnection) -> list[Any]:
    found: list[Any] = []
    before: uuid.UUID | None = None
    while rows := await tenants.page(connection, before=before, limit=PAGE):
        found += rows
        before = rows[-1].id
    return found


async def _tell_homes(connection: AsyncConnection, action: str, user_id: uuid.UUID) -> None:
    for home in await users.homes(connection, user_id):
        await _note(connection, home.id, action, "user", user_id)


async def _note(
    connection: AsyncConnection,
    tenant: uuid.UUID,
    action: str,
    kind: str,
    object_id: object,
    data: Shown | None = None,
) -> None:
    await audit.write(
        connection, tenant=tenant, actor="platform", action=action, kind=kind,
        object_id=str(object_id), data=data,
    )  # fmt: skip

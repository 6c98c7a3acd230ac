"""Connections: one pool per role, and transactions that belong to a tenant."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from media.errors import WorldError

Role = Literal[
    "owner", "kinora_app", "kinora_engine", "kinora_gate", "kinora_courier", "kinora_keeper"
]
AnyConnection = psycopg.AsyncConnection[tuple[Any, ...]]

CONNECT_TIMEOUT_S = 10
_TENANT = "SELECT set_config('kinora.tenant', %($tenant)s, true);"
IDLE_IN_TRANSACTION_S = 10.0
"""Postgres ends a transaction that nobody goes on with for so long: a process that stands still, as
a laptop's does when its lid is shut, must not keep its rows locked from those that took over."""


class DatabaseLost(WorldError):
    """A transaction broke off: whether it was committed is not known."""

    code = "DATABASE_LOST"


class Database:
    """A pool of connections to one Postgres under one role.

    Every transaction is opened for a tenant; row-level security compares each row with it. The
    engine role opens some for no tenant, to claim runs.
    """

    def __init__(
        self, url: str, role: Role, *, pool_size: int = 4, idle_s: float = IDLE_IN_TRANSACTION_S
    ) -> None:
        self.url = url
        self.role: Role = role
        self.engine: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=pool_size,
            max_overflow=2,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
        )
        self._idle_s = idle_s
        self._pool_size = pool_size
        self._pool: AsyncConnectionPool[AnyConnection] | None = None
        if role != "owner":
            event.listen(self.engine.sync_engine, "connect", _settle(role, idle_s))

    @asynccontextmanager
    async def begin(self, tenant: uuid.UUID | None) -> AsyncGenerator[AsyncConnection]:
        """A transaction that sees one tenant's rows; committed on a clean exit."""
        async with self.engine.begin() as connection:
            await connection.execute(
                text("SELECT set_config('kinora.tenant', :tenant, true)"),
                {"tenant": str(tenant) if tenant else ""},
            )
            yield connection

    async def at_once(
        self, tenant: uuid.UUID | None, statement: str, values: Mapping[str, Any]
    ) -> tuple[Any, ...] | None:
        """Statements of a tenant's as one transaction in one message; the last one's first row.

        One round trip, since a busy event loop pays for every turn that a transaction takes; and
        whoever is stopped in the middle of it has either sent nothing or has nothing more to do, so
        no lock is held. The driver's own connections are in autocommit: Postgres takes the
        statements of one message as one transaction.

        Args:
            tenant: whose rows are seen; None for roles that see those of all.
            statement: one or more; their parameters are written `%(name)s`.
            values: of the parameters.

        Raises:
            DatabaseLost: the server is gone; whether it was committed is not known.
        """
        pool = await self._open_pool()
        try:
            async with pool.connection(CONNECT_TIMEOUT_S) as connection:
                cursor = psycopg.AsyncClientCursor(connection)
                await cursor.execute(
                    (_TENANT + statement).encode(), {"$tenant": str(tenant or ""), **values}
                )
                while cursor.nextset():
                    pass
                return await cursor.fetchone()
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            raise await self._lost(pool, error) from error

    async def ask(self, statement: str, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """One statement as a transaction of its own, for a role that sees the rows of all tenants.

        Or for one that calls a function which says itself whose rows it may see. The server
        prepares what comes often, which is the least that a question can cost.

        Args:
            statement: its parameters are written `%(name)s`.
            values: of the parameters.

        Raises:
            DatabaseLost: the server is gone; whether it was committed is not known.
        """
        pool = await self._open_pool()
        try:
            connection = await pool.getconn(CONNECT_TIMEOUT_S)
            # Not by the pool's context manager, which would commit what commits by itself.
            try:
                cursor = await connection.execute(statement.encode(), values)
                return await cursor.fetchone()
            finally:
                await pool.putconn(connection)
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            raise await self._lost(pool, error) from error

    async def _lost(
        self, pool: AsyncConnectionPool[AnyConnection], error: Exception
    ) -> DatabaseLost:
        # The other connections are as dead as this one: who comes next shall get a live one.
        await pool.check()
        return DatabaseLost(f"the database does not answer: {error}")

    async def _open_pool(self) -> AsyncConnectionPool[AnyConnection]:
        if self._pool is None:
            self._pool = AsyncConnectionPool(
                make_url(self.url).set(drivername="postgresql").render_as_string(False),
                min_size=1,
                max_size=self._pool_size,
                configure=self._configure,
                open=False,
                kwargs={"connect_timeout": CONNECT_TIMEOUT_S, "autocommit": True},
            )
            await self._pool.open()
        return self._pool

    async def _configure(self, connection: AnyConnection) -> None:
        if self.role != "owner":
            for statement in _settling(self.role, self._idle_s):
                await connection.execute(statement.encode())

    async def close(self) -> None:
        """Close every connection."""
        if self._pool is not None:
            await self._pool.close()
        await self.engine.dispose()


def driver_url(url: str) -> str:
    """The URL with psycopg named as SQLAlchemy's driver, whatever scheme it came with."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _settling(role: str, idle_s: float) -> tuple[str, ...]:
    """What a connection is told first."""
    return (
        f"SET ROLE {role}",
        f"SET idle_in_transaction_session_timeout = {round(1000 * idle_s)}",
    )


def _settle(role: str, idle_s: float) -> Any:
    def on_connect(connection: Any, record: Any) -> None:
        for statement in _settling(role, idle_s):
            connection.execute(statement)
        connection.commit()

    return on_connect

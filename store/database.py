"""Connections: one pool per role, and transactions that belong to a tenant."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Literal

from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Role = Literal["owner", "kinora_app", "kinora_engine"]

CONNECT_TIMEOUT_S = 10
IDLE_IN_TRANSACTION_S = 10.0
"""Postgres ends a transaction that nobody goes on with for so long: a process that stands still, as
a laptop's does when its lid is shut, must not keep its rows locked from those that took over."""


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

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def driver_url(url: str) -> str:
    """The URL with psycopg named as SQLAlchemy's driver, whatever scheme it came with."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _settle(role: str, idle_s: float) -> Any:
    def on_connect(connection: Any, record: Any) -> None:
        connection.execute(f"SET ROLE {role}")
        connection.execute(f"SET idle_in_transaction_session_timeout = {round(1000 * idle_s)}")
        connection.commit()

    return on_connect

"""A client for commands that only look: the database without the cluster."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from cli.client import Client
from cli.home import Home
from cli.system import System
from store.database import Database
from store.objects.objects import open_objects

T = TypeVar("T")


def ask(question: Callable[[Client], Awaitable[T]]) -> T:
    """Run one question against this home's database."""
    home = Home.find()
    with System(home, engine=False) as system:
        return asyncio.run(_ask(home, system.database_url, question))


async def _ask(home: Home, url: str, question: Callable[[Client], Awaitable[T]]) -> T:
    database = Database(url, "kinora_app")
    try:
        objects = open_objects(home.objects_url, home.scratch / "copies")
        return await question(Client(database, objects, home.scratch))
    finally:
        await database.close()

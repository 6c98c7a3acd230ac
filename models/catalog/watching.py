"""Keeps a process's catalog up to date with the rows in the database.

They are few and seldom change, so all are read at each look: nothing is missed whatever the order
in which transactions end, and no restart of anything loses a word.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from models.catalog import shared
from store.database import Database
from store.repositories import engine_rows

LOOK_S = 2.0
"""How soon a row is seen."""

log = logging.getLogger(__name__)


async def look(database: Database, said: str = "") -> str:
    """Read the rows; what is wrong with the database. While something is, what was known stays.

    Args:
        database: where they are.
        said: what was wrong at the look before: a lasting fault is told once.
    """
    try:
        async with database.begin(None) as connection:
            rows = await engine_rows.listed(connection)
    except (SQLAlchemyError, OSError) as error:
        wrong = type(error).__name__
        if wrong != said:
            log.warning("the models in the database cannot be read: %s", error)
        return wrong
    if shared.put(rows):
        log.info("%d models are in the database", len(rows))
    return ""


async def keep_looking(database: Database, every_s: float = LOOK_S) -> None:
    """Look again and again, until it is cancelled."""
    wrong = ""
    while True:
        wrong = await look(database, wrong)
        await asyncio.sleep(every_s)


async def look_once(url: str) -> str:
    """Read the rows of a database to which nothing is connected yet; what is wrong with it."""
    database = Database(url, "kinora_app", pool_size=1)
    try:
        return await look(database)
    finally:
        await database.close()


class Beside:
    """Looks from a thread of its own, where a process has no event loop."""

    def __init__(self, url: str, every_s: float = LOOK_S) -> None:
        """Prepare to look at a database; entering begins."""
        self._url, self._every_s = url, every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="models", daemon=True)

    def __enter__(self) -> Beside:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(self._every_s + LOOK_S)

    def _run(self) -> None:
        asyncio.run(self._watch())

    async def _watch(self) -> None:
        database = Database(self._url, "kinora_app", pool_size=1)
        wrong = ""
        try:
            while not self._ended.is_set():
                wrong = await look(database, wrong)
                await asyncio.to_thread(self._ended.wait, self._every_s)
        finally:
            await database.close()

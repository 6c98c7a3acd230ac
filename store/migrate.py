"""Bring a database to the newest schema, while processes of the release before go on working.

A migration only adds: what the release before reads and writes stays as it is, and is taken away a
release later. So either release works on either schema, and processes are replaced one by one.
"""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from media.errors import InputError, WorldError
from store.database import driver_url

LOCK = 0x6B696E6F7261
"""Advisory lock held while migrating, so that two starting processes take turns: "kinora"."""
LOCK_TIMEOUT_S = 10
"""So long a migration waits for a table that is in use: all who come later wait behind it."""

log = logging.getLogger(__name__)


def migrate(url: str) -> bool:
    """Apply the migrations that are missing; True if there were any.

    A schema that a later release made is left as it is.

    Raises:
        InputError: the URL is none.
        WorldError: the database does not answer, or refuses.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        engine = create_engine(driver_url(url))
    except ArgumentError:
        raise InputError(
            "this is no database URL", "write postgresql://user@host/name", "KINORA_DATABASE_URL"
        ) from None
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            current = MigrationContext.configure(connection).get_current_revision()
            known = [
                script.revision for script in ScriptDirectory.from_config(config).walk_revisions()
            ]
            if current == known[0]:
                return False
            if current is not None and current not in known:
                log.warning("the schema is of a later release: %s", current)
                return False
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_S}s'"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return True
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise WorldError(
                "a table was in use for too long to change it", "start again",
                code="MIGRATION_BLOCKED",
            ) from error  # fmt: skip
        said = str(error.orig).strip().splitlines()[-1]
        raise WorldError(
            f"the database does not answer: {said}",
            "check KINORA_DATABASE_URL",
            code="DATABASE_UNREACHABLE",
        ) from error
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise WorldError(
            f"the schema cannot be brought up to date: {said}",
            "nothing was changed; go on with the release before, and report it",
            code="MIGRATION_FAILED",
        ) from error
    finally:
        engine.dispose()

"""Bring a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ArgumentError, OperationalError

from media.errors import InputError, WorldError
from store.database import driver_url

LOCK = 0x6B696E6F7261
"""Advisory lock held while migrating, so that two starting processes take turns: "kinora"."""


def migrate(url: str) -> bool:
    """Apply the migrations that are missing; True if there were any.

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
            if current == ScriptDirectory.from_config(config).get_current_head():
                return False
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return True
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()[-1]
        raise WorldError(
            f"the database does not answer: {said}",
            "check KINORA_DATABASE_URL",
            code="DATABASE_UNREACHABLE",
        ) from error
    finally:
        engine.dispose()

"""Guards upgrades: a migration only adds, and either release works on either schema.

What would break the release before, or hold its tables for long, is found by squawk, a linter of
migrations for Postgres.
"""

import io
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url

import store.migrations
from media.errors import WorldError
from store import migrate as migrating
from store.database import driver_url
from store.migrate import migrate

FIRST_RELEASED = "0010"
"""What came before it was never run beside another release."""
BEFORE_ADMISSION = "0011"
"""The next one changes the table of hits."""
RULES_PASSED_OVER = (
    # Migrations run in one transaction, with a lock_timeout, each at most once.
    "prefer-robust-stmts",
    "require-lock-timeout",
    "require-statement-timeout",
    # Matters of taste, which tests/store/test_schema.py or nobody decides.
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-text-field",
    "prefer-timestamp-tz",
)


def test_migrations_break_nothing_of_the_release_before(tmp_path: Path) -> None:
    written = io.StringIO()
    command.upgrade(_config(output_buffer=written), f"{FIRST_RELEASED}:head", sql=True)
    assert "take_hits" in written.getvalue()
    assert _faults(tmp_path, written.getvalue()) == []


def test_the_linter_sees_what_breaks(tmp_path: Path) -> None:
    statements = "ALTER TABLE runs DROP COLUMN trace; ALTER TABLE runs RENAME COLUMN flow TO graph;"
    assert _faults(tmp_path, statements) == ["ban-drop-column", "renaming-column"]


def _config(**more: Any) -> Config:
    config = Config(**more)
    config.set_main_option("script_location", str(Path(store.migrations.__file__).parent))
    return config


def _faults(folder: Path, statements: str) -> list[str]:
    file = folder / "migrations.sql"
    file.write_text(statements)
    squawk = Path(sys.executable).parent / "squawk"
    passed_over = ",".join(RULES_PASSED_OVER)
    done = subprocess.run(
        [squawk, "--reporter", "json", f"--exclude={passed_over}", file],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return [fault["rule_name"] for fault in json.loads(done.stdout)]


def test_a_schema_of_a_later_release_is_left_alone(database_url: str) -> None:
    with psycopg.connect(_plain(database_url)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert migrate(database_url) is False


def test_a_table_in_use_stops_a_migration_and_not_the_service(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _config()
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, BEFORE_ADMISSION)
    engine.dispose()
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_S", 1)
    holding = threading.Event()
    reader = threading.Thread(target=_read, args=(database_url, holding))
    reader.start()
    holding.wait(10)
    with pytest.raises(WorldError, match="in use") as refused:
        migrate(database_url)
    reader.join()
    assert refused.value.code == "MIGRATION_BLOCKED"


def _read(url: str, holding: threading.Event) -> None:
    with psycopg.connect(_plain(url)) as connection:
        connection.execute("SELECT count(*) FROM hits")
        holding.set()
        time.sleep(2)


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_migration_that_fails_changes_nothing_and_says_so(database_url: str) -> None:
    config = _config()
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, BEFORE_ADMISSION)
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN trace text")
    with pytest.raises(WorldError, match="trace") as refused:
        migrate(database_url)
    assert refused.value.code == "MIGRATION_FAILED"
    with engine.begin() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        assert found.scalar_one() == BEFORE_ADMISSION
    engine.dispose()

"""Guards the embedded Postgres: it comes back after a kill, and keeps what was acknowledged."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from media.errors import InputError
from store.embedded import EmbeddedPostgres


def _execute(url: str, statement: str, deadline_s: float = 20.0) -> list[tuple[object, ...]]:
    end = time.monotonic() + deadline_s
    while True:
        try:
            with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
                cursor = connection.execute(statement.encode())
                return cursor.fetchall() if cursor.description else []
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def test_a_killed_server_is_started_again_with_every_acknowledged_row(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder / "killed")
    url = server.start()
    try:
        _execute(url, "CREATE TABLE t (n int)")
        _execute(url, "INSERT INTO t SELECT generate_series(1, 1000)")
        first = server.pid
        os.kill(first, signal.SIGKILL)
        assert _execute(url, "SELECT count(*) FROM t") == [(1000,)]
        assert server.pid != first
    finally:
        server.stop()


def test_a_second_start_finds_the_data_of_the_first(open_folder: Path) -> None:
    for expected in ([], [(7,)]):
        server = EmbeddedPostgres(open_folder / "twice")
        url = server.start()
        found = _execute(url, "SELECT 1 FROM pg_tables WHERE tablename = 'kept'")
        rows = _execute(url, "SELECT n FROM kept") if found else []
        assert rows == expected
        _execute(url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n")
        server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as another user")
def test_root_is_told_of_a_home_that_the_server_cannot_enter(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(InputError, match="cannot enter"):
        EmbeddedPostgres(closed / "home").start()

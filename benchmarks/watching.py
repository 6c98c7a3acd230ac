"""Watches a running command from outside: its journal, its objects and its processes."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import psutil
import psycopg

from store.embedded import EmbeddedPostgres

Target = Literal["executor", "worker", "postgres", "command"]
Attempts = dict[tuple[str, str, str], int]
"""Attempts by node, path and cache key, summed over runs: with other inputs it is another step."""

POLL_S = 0.002
FINISHED = b"""
SELECT node, path::text, coalesce(cache_key, ''), sum(attempt)
FROM steps WHERE state = 'succeeded' GROUP BY 1, 2, 3
"""
NAMED = b"SELECT count(*) FROM steps WHERE state = 'succeeded' AND strpos(outputs::text, %s) > 0"
BUSY = ("ray::Map", "ray::_perform", "ray::Compositor")
"""Titles that Ray gives to workers while they work."""


class Watcher:
    """Follows one command until a moment has come."""

    def __init__(self, home: Path, process: subprocess.Popen[str]) -> None:
        self._home = home
        self._process = process
        self._connection: psycopg.Connection | None = None
        self._executor: int | None = None

    def wait_for(self, reached: Callable[[], bool]) -> bool:
        """Poll until `reached`, or until the command has ended; whether it came."""
        while self._process.poll() is None:
            if reached():
                return True
            time.sleep(POLL_S)
        return False

    def count(self, what: str) -> int:
        """A number from the database; -1 while it cannot be reached."""
        try:
            return self._connected().execute(what.encode()).fetchall()[0][0]
        except (psycopg.Error, FileNotFoundError, KeyError):
            self._connection = None
            return -1

    def objects(self) -> set[str]:
        """Digests of the objects in the store."""
        return {path.name for path in (self._home / "objects").glob("*/??/*")}

    def victim(self, target: Target) -> int | None:
        """The process of the command's tree that is the target, once there is one."""
        if target == "command":
            return self._process.pid
        if target == "executor" and self._executor and psutil.pid_exists(self._executor):
            # To look through all processes takes longer than a commit.
            return self._executor
        for child in psutil.Process(self._process.pid).children(recursive=True):
            try:
                line = " ".join(child.cmdline())
            except psutil.Error:
                continue
            if _is(target, line):
                self._executor = child.pid if target == "executor" else None
                return child.pid
        return None

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            url = json.loads((self._home / "server.json").read_text())["database_url"]
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=2)
        return self._connection

    def journal(self, named: str) -> tuple[Attempts, bool]:
        """What the journal holds as finished, and whether it names an object; may have to wait."""
        while self._process.poll() is None:
            try:
                return _read(self._connected(), named)
            except (psycopg.Error, FileNotFoundError, KeyError):
                self._connection = None
                time.sleep(POLL_S)
        return journal(self._home, named)


def journal(home: Path, named: str = "") -> tuple[Attempts, bool]:
    """The same from a home that no command uses."""
    server = EmbeddedPostgres(home)
    try:
        with psycopg.connect(server.start(), autocommit=True) as connection:
            return _read(connection, named)
    finally:
        server.stop()


def _read(connection: psycopg.Connection, named: str) -> tuple[Attempts, bool]:
    rows = connection.execute(FINISHED).fetchall()
    known = connection.execute(NAMED, (named or "-",)).fetchall()[0][0]
    return {(node, path, key): int(attempts) for node, path, key, attempts in rows}, known > 0


def _is(target: Target, line: str) -> bool:
    """Whether a command line is that of a target."""
    if target == "postgres":
        return "/bin/postgres" in line and "-D" in line
    if target == "executor":
        return line.startswith("ray::ExecutorActor")
    return line.startswith(BUSY)

"""Seeded kills with SIGKILL: the same command finishes the film, and nothing finished runs again.

Each trial starts a film in a fresh home, kills one process of it at a moment of its journal, then
runs the same command until it succeeds. The film must have the digest of an undisturbed run, and
no step that the journal knew as finished may have another attempt afterwards.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from benchmarks.driving import EXAMPLES, Made, command, finish, folder, make, say, start

SCRIPT = EXAMPLES / "lighthouse.md"
OPTIONS = ("--height", "360", "--fps", "24")
TARGETS = ("executor", "worker", "postgres", "command")
MOMENTS = ("event", "event", "join", "blob")
MAX_RUNS = 4
POLL_S = 0.005
STEPS = "SELECT s.node, s.path, s.attempt, s.run_id::text FROM steps s WHERE s.state = 'succeeded'"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What to kill, and when."""

    target: str
    moment: str
    at: int
    """Number of the event, or of the new object."""


class Watcher:
    """Follows a starting command from outside until the moment has come."""

    def __init__(self, home: Path, process: subprocess.Popen[str]) -> None:
        self._home = home
        self._process = process
        self._connection: psycopg.Connection | None = None

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

    def finished(self) -> dict[tuple[str, str, int], int]:
        """Attempts of the steps that the journal holds as finished."""
        rows = self._connected().execute(STEPS.encode()).fetchall()
        return {(run, node, path): attempt for node, path, attempt, run in rows}

    def _connected(self) -> psycopg.Connection:
        if self._connection is None or self._connection.closed:
            import json

            url = json.loads((self._home / "server.json").read_text())["database_url"]
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=2)
        return self._connection

    def objects(self) -> int:
        """Objects in the store."""
        return sum(1 for _ in (self._home / "objects").glob("*/??/*"))


def victims(process: subprocess.Popen[str], target: str) -> list[int]:
    """The processes of the command's tree that are the target."""
    if target == "command":
        return [process.pid]
    found: list[int] = []
    for child in psutil.Process(process.pid).children(recursive=True):
        try:
            line = " ".join(child.cmdline())
        except psutil.Error:
            continue
        if _is(target, line):
            found.append(child.pid)
    return found[:1]


def _is(target: str, line: str) -> bool:
    """Whether a command line is that of a target."""
    if target == "postgres":
        return "/bin/postgres" in line and "-D" in line
    if target == "executor":
        return line.startswith("ray::ExecutorActor")
    return line.startswith(("ray::Map", "ray::_perform", "ray::Compositor"))


def strike(home: Path, out: Path, trial: Trial) -> tuple[bool, dict[tuple[str, str, int], int]]:
    """Start the command and kill at the moment; whether it came, and what was finished by then."""
    process = start(home, command(SCRIPT, out, *OPTIONS))
    watcher = Watcher(home, process)
    reached = {
        "event": lambda: watcher.count("SELECT count(*) FROM events") >= trial.at,
        "join": lambda: (
            watcher.count("SELECT count(*) FROM steps WHERE node = 'film' AND state = 'running'")
            > 0
        ),
        "blob": lambda: watcher.objects() >= trial.at,
    }[trial.moment]
    came = watcher.wait_for(reached)
    finished: dict[tuple[str, str, int], int] = {}
    if came:
        finished = watcher.finished()
        struck = victims(process, trial.target)
        for pid in struck:
            os.kill(pid, signal.SIGKILL)
        # A trial that found nobody to kill shows nothing.
        came = bool(struck)
    finish(process, out, time.monotonic())
    if trial.target == "command":
        _end_group(process.pid)
    return came, finished


def _end_group(group: int) -> None:
    """Ray's agents outlive a killed driver for a minute; a new command need not wait for them."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def one(base: Path, number: int, trial: Trial, digest: str) -> bool:
    """One trial; whether the film was right and nothing ran twice."""
    home, out = base / f"home{number}", base / f"film{number}"
    home.mkdir()
    came, finished = strike(home, out, trial)
    runs, made = 0, None
    while runs < MAX_RUNS and (made is None or made.status):
        began = time.monotonic()
        process = start(home, command(SCRIPT, out, *OPTIONS))
        made = finish(process, out, began)
        runs += 1
    assert made is not None
    same = made.status == 0 and film_digest(made) == digest
    again = executed_again(home, finished)
    say(
        trial=number,
        target=trial.target,
        moment=f"{trial.moment}:{trial.at}",
        struck=came,
        finished_before=len(finished),
        runs=runs,
        same_film=same,
        ran_again=again,
    )
    return came and same and not again


def executed_again(home: Path, finished: dict[tuple[str, str, int], int]) -> int:
    """How many of the steps that were finished at the kill have run once more since."""
    from store.embedded import EmbeddedPostgres

    server = EmbeddedPostgres(home)
    try:
        with psycopg.connect(server.start(), autocommit=True) as connection:
            rows = connection.execute(
                b"SELECT run_id::text, node, path, sum(attempt) FROM steps "
                b"WHERE state = 'succeeded' GROUP BY 1, 2, 3"
            ).fetchall()
    finally:
        server.stop()
    attempts: dict[tuple[str, int], int] = {}
    for _, node, path, count in rows:
        attempts[node, path] = attempts.get((node, path), 0) + int(count)
    return sum(attempts[node, path] > count for (_, node, path), count in finished.items())


def film_digest(made: Made) -> str:
    """SHA-256 of the film."""
    return hashlib.sha256((made.out / "film.mp4").read_bytes()).hexdigest()


def trials(seed: int, count: int, num_events: int, num_objects: int) -> list[Trial]:
    """Every target at every kind of moment, at seeded places."""
    draw = random.Random(seed)
    chosen: list[Trial] = []
    for number in range(count):
        moment = MOMENTS[(number // len(TARGETS)) % len(MOMENTS)]
        most = num_objects if moment == "blob" else num_events
        chosen.append(
            Trial(
                target=TARGETS[number % len(TARGETS)],
                moment=moment,
                at=draw.randrange(5, int(most * 0.9)),
            )
        )
    return chosen


def main() -> None:
    """Run the trials; the exit status says whether all held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    chosen = parser.parse_args()
    with folder() as base:
        home = base / "home"
        home.mkdir()
        calm = make(home, SCRIPT, base / "calm", *OPTIONS)
        steps = calm.report["steps"]
        num_events = sum(sum(counts.values()) for counts in steps.values()) + len(steps)
        num_objects = sum(1 for _ in (home / "objects").glob("*/??/*"))
        say(undisturbed_s=round(calm.seconds, 1), events=num_events, objects=num_objects)
        digest = film_digest(calm)
        plan = trials(chosen.seed, chosen.count, num_events, num_objects)
        bad = sum(not one(base, number, trial, digest) for number, trial in enumerate(plan))
    raise SystemExit(f"{bad} of {chosen.count} trials failed" if bad else 0)


if __name__ == "__main__":
    main()

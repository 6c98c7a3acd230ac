"""Seeded kills with SIGKILL: the same command finishes the film, and nothing finished runs again.

Each trial starts a film in a fresh home, kills one process of it at a moment of its journal, then
runs the same command until it succeeds. The film must have the digest of an undisturbed run, and
no step that the journal held as finished when it was read after the kill may have another attempt
afterwards. Moments: an event; in the join, after so many segments; a new object that the journal
does not name yet.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from benchmarks.driving import EXAMPLES, Made, command, finish, folder, make, say, start
from benchmarks.watching import Attempts, Target, Watcher, journal

Moment = Literal["event", "join", "blob"]

SCRIPT = EXAMPLES / "lighthouse.md"
OPTIONS = ("--height", "360", "--fps", "24")
MOMENTS: tuple[Moment, ...] = ("event", "blob", "join", "event", "blob")
MAX_RUNS = 4
EVENTS = "SELECT count(*) FROM events"
JOINING = (
    "SELECT count(*) FILTER (WHERE node = 'segment' AND state = 'succeeded') "
    "* coalesce(max((node = 'film' AND state = 'running')::int), 0) FROM steps"
)
"""Segments that are finished while the film is being joined; 0 while it is not."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What to kill, and when."""

    target: Target
    moment: Moment
    at: int
    """Number of the event, of the segment, or of the new object."""


@dataclass(frozen=True, kw_only=True)
class Kill:
    """What a kill found."""

    struck: bool
    finished: Attempts
    """What the journal held as finished, read after the kill."""
    between: bool = False
    """The last object was in the store, and the journal did not name it."""


def strike(home: Path, out: Path, trial: Trial) -> Kill:
    """Start the command, kill at the moment, and wait for its end."""
    process = start(home, command(SCRIPT, out, *OPTIONS))
    watcher = Watcher(home, process)
    seen: set[str] = set()
    fresh: set[str] = set()
    victim: int | None = None

    def reached() -> bool:
        nonlocal victim, seen, fresh
        victim = watcher.victim(trial.target)
        if trial.moment == "blob":
            objects = watcher.objects()
            seen, fresh = objects, objects - seen
            return victim is not None and bool(fresh) and len(objects) >= trial.at
        count = watcher.count(EVENTS if trial.moment == "event" else JOINING)
        return victim is not None and count >= trial.at

    came = watcher.wait_for(reached)
    if came and victim is not None:
        os.kill(victim, signal.SIGKILL)
        finished, named = watcher.journal(min(fresh, default=""))
        kill = Kill(struck=True, finished=finished, between=bool(fresh) and not named)
    else:
        kill = Kill(struck=False, finished={})
    finish(process, out, time.monotonic())
    if trial.target == "command":
        _end_group(process.pid)
    return kill


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
    kill = strike(home, out, trial)
    runs, made = 0, None
    while runs < MAX_RUNS and (made is None or made.status):
        made = finish(start(home, command(SCRIPT, out, *OPTIONS)), out, time.monotonic())
        runs += 1
    assert made is not None
    same = made.status == 0 and film_digest(made) == digest
    attempts, _ = journal(home)
    again = sum(attempts.get(step, 0) > count for step, count in kill.finished.items())
    say(
        trial=number,
        target=trial.target,
        moment=f"{trial.moment}:{trial.at}",
        struck=kill.struck,
        between_blob_and_commit=kill.between,
        finished_before=len(kill.finished),
        runs=runs,
        same_film=same,
        ran_again=again,
    )
    return kill.struck and same and not again


def film_digest(made: Made) -> str:
    """SHA-256 of the film."""
    return hashlib.sha256((made.out / "film.mp4").read_bytes()).hexdigest()


def trials(seed: int, count: int, most: dict[Moment, int]) -> list[Trial]:
    """Every target at every kind of moment, at seeded places before nine tenths of the run."""
    draw = random.Random(seed)
    targets: tuple[Target, ...] = get_args(Target)
    chosen: list[Trial] = []
    for number in range(count):
        moment = MOMENTS[(number // len(targets)) % len(MOMENTS)]
        at = draw.randrange(1, int(most[moment] * 0.9))
        chosen.append(Trial(target=targets[number % len(targets)], moment=moment, at=at))
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
        most: dict[Moment, int] = {
            "event": sum(sum(counts.values()) for counts in steps.values()) + len(steps),
            "join": sum(steps["video.segment"].values()),
            "blob": sum(1 for _ in (home / "objects").glob("*/??/*")),
        }
        say(undisturbed_s=round(calm.seconds, 1), **most)
        digest = film_digest(calm)
        plan = trials(chosen.seed, chosen.count, most)
        bad = sum(not one(base, number, trial, digest) for number, trial in enumerate(plan))
    raise SystemExit(f"{bad} of {chosen.count} trials failed" if bad else 0)


if __name__ == "__main__":
    main()

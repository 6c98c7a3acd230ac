"""How much work a kill in the middle of a chain costs: `python -m benchmarks.engine.kills`.

An executor in a process of its own is killed at random moments; what it had done and not committed
is the time from the first such step to the kill. Goal: at most 50 ms, whatever the moment.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from benchmarks.driving import say
from benchmarks.engine.__main__ import database
from benchmarks.engine.ours import Contender, executor
from benchmarks.engine.stamps import LENGTH, VARIABLE, Stamps, stamping
from pipelines.documents import stored
from store.embedded import EmbeddedPostgres
from store.migrate import migrate

KILLS, SEED = 20, 7
EARLIEST_S, LATEST_S = 0.2, 1.0
MAX_LOST_S = 0.050
DEADLINE_S = 60.0


def victim(url: str, folder: Path) -> None:
    """Run an executor until it is killed."""
    asyncio.run(executor(url, folder).run())


def lost(url: str, folder: Path, dice: random.Random) -> float:
    """Kill an executor in mid-chain; the seconds of work that were not committed."""
    path = folder / "stamps"
    path.unlink(missing_ok=True)
    stamps = Stamps(path)
    line = [sys.executable, "-m", "benchmarks.engine.kills", url, str(folder)]
    process = subprocess.Popen(line, env=os.environ | {VARIABLE: str(path)})
    try:
        asyncio.run(_submit(url))
        _wait(lambda: stamps.at(0) > 0)
        time.sleep(dice.uniform(EARLIEST_S, LATEST_S))
    finally:
        process.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        process.wait(DEADLINE_S)
    committed = _committed(url)
    done = next((index for index in range(LENGTH) if not stamps.at(index)), LENGTH)
    found = max(0.0, killed_at - stamps.at(committed)) if committed < done else 0.0
    stamps.close()
    say(committed=committed, done=done, lost_ms=round(1000 * found, 1))
    return found


def _wait(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the chain did not begin")
        time.sleep(0.005)


async def _submit(url: str) -> None:
    contender = Contender(url)
    await contender.submit(stored(stamping(LENGTH)))
    await contender.close()


def _committed(url: str) -> int:
    """How many steps of the run are in the journal; the run is removed."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM steps WHERE state = 'succeeded'").fetchone()
        connection.execute("DELETE FROM runs")
    return int(row[0]) if row else 0


def main() -> None:
    """Measure, print, and say by the exit status whether the goal was met."""
    dice = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="kinora-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = EmbeddedPostgres(folder / "home")
        server.start()
        try:
            url = database(server, "ours")
            migrate(url)
            found = sorted(lost(url, folder, dice) for _ in range(KILLS))
        finally:
            server.stop()
    say(
        kills=KILLS,
        median_ms=round(1000 * found[KILLS // 2], 1),
        most_ms=round(1000 * found[-1], 1),
    )
    raise SystemExit(0 if found[-1] <= MAX_LOST_S else 1)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        victim(sys.argv[1], Path(sys.argv[2]))
    else:
        main()

"""What clients see while the service's processes are killed under load: `make restarts`.

`kinora up` in a home of its own; four clients submit runs with Idempotency-Keys as fast as they
are answered, others follow every fourth run, and API and Postgres are killed in turn. In the end
every accepted run must be there, once, and have succeeded, and no follower may have missed an event
or seen one twice.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
import uuid
from pathlib import Path

from benchmarks.driving import say
from tests.e2e.loading import Load
from tests.e2e.serving import Service, up

SUBMITTERS, SECONDS = 4, 60.0
VICTIMS = ("api.server", "/bin/postgres") * 4
ENDED_WITHIN_S = 300.0


def main() -> int:
    """Load, kill, compare; 0 if nothing was lost or doubled."""
    with tempfile.TemporaryDirectory(prefix="kinora-restarts-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with up(folder) as service:
            return _told(service)


def _told(service: Service) -> int:
    made = service.asked("POST", "/keys", json={"name": "load", "per_minute": 1_000_000})
    load = Load(Service(service.process, service.url, made["key"]))
    asyncio.run(load.run(SUBMITTERS, SECONDS, *VICTIMS))
    runs = _ended(load)
    accepted = set(load.accepted.values())
    wrong = sum(seen != list(range(1, len(seen) + 1)) for seen in load.seen.values())
    unfinished = sum(state != "succeeded" for state in runs.values())
    say(
        what="restarts", kills=len(VICTIMS), submitted=len(load.accepted), broken_off=load.broken,
        lost=len(accepted - runs.keys()), doubled=len(runs.keys() - accepted),
        not_succeeded=unfinished, followed=len(load.seen),
        events=sum(map(len, load.seen.values())), wrong_streams=wrong,
    )  # fmt: skip
    same = runs.keys() == accepted and len(accepted) == len(load.accepted)
    return 0 if same and not wrong and not unfinished else 1


def _ended(load: Load) -> dict[uuid.UUID, str]:
    """All runs once they have ended, or as they are when waiting is over."""
    deadline = time.monotonic() + ENDED_WITHIN_S
    while True:
        runs = load.runs()
        if set(runs.values()) <= {"succeeded", "failed", "cancelled"}:
            return runs
        if time.monotonic() > deadline:
            return runs
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())

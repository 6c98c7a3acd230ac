"""What the process that reads a file says to the one that waits for it: a JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

ALIVE = "alive"
"""Said while there is nothing else to say."""
ALIVE_S = 10.0

Tell = Callable[[float], None]
"""Takes the share that is done."""


def say(**what: Any) -> None:
    """Write a line, at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Pulse:
    """Says now and then that the process is alive."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def beat(self) -> None:
        """Say it if it is time to."""
        now = time.monotonic()
        if now - self._last > ALIVE_S:
            self._last = now
            say(**{ALIVE: True})


def say_done(fraction: float) -> None:
    """Say how much is done."""
    say(done=round(fraction, 3))

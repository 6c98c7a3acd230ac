"""What the process that reads a file says to the one that waits for it: a JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Tell = Callable[[float], None]
"""Takes the share that is done."""


def say(**what: Any) -> None:
    """Write a line, at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def say_done(fraction: float) -> None:
    """Say how much is done."""
    say(done=round(fraction, 3))

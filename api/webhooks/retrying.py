"""When a message is tried again, and when it is given up: after about a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

MINUTE, HOUR = 60.0, 3600.0
WAITS_S = (
    5.0, 30.0, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 8 * HOUR,
)  # fmt: skip
SPREAD = 0.1
"""A wait is longer by up to this part, so that what failed together does not come back together."""


def wait_s(
    attempt: int,
    *,
    asked_s: float | None,
    jitter: Callable[[], float],
    waits_s: Sequence[float] = WAITS_S,
) -> float | None:
    """How long to wait after a try that failed; None where it was the last one.

    Args:
        attempt: which try it was, from 1.
        asked_s: what the endpoint asks for, if it does.
        jitter: gives numbers from 0 to 1.
        waits_s: behind each try but the last.
    """
    if attempt > len(waits_s):
        return None
    own = waits_s[attempt - 1] * (1 + SPREAD * jitter())
    return max(own, asked_s or 0.0)

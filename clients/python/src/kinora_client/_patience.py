"""How long something is waited for: deadlines, and the wait between tries of what may break."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from kinora_client._retries import Retries
from kinora_client.errors import APIError, DeadlineExceeded, KinoraError


class Deadline:
    """A time by which something is done; None: whenever."""

    def __init__(self, timeout: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.timeout = timeout
        self._clock = clock
        self._end = None if timeout is None else clock() + timeout

    def left(self, most: float) -> float:
        """Seconds until then, but no more than this.

        Raises:
            DeadlineExceeded: it is past.
        """
        self.check()
        return most if self._end is None else min(most, self._end - self._clock())

    def check(self) -> None:
        """Go on if it is not past.

        Raises:
            DeadlineExceeded: it is.
        """
        if self._end is not None and self._clock() >= self._end:
            raise DeadlineExceeded(f"it was not done within {self.timeout:g} s")


WHENEVER = Deadline(None)


def looks(retries: Retries) -> Iterator[float]:
    """Seconds between looks at what does not tell when it ends."""
    wait_s = retries.look_s
    while True:
        yield wait_s
        wait_s = min(2 * wait_s, retries.longest_look_s)


class Patience:
    """Waits longer after each failure, and gives up when nothing came for long."""

    def __init__(self, retries: Retries, clock: Callable[[], float] = time.monotonic) -> None:
        self._retries = retries
        self._clock = clock
        self._failures = 0
        self._heard_at = clock()

    def heard(self) -> None:
        """Something came: begin anew."""
        self._failures = 0
        self._heard_at = self._clock()

    def pause(self, error: KinoraError) -> float:
        """Seconds to wait after a failure.

        Raises:
            KinoraError: the failure, once patience is at its end.
        """
        self._failures += 1
        wait = self._retries.pause(self._failures, random.random())
        if isinstance(error, APIError) and error.retry_after is not None:
            wait = error.retry_after
        if self._clock() - self._heard_at + wait > self._retries.patience_s:
            raise error
        return wait

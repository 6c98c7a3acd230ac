"""Circuit breakers: an engine that keeps failing is left alone for a while, then tried once.

After Nygard, Release It! (2007), with the failures counted over a sliding window. One executor's
runs share them; another executor finds out for itself.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable

FAILURES = 5
WINDOW_S = 120.0
OPEN_S = 60.0


class Breaker:
    """Counts the failures of one engine."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._opened: float | None = None
        self._trying = False

    def closed_in_s(self) -> float:
        """How long until the engine may be asked; 0: now, and who asks then tries it for all."""
        if self._opened is None:
            return 0.0
        left = self._opened + OPEN_S - self._clock()
        if left <= 0 and not self._trying:
            self._trying = True
            return 0.0
        return max(left, 1.0)

    def worked(self) -> None:
        """Note an answer: the engine is well."""
        self._failures.clear()
        self._opened, self._trying = None, False

    def failed(self) -> None:
        """Note a failure of the engine itself."""
        now = self._clock()
        self._failures.append(now)
        often = len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW_S
        if often or self._trying:
            self._opened, self._trying = now, False

    def left(self) -> None:
        """Note that nothing was learnt: the one who tried was stopped."""
        self._trying = False


class Breakers:
    """One breaker an engine."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._of: defaultdict[str, Breaker] = defaultdict(lambda: Breaker(clock))

    def of(self, engine: str) -> Breaker:
        """The breaker of an engine, by its id."""
        return self._of[engine]

"""Gives memory back to the system after a large piece of work.

A long-lived process that once held a long film's plan would keep those pages for the rest of the
run: Python frees cycles when it gets to them, and glibc keeps what was freed. On a machine whose
cores each have such a process, the film's length would then decide how much memory it needs.
"""

from __future__ import annotations

import ctypes
import gc
import os
import time
from pathlib import Path

GROWTH = 0.1
"""A process that grew by a smaller share keeps what it has: to collect and trim takes 50 to 100 ms.
A share, since what a piece of work leaves behind grows with the picture, as the process does."""


class Heap:
    """This process's memory, watched for growth from one piece of work to the next."""

    def __init__(self, growth: float = GROWTH) -> None:
        self._growth = growth
        self._settled = resident_bytes()
        self._looked_at = 0.0

    def settle(self, *, at_most_each_s: float = 0.0) -> bool:
        """Collect garbage and return free pages, if the process has grown; whether it had.

        Args:
            at_most_each_s: look no more often than this; work of no time would only look.
        """
        now = time.monotonic()
        if now - self._looked_at < at_most_each_s:
            return False
        self._looked_at = now
        if resident_bytes() < (1 + self._growth) * self._settled:
            return False
        gc.collect()
        trim()
        self._settled = resident_bytes()
        return True


def resident_bytes() -> int:
    """The process's resident set; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def trim() -> None:
    """Return the C library's free pages; nothing where it cannot (glibc alone can)."""
    release = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if release is not None:
        release(0)

"""What a command and all its processes use: CPU time, and memory without counting a page twice."""

from __future__ import annotations

import os
import threading
from types import TracebackType

import psutil

INTERVAL_S = 0.5
MEMORY_EVERY = 4
"""Proportional set sizes are read at every fourth sample: they cost a walk over each page table."""


class Usage:
    """Samples the tree of processes under this one while it is entered."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        """Largest sum of proportional set sizes seen."""
        self._cpu: dict[tuple[int, float], float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample_on, name="usage", daemon=True)

    @property
    def cpu_s(self) -> float:
        """User and system time of every process seen, ended ones included."""
        return sum(self._cpu.values())

    def __enter__(self) -> Usage:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=10)
        self.sample(memory=True)

    def _sample_on(self) -> None:
        count = 0
        while not self._stop.wait(INTERVAL_S):
            self.sample(memory=count % MEMORY_EVERY == 0)
            count += 1

    def sample(self, *, memory: bool) -> None:
        """Look at every process of the tree once."""
        total = 0
        root = psutil.Process(os.getpid())
        for process in [root, *root.children(recursive=True)]:
            try:
                times = process.cpu_times()
                self._cpu[process.pid, process.create_time()] = times.user + times.system
                if memory:
                    total += process.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        self.peak_bytes = max(self.peak_bytes, total)

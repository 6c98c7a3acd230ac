"""What a command and all its processes use: CPU time, and memory without counting a page twice."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

import psutil

INTERVAL_S = 2.0
"""Between two samples; one takes 30 ms, since the kernel walks the page table of each process."""


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
        self.sample()

    def _sample_on(self) -> None:
        while not self._stop.wait(INTERVAL_S):
            self.sample()

    def sample(self) -> None:
        """Look at every process of the tree once."""
        total = 0
        root = psutil.Process(os.getpid())
        for process in [root, *root.children(recursive=True)]:
            try:
                times = process.cpu_times()
                self._cpu[process.pid, process.create_time()] = times.user + times.system
                total += _proportional_bytes(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
                continue
        self.peak_bytes = max(self.peak_bytes, total)


def _proportional_bytes(process: psutil.Process) -> int:
    """A process's memory with each shared page counted by its share; Linux sums it up itself."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    if not rollup.exists():
        return process.memory_info().rss
    for line in rollup.read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0

"""What the processes of the running system take, seen from the one that started them."""

from __future__ import annotations

import time
from contextlib import suppress

import psutil


class Processes:
    """All descendants of a process."""

    def __init__(self, root: psutil.Process) -> None:
        self._root = root

    def shares(self, window_s: float) -> list[tuple[str, float]]:
        """The title of each, and how much of a core it took for some seconds."""
        began = time.monotonic()
        before = self._seconds()
        time.sleep(window_s)
        after, seconds = self._seconds(), time.monotonic() - began
        # Who came meanwhile took all of it in this window.
        return [
            (title, (taken - before.get(pid, ("", 0.0))[1]) / seconds)
            for pid, (title, taken) in after.items()
        ]

    def working(self, title: str, window_s: float, share: float) -> int:
        """How many whose titles begin so take more than a share of a core."""
        taken = self.shares(window_s)
        return sum(name.startswith(title) and part > share for name, part in taken)

    def connections(self, port: int) -> int:
        """How many connections to a port of this machine they have open."""
        count = 0
        for process in self._alive():
            with suppress(psutil.Error):
                count += sum(
                    bool(one.raddr) and one.raddr.port == port and one.status == "ESTABLISHED"
                    for one in process.net_connections("tcp")
                )
        return count

    def _seconds(self) -> dict[int, tuple[str, float]]:
        found: dict[int, tuple[str, float]] = {}
        for process in self._alive():
            with suppress(psutil.Error):
                times = process.cpu_times()
                title = (process.cmdline() or [process.name()])[0]
                found[process.pid] = title, times.user + times.system
        return found

    def _alive(self) -> list[psutil.Process]:
        return self._root.children(recursive=True)

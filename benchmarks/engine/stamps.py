"""When each step of a chain was done, kept in a file that outlives the process: for kills."""

from __future__ import annotations

import mmap
import os
import struct
import time
from pathlib import Path

from pipelines.catalog import catalog
from pipelines.graph import Flow
from pipelines.node import Context, Node, Output, node

VARIABLE = "KINORA_BENCH_STAMPS"
LENGTH = 20_000
_STAMP = struct.Struct("d")


class Stamps:
    """One clock reading for each step, 0.0 where it has not run."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(LENGTH * _STAMP.size))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 0)

    def set(self, index: int) -> None:
        """Note that a step was done now, by a clock that all processes share."""
        _STAMP.pack_into(self._memory, index * _STAMP.size, time.monotonic())

    def at(self, index: int) -> float:
        """When a step was done last."""
        return _STAMP.unpack_from(self._memory, index * _STAMP.size)[0]

    def close(self) -> None:
        """Let go of the file."""
        self._memory.close()


class Stamped(Output):
    """The next step's number."""

    number: int


_open: list[Stamps] = []


@node("bench.stamp", version=1, cached=False)
class Stamp(Node):
    """Note the time under a number."""

    number: int

    async def run(self, ctx: Context) -> Stamped:
        """Note it."""
        if not _open:
            _open.append(Stamps(Path(os.environ[VARIABLE])))
        _open[0].set(self.number)
        return Stamped(number=self.number + 1)


catalog.cache_clear()


def stamping(length: int) -> Flow:
    """A chain of stamps."""
    nodes = [{"id": f"n{index}", "type": "bench.stamp"} for index in range(length)]
    nodes[0]["params"] = {"number": 0}  # type: ignore[assignment]
    edges = [
        {"from": f"n{index}.number", "to": f"n{index + 1}.number"} for index in range(length - 1)
    ]
    return Flow.model_validate({"nodes": nodes, "edges": edges})

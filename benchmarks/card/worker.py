"""One engine in a process of its own, held to its share: orders come as lines, answers go as lines.

python -m benchmarks.card.worker CASE FOLDER DEVICE SHARE TINY
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

ANSWER_S = 540.0
"""How long one answer may take, loading included: a lent machine's command has ten minutes."""


class Worker:
    """Such a process, from outside."""

    def __init__(
        self, case: str, folder: Path, device: str, share: float | None, *, tiny: bool
    ) -> None:
        told = [case, str(folder), device, str(share or 0), str(int(tiny))]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.card.worker", *told],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"HF_HUB_OFFLINE": "1"},
        )  # fmt: skip

    def ask(self, **order: Any) -> None:
        """Give it an order."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Wait for what it says next.

        Raises:
            RuntimeError: it has died, or was ended since it said nothing.
        """
        assert self._process.stdout is not None
        late = threading.Timer(ANSWER_S, self._process.kill)
        late.start()
        try:
            line = self._process.stdout.readline()
        finally:
            late.cancel()
        if not line:
            raise RuntimeError(f"a worker ended with status {self._process.wait()}")
        return json.loads(line)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            self._process.stdout.close()


def main(case_name: str, folder: str, device: str, share: str, tiny: str) -> None:
    """Load, say so, and carry out orders until there are no more."""
    import torch

    from benchmarks.card.cases import full, small
    from benchmarks.card.sides import Ours, setup_for

    # Libraries print to where answers go.
    answers, sys.stdout = sys.stdout, sys.stderr
    if device == "cpu":
        torch.set_num_threads(1)
    case = (small() if tiny == "1" else full(quick=False))[case_name]
    with tempfile.TemporaryDirectory(prefix="kinora-") as scratch:
        setup = setup_for(case, Path(folder), device, float(share) or None)
        ours = Ours(case, setup, Path(scratch))
        ours.pictures([0])
        _say(answers, ready=True)
        for line in sys.stdin:
            _say(answers, **_carried_out(ours, json.loads(line)))


def _carried_out(ours: Any, order: dict[str, Any]) -> dict[str, Any]:
    """Calls until as many are done, or so many seconds are over, or memory is."""
    from media.errors import OutOfMemory

    times: list[float] = []
    fault = ""
    began = time.perf_counter()
    while len(times) < order.get("calls", 1 << 30):
        if time.perf_counter() - began > order.get("seconds", 1e9):
            break
        start = time.perf_counter()
        try:
            ours.pictures(range(order.get("batch", 1)))
        except OutOfMemory as error:
            fault = str(error)
            break
        times.append(time.perf_counter() - start)
    return {
        "seconds": time.perf_counter() - began, "times": times, "fault": fault,
        "eased": list(ours.engine.take_eased()), "reserved_gb": _reserved_gb(),
    }  # fmt: skip


def _reserved_gb() -> float:
    import torch

    return torch.cuda.max_memory_reserved() / 1e9 if torch.cuda.is_available() else 0.0


def _say(answers: Any, **words: Any) -> None:
    answers.write(json.dumps(words) + "\n")
    answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

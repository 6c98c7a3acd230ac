"""Drives the `kinora` command from outside, as a user does, and reads what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
DEADLINE_S = 3600.0


@dataclass(frozen=True, kw_only=True)
class Made:
    """What one command printed and took."""

    status: int
    seconds: float
    events: list[dict[str, Any]]
    errors: str
    out: Path

    @property
    def report(self) -> dict[str, Any]:
        """The report that it wrote."""
        return json.loads((self.out / "report.json").read_text())


def command(script: Path, out: Path, *options: str) -> list[str]:
    """The command line that makes a film."""
    program = [sys.executable, "-m", "cli.main", "make", str(script), "--out", str(out), "--json"]
    return [*program, *options]


def environment(home: Path) -> dict[str, str]:
    """Our own home, and nothing of the caller's."""
    return os.environ | {"KINORA_HOME": str(home), "PYTHONPATH": str(ROOT)}


def start(home: Path, line: list[str]) -> subprocess.Popen[str]:
    """Start a command in a group of its own."""
    return subprocess.Popen(
        line,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=ROOT,
    )


def finish(process: subprocess.Popen[str], out: Path, began: float) -> Made:
    """Wait for a command; its JSON lines and its errors."""
    printed, errors = process.communicate(timeout=DEADLINE_S)
    events = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return Made(
        status=process.returncode,
        seconds=time.monotonic() - began,
        events=events,
        errors=errors,
        out=out,
    )


def make(home: Path, script: Path, out: Path, *options: str) -> Made:
    """Make a film and fail loudly if that fails."""
    began = time.monotonic()
    made = finish(start(home, command(script, out, *options)), out, began)
    if made.status:
        raise SystemExit(f"{script.name}: exit status {made.status}\n{made.errors[-2000:]}")
    return made


@contextmanager
def folder() -> Generator[Path]:
    """A temporary folder that the database's own user may enter."""
    with tempfile.TemporaryDirectory(prefix="kinora-bench-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


def say(**figures: Any) -> None:
    """One line of figures."""
    print("  ".join(f"{name}={value}" for name, value in figures.items()), flush=True)

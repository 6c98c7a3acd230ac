"""The way in: a file from outside becomes an asset, or is refused by name."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import media
from media.errors import InputError, KinoraError
from media.ids import uuid7
from media.intake.limits import SILENT_S
from media.intake.telling import ALIVE
from media.types import Audio, Image, Mask, Video
from media.workspace import Workspace

REVISION = 1
"""Raised when the same file becomes something else."""

Wanted = Literal["image", "mask", "video", "audio", "any"]
KINDS: dict[str, type[Image | Mask | Video | Audio]] = {
    "image": Image, "mask": Mask, "video": Video, "audio": Audio,
}  # fmt: skip
ROOT = Path(media.__path__[0]).parent
READ_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the process that read a file."""

    said: dict[str, Any]
    """Its last word: `taken` or `refused`; empty where it had none."""
    signal: int
    """By which it ended, or 0."""
    complaint: str
    """The last line of its standard error."""
    cpu_s: float
    peak_bytes: int
    """The largest resident set; 0 where it had no last word."""


def admit(work: Workspace, path: Path, wanted: Wanted) -> Image | Mask | Video | Audio:
    """Normalise a file and keep it as an asset.

    Args:
        work: where it goes.
        path: the file from outside.
        wanted: the kind that is to come of it, or `any` to judge by what it is.

    Raises:
        InputError: the file is damaged, too large, of another kind or of none that is taken.
    """
    verdict = judged(work, path, wanted)
    taken = verdict.said.get("taken")
    if taken is None:
        raise refusal(path.name, verdict)
    kind = KINDS[taken.pop("kind")]
    return work.save(Path(taken.pop("path")), kind, **taken)


def refusal(name: str, verdict: Verdict) -> KinoraError:
    """Why a file was not taken."""
    refused = verdict.said.get("refused")
    if refused is not None:
        message = f"{name}: {refused['message']}"
        return InputError(message, refused["remedy"], code=refused["code"])
    remedy = "export it or fetch it again"
    if verdict.signal in (signal.SIGXCPU, signal.SIGKILL):
        return InputError(f"{name}: its decoder does not end", remedy, code="BAD_MEDIA")
    if verdict.signal:
        name_of_it = signal.Signals(verdict.signal).name
        return InputError(f"{name}: its decoder fell ({name_of_it})", remedy, code="BAD_MEDIA")
    return KinoraError(f"{name} could not be read: {verdict.complaint}")


def judged(work: Workspace, path: Path, wanted: Wanted) -> Verdict:
    """Have a file read in a process of its own, and wait for what it says."""
    target = work.scratch(f"intake-{uuid7()}")
    complaints = target.with_suffix(".err")
    command = [sys.executable, "-P", "-m", "media.intake.child", str(path.resolve())]
    with complaints.open("wb") as errors:
        process = subprocess.Popen(
            [*command, str(target), wanted],
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            env=_environment(),
        )
        said = _heard(process, work)
    # By hand, for what it has used.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = complaints.read_text("utf-8", "replace").strip().splitlines()
    return Verdict(
        said=said,
        signal=max(0, -process.returncode),
        complaint=lines[-1] if lines else f"status {process.returncode}",
        cpu_s=usage.ru_utime + usage.ru_stime,
        # Its own word: the kernel's account begins with what this process holds.
        peak_bytes=int(said.get("peak_bytes", 0)),
    )


def _heard(process: subprocess.Popen[bytes], work: Workspace) -> dict[str, Any]:
    """The process's last word; what it says before is passed on."""
    said: dict[str, Any] = {}
    try:
        for line in _lines(process):
            if "done" in line:
                work.progress(line["done"])
            elif ALIVE not in line:
                said = line
    except BaseException:
        process.kill()
        raise
    return said


def _environment() -> dict[str, str]:
    """Ours, with the place of this package; every further thread would reserve memory."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "OPENBLAS_NUM_THREADS": "1",
    }


def _lines(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """What the process says, until it ends or has been silent for too long."""
    assert process.stdout is not None
    rest = b""
    with process.stdout as out, selectors.DefaultSelector() as waiting:
        waiting.register(out, selectors.EVENT_READ)
        while True:
            if not waiting.select(SILENT_S):
                process.kill()
                return
            read = os.read(out.fileno(), READ_BYTES)
            if not read:
                return
            *lines, rest = (rest + read).split(b"\n")
            yield from (json.loads(line) for line in lines)

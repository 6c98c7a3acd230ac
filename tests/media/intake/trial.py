"""Tries damaged files at the door, and judges what became of each."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from media.ids import LOCAL_TENANT, digest_of_file
from media.intake.door import Verdict, judged, refusal
from store.objects.objects import FolderObjects
from store.workspace import StoreWorkspace
from tests.media.intake.damage import Damaged
from tests.media.intake.samples import FFMPEG

CPU_S, MEMORY_BYTES = 2.0, 512_000_000

Outcome = Literal["refused", "unharmed", "unseen", "overlooked", "fallen"]
"""Taken with the same result as the whole file; with another one, but no decoder can see it; though
one can; or neither taken nor refused."""


@dataclass(frozen=True)
class Trial:
    """What became of a file."""

    case: Damaged
    outcome: Outcome
    code: str
    said: str
    cpu_s: float
    wall_s: float
    peak_bytes: int


class Trier:
    """Tries files against what the whole ones give."""

    def __init__(self, folder: Path, files: dict[str, Path]) -> None:
        self._folder = folder
        self._objects = FolderObjects(folder / "objects")
        self._files = files
        self._whole: dict[str, str] = {}

    def tried(self, case: Damaged) -> Trial:
        """Try one file."""
        path = self._folder / f"{id(case):x}{Path(case.source).suffix}"
        path.write_bytes(case.data)
        began = time.monotonic()
        verdict, digest = self._judged(path)
        wall_s = time.monotonic() - began
        outcome, code, said = self._outcome(case, path, verdict, digest)
        path.unlink()
        return Trial(case, outcome, code, said, verdict.cpu_s, wall_s, verdict.peak_bytes)

    def _outcome(
        self, case: Damaged, path: Path, verdict: Verdict, digest: str
    ) -> tuple[Outcome, str, str]:
        if not digest:
            error = refusal(path.name, verdict)
            told = "refused" in verdict.said
            known = told or verdict.signal
            return ("refused" if known else "fallen"), error.code, error.message
        if digest == self._digest_of_whole(case.source):
            return "unharmed", "", ""
        complaint = strict_complaint(path)
        return ("overlooked" if complaint else "unseen"), "", complaint

    def _digest_of_whole(self, name: str) -> str:
        if name not in self._whole:
            self._whole[name] = self._judged(self._files[name])[1]
        return self._whole[name]

    def _judged(self, path: Path) -> tuple[Verdict, str]:
        with StoreWorkspace(self._objects, LOCAL_TENANT, self._folder / "scratch") as work:
            verdict = judged(work, path, "any")
            taken = verdict.said.get("taken")
            return verdict, digest_of_file(Path(taken["path"])) if taken else ""


def strict_complaint(path: Path) -> str:
    """What FFmpeg's own command has against a file when it is told to stop at any error."""
    strict = ["-v", "error", "-xerror", "-err_detect", "crccheck+explode"]
    done = subprocess.run(
        [FFMPEG, *strict, "-nostdin", "-i", str(path), "-f", "null", "-"],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=60,
    )
    return done.stderr.strip() or (f"status {done.returncode}" if done.returncode else "")

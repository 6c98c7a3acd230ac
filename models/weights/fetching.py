"""One file, from its source to its place: in a part that is gone on with, hashed as it comes."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from media.errors import Interrupted, WorldError
from models.weights.manifest import File
from models.weights.sources import BrokenOff, Offered, Source

TRIES = 5
"""In a row without a single byte; one that brings some begins the count again."""
PAUSE_S = 0.25
"""Before the second try; doubled before each further one."""
CHUNK_BYTES = 1 << 20

Count = Callable[[int], None]


class WeightsDamaged(WorldError):
    """Content is not what its digest says."""

    code = "WEIGHTS_DAMAGED"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A file that is to be here."""

    path: str
    """Below the folder of the weights."""
    source: Source
    file: Offered

    def part_in(self, folder: Path) -> Path:
        """Where it is kept until all are here."""
        target = folder / self.path
        return target.with_name(f"{target.name}.{self.file.tag}.part")


def fetch(wanted: Wanted, folder: Path, count: Count, stop: threading.Event) -> File:
    """Bring a file's part to its end, whatever of it is here already.

    Args:
        wanted: the file.
        folder: of the weights.
        count: told how many bytes are here more, and by a negative number how many are none.
        stop: ends it; what has come is kept.

    Raises:
        WeightsDamaged: the source's digest and what came differ.
        BrokenOff: it broke off again and again.
        PullFailed: it cannot be had.
        Interrupted: it was stopped.
    """
    part = _Part(wanted, folder, count, stop)
    began_with = part.num_bytes
    found = _whole(part, wanted, stop)
    said = wanted.file.sha256
    if said and found.sha256 != said and began_with:
        # What was kept may be what is wrong: once more, from the start.
        part.restart()
        found = _whole(part, wanted, stop)
    if said and found.sha256 != said:
        part.restart()
        raise WeightsDamaged(
            f"{wanted.path} came with other content than its source says "
            f"({found.sha256[:12]}, not {said[:12]})",
            "pull again; if it stays so, the source is damaged",
        )
    return found


def digest(path: Path, stop: threading.Event | None = None) -> Any:
    """A file's hash so far.

    Raises:
        Interrupted: it was stopped.
    """
    known = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            check(stop)
            known.update(chunk)
    return known


def check(stop: threading.Event | None) -> None:
    """End here where it is to end.

    Raises:
        Interrupted: it is.
    """
    if stop is not None and stop.is_set():
        raise Interrupted("the pull was stopped", "pull again: it goes on where it was")


class _Part:
    """What is here of a file, and its hash."""

    def __init__(self, wanted: Wanted, folder: Path, count: Count, stop: threading.Event) -> None:
        self._wanted = wanted
        self._path = wanted.part_in(folder)
        self._count = count
        self._stop = stop
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
        self.num_bytes = self._path.stat().st_size
        self.known = digest(self._path, stop)
        count(self.num_bytes)
        if self.num_bytes > wanted.file.num_bytes:
            self.restart()

    def restart(self) -> None:
        """Forget all of it."""
        os.truncate(self._path, 0)
        self._count(-self.num_bytes)
        self.num_bytes, self.known = 0, hashlib.sha256()

    def go_on(self) -> None:
        """Write what its source gives behind what is here."""
        with self._wanted.source.reading(self._wanted.file, self.num_bytes) as stream:
            if stream.offset != self.num_bytes:
                self.restart()  # the source cannot begin in the middle
            with self._path.open("ab") as out:
                for chunk in stream.chunks:
                    check(self._stop)
                    self._add(out, chunk)

    def _add(self, out: BinaryIO, chunk: bytes) -> None:
        if self.num_bytes + len(chunk) > self._wanted.file.num_bytes:
            raise WeightsDamaged(
                f"{self._wanted.path} is longer than its source says", "pull again"
            )
        out.write(chunk)
        self.known.update(chunk)
        self.num_bytes += len(chunk)
        self._count(len(chunk))


def _whole(part: _Part, wanted: Wanted, stop: threading.Event) -> File:
    size, failed = wanted.file.num_bytes, 0
    while part.num_bytes < size:
        before = part.num_bytes
        try:
            part.go_on()
            if part.num_bytes < size:
                raise BrokenOff(
                    f"{wanted.path} ended at {part.num_bytes:,} of {size:,} bytes", "pull again"
                )
        except BrokenOff:
            failed = 1 if part.num_bytes > before else failed + 1
            if failed >= TRIES:
                raise
            stop.wait(PAUSE_S * 2 ** (failed - 1))
            check(stop)
    return File(path=wanted.path, num_bytes=part.num_bytes, sha256=part.known.hexdigest())

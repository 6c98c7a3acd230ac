"""Writes an export's file: a ZIP with JSON Lines by table, files of artifacts, and a manifest.

It grows on the disk: nothing is held in memory but the rows that are just written.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, Self

from pydantic_core import to_jsonable_python

CHUNK_BYTES = 1 << 20
LONGEST_NAME = 60
"""Letters: of those that take the most room, as many as file systems allow."""
MANIFEST = "manifest.json"


@dataclass(kw_only=True)
class Entry:
    """A file in the ZIP, as the manifest has it."""

    name: str
    sha256: str
    num_bytes: int
    num_rows: int | None = None


@dataclass(kw_only=True)
class _Growing:
    """A file that is being written."""

    name: str
    file: IO[bytes]
    state: Any = field(default_factory=hashlib.sha256)
    num_bytes: int = 0
    num_rows: int = 0

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.state.update(data)
        self.num_bytes += len(data)


class Package:
    """The ZIP while it grows; not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self.entries: list[Entry] = []
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._growing: _Growing | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._growing is not None:
            self._growing.file.close()
            self._growing = None
        self._zip.close()

    def begin(self, name: str) -> None:
        """Begin a file of rows."""
        self._growing = _Growing(name=name, file=self._zip.open(name, "w", force_zip64=True))

    def write_rows(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Write rows into the file that was begun; their bytes."""
        growing = self._growing
        assert growing is not None
        before = growing.num_bytes
        for row in rows:
            line = json.dumps(to_jsonable_python(row), ensure_ascii=False, separators=(",", ":"))
            growing.write(line.encode() + b"\n")
            growing.num_rows += 1
        return growing.num_bytes - before

    def end(self) -> None:
        """End the file that was begun."""
        growing = self._growing
        assert growing is not None
        growing.file.close()
        self._growing = None
        self._note(growing, rows=True)

    def add_file(self, name: str, path: Path) -> int:
        """Put a file in as it is; its bytes."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED
        with path.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as file:
            growing = _Growing(name=name, file=file)
            while chunk := source.read(CHUNK_BYTES):
                growing.write(chunk)
        self._note(growing, rows=False)
        return growing.num_bytes

    def write_manifest(self, said: Mapping[str, Any]) -> None:
        """Say what is in it, last of all."""
        files = [asdict(entry) for entry in self.entries]
        whole = json.dumps(to_jsonable_python({**said, "files": files}), indent=2)
        self._zip.writestr(MANIFEST, whole)

    def _note(self, growing: _Growing, *, rows: bool) -> None:
        self.entries.append(
            Entry(
                name=growing.name,
                sha256=growing.state.hexdigest(),
                num_bytes=growing.num_bytes,
                num_rows=growing.num_rows if rows else None,
            )
        )


def safe_name(name: str) -> str:
    """A name that is one on any file system, and leads nowhere else."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter if letter.isalnum() or letter in " ._-()" else "_" for letter in last)
    stem, dot, ending = kept.strip(" .").rpartition(".")
    if not dot:
        return kept.strip(" .")[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending[:20]}"

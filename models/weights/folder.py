"""Weights in a local folder, such as a mounted disk or another machine's pull."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from media.errors import InputError
from models.weights.manifest import NAME, manifest_of
from models.weights.sources import Listing, Offered, PullFailed, Stream

CHUNK_BYTES = 1 << 20


class FolderSource:
    """Implements `Source`; where the folder has a manifest, its digests hold."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def listing(self) -> Listing:
        """All files below it, behind links too."""
        if not self._root.is_dir():
            raise InputError(f"{self._root} is no folder", "check the path", "weights.source")
        manifest = manifest_of(self._root)
        known = {file.path: file.sha256 for file in manifest.files} if manifest else {}
        try:
            found = tuple(self._offered(path, known) for path in self._files())
        except OSError as error:
            raise _unread(self._root, error) from error
        return Listing(commit=manifest.revision if manifest else "", files=found)

    @contextmanager
    def reading(self, file: Offered, offset: int) -> Generator[Stream]:
        """Its bytes from the disk."""
        path = self._root / file.path
        try:
            with path.open("rb") as opened:
                opened.seek(offset)
                yield Stream(offset=offset, chunks=_chunks(opened))
        except OSError as error:
            raise _unread(path, error) from error

    def _files(self) -> Iterator[Path]:
        for folder, below, names in os.walk(self._root, followlinks=False):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_file() and not (name == NAME and path.parent == self._root):
                    yield path

    def _offered(self, path: Path, known: dict[str, str]) -> Offered:
        name = path.relative_to(self._root).as_posix()
        status = path.stat()
        return Offered(
            path=name,
            num_bytes=status.st_size,
            sha256=known.get(name, ""),
            stamp=str(status.st_mtime_ns),
        )


def _chunks(opened: BinaryIO) -> Iterator[bytes]:
    while chunk := opened.read(CHUNK_BYTES):
        yield chunk


def _unread(path: Path, error: OSError) -> PullFailed:
    return PullFailed(f"{path} cannot be read: {error.strerror}", "check its permissions")

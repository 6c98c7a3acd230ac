"""Files on their way: on disk here, and by which requests; needs no network."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from kinora_client._requests import Ask
from kinora_client.errors import TransferFailed
from kinora_client.models.library import ArtifactKind

Progress = Callable[[int, "int | None"], object]
"""Is told how many bytes are through, and of how many, where that is known."""
Source = str | os.PathLike[str] | BinaryIO
PIECE_BYTES = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_SHA256 = re.compile(r'"?([0-9a-f]{64})"?')


class Arriving:
    """A file on its way in: beside its place, under another name, until it is whole and right."""

    def __init__(self, target: Path, sha256: str | None, progress: Progress | None) -> None:
        if target.is_dir():
            raise IsADirectoryError(f"{target} is a folder: name the file")
        self._target = target
        self._part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        self._file = self._part.open("wb")
        self._hash = hashlib.sha256()
        self._sha256 = sha256
        self._progress = progress
        self._etag = ""
        self._at = 0
        self._total: int | None = None

    def ask(self, path: str) -> Ask:
        """For all of it, or for what is still lacking."""
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self._at and self._etag:
            headers |= {"Range": f"bytes={self._at}-", "If-Range": self._etag}
        return Ask(method="GET", path=path, headers=headers)

    def begin(self, response: httpx.Response) -> None:
        """Take up an answer: the rest, or all of it once more."""
        found = _RANGE.match(response.headers.get("Content-Range", ""))
        if response.status_code == 206 and found and int(found[1]) == self._at:
            self._total = None if found[2] == "*" else int(found[2])
            return
        if response.status_code == 206:
            raise TransferFailed(f"another part of {self._target.name} came than was asked for")
        self._again()
        self._etag = _strong(response.headers.get("ETag", ""))
        stated = _SHA256.fullmatch(self._etag)
        if self._sha256 is None and stated:
            self._sha256 = stated[1]
        length = response.headers.get("Content-Length", "")
        plain = "Content-Encoding" not in response.headers
        self._total = int(length) if length.isdigit() and plain else None

    def write(self, piece: bytes) -> None:
        """Take what comes next."""
        self._file.write(piece)
        self._hash.update(piece)
        self._at += len(piece)
        if self._progress is not None:
            self._progress(self._at, self._total)

    def finish(self) -> Path:
        """Put it in its place.

        Raises:
            TransferFailed: it is not the file that the service has.
        """
        if self._sha256 is not None and self._hash.hexdigest() != self._sha256:
            raise TransferFailed(f"{self._target.name} came damaged: its SHA-256 is another one")
        self._file.close()
        os.replace(self._part, self._target)
        return self._target

    def drop(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _again(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._hash = hashlib.sha256()
        self._at = 0


def _strong(etag: str) -> str:
    """An ETag that `If-Range` may name."""
    return "" if etag.startswith("W/") else etag


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A file to be sent."""

    file: BinaryIO
    begin: int
    """Where in it that is: a file object is sent from where it stands."""
    num_bytes: int
    sha256: str

    def piece(self, offset: int, num_bytes: int) -> bytes:
        """A part of it.

        Raises:
            TransferFailed: the file became shorter meanwhile.
        """
        self.file.seek(self.begin + offset)
        data = self.file.read(num_bytes)
        if len(data) != num_bytes:
            raise TransferFailed("the file became shorter while it was sent")
        return data


@contextmanager
def opened(source: Source) -> Generator[BinaryIO]:
    """A file by its path; a file object as it is, to be closed by its owner."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            yield file
    else:
        if not source.seekable():
            raise ValueError("what cannot be read twice cannot be sent: give a file")
        yield source


def leaving(file: BinaryIO) -> Leaving:
    """Look at a file that will be sent: its size, and its digest."""
    begin, state = file.tell(), hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        state.update(piece)
    return Leaving(file=file, begin=begin, num_bytes=file.tell() - begin, sha256=state.hexdigest())


def name_of(source: Source, name: str | None) -> str:
    """What a file is called: as given, or as it lies on disk."""
    found = name or (source if isinstance(source, (str, os.PathLike)) else _called(source))
    return Path(found).name or "untitled"


def kind_of(name: str) -> ArtifactKind:
    """What a file is likely to be, by the ending of its name."""
    if name.lower().endswith(".safetensors"):
        return "lora"
    guess = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    if guess == "image":
        return "image"
    if guess == "video":
        return "video"
    return "audio" if guess == "audio" else "document"


def _called(file: BinaryIO) -> str:
    name = getattr(file, "name", "")
    return name if isinstance(name, str) else ""

"""Where files from outside lie until they were looked at: beside the assets, and never among them.

Into a folder the API writes them itself. Into a bucket clients put them, in parts that each have a
presigned URL: parts can be sent at once, and sent again. Names are `quarantine/<tenant>/<upload>`;
nothing that a client says becomes part of a path.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from media.errors import CallerError
from store.objects.objects import asking

PREFIX = "quarantine"
PART_BYTES = 32 << 20
"""Of a part: what a slow line sends in the five minutes for which its URL is good."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a file; all but the last are as large."""

    number: int
    offset: int
    num_bytes: int


def parts_of(num_bytes: int) -> list[Part]:
    """How a file is cut."""
    return [
        Part(number=number, offset=offset, num_bytes=min(PART_BYTES, num_bytes - offset))
        for number, offset in enumerate(range(0, num_bytes, PART_BYTES))
    ]


class FolderQuarantine:
    """Files that grow in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root / PREFIX

    def write(self, tenant: uuid.UUID, upload: uuid.UUID, offset: int, data: bytes) -> None:
        """Put a piece at its place; what was behind that is cut off."""
        path = self._path(tenant, upload)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        with path.open("r+b") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(data)

    def gathered(self, tenant: uuid.UUID, upload: uuid.UUID, num_bytes: int, into: Path) -> Path:
        """The file itself; see `S3Quarantine.gathered`.

        Raises:
            CallerError: some of it has not come.
        """
        path = self._path(tenant, upload)
        if not path.exists() or path.stat().st_size != num_bytes:
            raise _unfinished()
        return path

    def remove(self, tenant: uuid.UUID, upload: uuid.UUID) -> None:
        """Forget what came of an upload."""
        self._path(tenant, upload).unlink(missing_ok=True)

    def clear(self, tenant: uuid.UUID) -> None:
        """Forget all that came for a tenant."""
        shutil.rmtree(self._root / str(tenant), ignore_errors=True)

    def _path(self, tenant: uuid.UUID, upload: uuid.UUID) -> Path:
        return self._root / str(tenant) / str(upload)


class S3Quarantine:
    """Parts in a bucket."""

    def __init__(self, url: str) -> None:
        from obstore.store import S3Store

        self._url = url
        self._store = S3Store.from_url(url, virtual_hosted_style_request=False)

    def link(self, tenant: uuid.UUID, upload: uuid.UUID, part: Part, seconds: int) -> str:
        """A URL that a part may be PUT to for some time."""
        import obstore

        name = f"{_name(tenant, upload)}/{part.number}"
        with asking(self._url, name):
            return obstore.sign(self._store, "PUT", name, timedelta(seconds=seconds))

    def arrived(self, tenant: uuid.UUID, upload: uuid.UUID, num_bytes: int) -> set[int]:
        """Numbers of the parts that are there as they should be."""
        sizes = {part.number: part.num_bytes for part in parts_of(num_bytes)}
        found = dict(self._found(tenant, upload))
        return {number for number, size in sizes.items() if found.get(str(number)) == size}

    def gathered(self, tenant: uuid.UUID, upload: uuid.UUID, num_bytes: int, into: Path) -> Path:
        """The whole file.

        Args:
            tenant: whose.
            upload: which.
            num_bytes: how large it was declared.
            into: where it may be put together.

        Raises:
            CallerError: some of it has not come.
        """
        import obstore

        parts = parts_of(num_bytes)
        if len(self.arrived(tenant, upload, num_bytes)) != len(parts):
            raise _unfinished()
        with into.open("wb") as file:
            for part in parts:
                name = f"{_name(tenant, upload)}/{part.number}"
                with asking(self._url, name):
                    for chunk in obstore.get(self._store, name):
                        file.write(chunk)
        return into

    def remove(self, tenant: uuid.UUID, upload: uuid.UUID) -> None:
        """Forget what came of an upload."""
        import obstore

        for number, _ in list(self._found(tenant, upload)):
            name = f"{_name(tenant, upload)}/{number}"
            with asking(self._url, name):
                obstore.delete(self._store, name)

    def clear(self, tenant: uuid.UUID) -> None:
        """Forget all that came for a tenant."""
        import obstore

        folder = f"{PREFIX}/{tenant}"
        with asking(self._url, folder):
            for batch in obstore.list(self._store, prefix=f"{folder}/"):
                obstore.delete(self._store, [found["path"] for found in batch])

    def _found(self, tenant: uuid.UUID, upload: uuid.UUID) -> Iterator[tuple[str, int]]:
        import obstore

        folder = _name(tenant, upload)
        with asking(self._url, folder):
            for batch in obstore.list(self._store, prefix=f"{folder}/"):
                for found in batch:
                    yield found["path"].rsplit("/", 1)[-1], found["size"]


Quarantine = FolderQuarantine | S3Quarantine


def open_quarantine(url: str) -> Quarantine:
    """The quarantine of an object store; see `store.objects.objects.open_objects`."""
    return S3Quarantine(url) if url.startswith("s3://") else FolderQuarantine(Path(url))


def _name(tenant: uuid.UUID, upload: uuid.UUID) -> str:
    return f"{PREFIX}/{tenant}/{upload}"


def _unfinished() -> CallerError:
    return CallerError(
        "the file has not come whole", "send the rest", "content", "UPLOAD_UNFINISHED"
    )

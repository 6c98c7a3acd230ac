"""The object store: assets by their content, on a folder or an S3-compatible service.

A folder store renames a finished file into its place and hands out the very file; an S3 store
uploads it and keeps a local copy for readers. Object names are `<tenant>/<2 hex>/<digest>`.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Protocol

from media.errors import InputError, WorldError
from media.ids import Digest, digest_of_file

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ObjectMissing(WorldError):
    """The store does not have an object that something names."""

    code = "OBJECT_MISSING"


class StoreUnreachable(WorldError):
    """The store does not answer, or refuses."""

    code = "STORE_UNREACHABLE"
    retryable = True


@dataclass(frozen=True, kw_only=True)
class Stored:
    """An object as the store knows it."""

    digest: Digest
    num_bytes: int
    since: datetime
    """When it was put there last."""


class Objects(Protocol):
    """Where a tenant's assets live."""

    url: str

    def take(self, tenant: uuid.UUID, path: Path) -> tuple[Digest, int]:
        """Store a file's content; the file itself is gone afterwards. Digest and size in bytes."""
        ...

    def local(self, tenant: uuid.UUID, digest: Digest) -> Path:
        """A local, read-only path with the content.

        Raises:
            ObjectMissing: it is not in the store.
        """
        ...

    def has(self, tenant: uuid.UUID, digest: Digest, num_bytes: int) -> bool:
        """Whether the object is there in its full size."""
        ...

    def delete(self, tenant: uuid.UUID, digest: Digest) -> None:
        """Forget an object."""
        ...

    def stored(self, tenant: uuid.UUID) -> Iterator[Stored]:
        """All of a tenant's objects."""
        ...

    def clear(self, tenant: uuid.UUID, most: int) -> tuple[int, int]:
        """Forget some of all that is a tenant's; how many, and their bytes: none, if none is left.

        Args:
            tenant: whose.
            most: how many at once.
        """
        ...

    def forget_copies(self, living: Collection[uuid.UUID]) -> None:
        """Drop this machine's copies of objects of all other tenants."""
        ...

    def link(self, tenant: uuid.UUID, digest: Digest, seconds: int) -> str | None:
        """A URL that anybody may read the object by for some time; None if there is no such way."""
        ...

    def ping(self) -> None:
        """Ask whether the store answers.

        Raises:
            StoreUnreachable: it does not.
        """
        ...


class FolderObjects:
    """Objects on a local folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = str(root)

    def take(self, tenant: uuid.UUID, path: Path) -> tuple[Digest, int]:
        """Rename the file into its place; see `Objects.take`."""
        digest = digest_of_file(path)
        num_bytes = path.stat().st_size
        target = self._path(tenant, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o444)
        try:
            os.replace(path, target)
        except OSError:
            # A scratch folder on another file system: copy beside the target, then rename.
            beside = target.with_suffix(f".{uuid.uuid4().hex}")
            shutil.copyfile(path, beside)
            os.replace(beside, target)
            path.unlink()
        return digest, num_bytes

    def local(self, tenant: uuid.UUID, digest: Digest) -> Path:
        """The stored file itself."""
        path = self._path(tenant, digest)
        if not path.exists():
            raise ObjectMissing(f"the asset {digest[:12]} is missing from the object store")
        return path

    def has(self, tenant: uuid.UUID, digest: Digest, num_bytes: int) -> bool:
        """Whether the file is there in its full size."""
        try:
            return self._path(tenant, digest).stat().st_size == num_bytes
        except FileNotFoundError:
            return False

    def delete(self, tenant: uuid.UUID, digest: Digest) -> None:
        """Remove the file."""
        self._path(tenant, digest).unlink(missing_ok=True)

    def stored(self, tenant: uuid.UUID) -> Iterator[Stored]:
        """The files that are whole."""
        for path in self._files(tenant):
            if _DIGEST.fullmatch(path.name):
                status = path.stat()
                yield Stored(
                    digest=Digest(path.name), num_bytes=status.st_size,
                    since=datetime.fromtimestamp(status.st_mtime, UTC),
                )  # fmt: skip

    def clear(self, tenant: uuid.UUID, most: int) -> tuple[int, int]:
        """Remove files, also those that were broken off, and the folders once they are empty."""
        count = num_bytes = 0
        for path in list(islice(self._files(tenant), most)):
            num_bytes += path.stat().st_size
            count += 1
            path.unlink()
        if not count:
            shutil.rmtree(self.root / str(tenant), ignore_errors=True)
        return count, num_bytes

    def forget_copies(self, living: Collection[uuid.UUID]) -> None:
        """Nothing: what lies here is no copy."""

    def link(self, tenant: uuid.UUID, digest: Digest, seconds: int) -> str | None:
        """None: a folder has no URLs."""
        return None

    def ping(self) -> None:
        """Ask whether the folder can be written."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreachable(f"{self.root}: {error.strerror}", "set KINORA_OBJECTS") from None
        if not os.access(self.root, os.W_OK):
            raise StoreUnreachable(f"{self.root} cannot be written", "set KINORA_OBJECTS")

    def _files(self, tenant: uuid.UUID) -> Iterator[Path]:
        return (self.root / str(tenant)).glob("??/*")

    def _path(self, tenant: uuid.UUID, digest: Digest) -> Path:
        return self.root / _object_name(tenant, digest)


class S3Objects:
    """Objects in a bucket, with a folder of copies on this machine.

    Credentials, region and endpoint come from the usual `AWS_*` variables.
    """

    def __init__(self, url: str, copies: Path) -> None:
        from obstore.store import S3Store

        self.url = url
        self._copies = FolderObjects(copies)
        self._store = S3Store.from_url(url, virtual_hosted_style_request=False)

    def take(self, tenant: uuid.UUID, path: Path) -> tuple[Digest, int]:
        """Upload the file, then keep it as the local copy."""
        import obstore

        name = _object_name(tenant, digest_of_file(path))
        with path.open("rb") as file, asking(self.url, name):
            obstore.put(self._store, name, file)
        return self._copies.take(tenant, path)

    def local(self, tenant: uuid.UUID, digest: Digest) -> Path:
        """The local copy, downloaded when there is none."""
        import obstore

        name = _object_name(tenant, digest)
        target = self._copies.root / name
        if target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{uuid.uuid4().hex}")
        try:
            with asking(self.url, name):
                answer = obstore.get(self._store, name)
                with part.open("wb") as file:
                    for chunk in answer:
                        file.write(chunk)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
        return target

    def has(self, tenant: uuid.UUID, digest: Digest, num_bytes: int) -> bool:
        """Whether the bucket has the object in its full size."""
        import obstore

        name = _object_name(tenant, digest)
        try:
            with asking(self.url, name):
                return obstore.head(self._store, name)["size"] == num_bytes
        except ObjectMissing:
            return False

    def delete(self, tenant: uuid.UUID, digest: Digest) -> None:
        """Remove the object and its local copy."""
        import obstore

        name = _object_name(tenant, digest)
        with asking(self.url, name):
            obstore.delete(self._store, name)
        self._copies.delete(tenant, digest)

    def stored(self, tenant: uuid.UUID) -> Iterator[Stored]:
        """What the bucket lists."""
        import obstore

        with asking(self.url, str(tenant)):
            for batch in obstore.list(self._store, prefix=f"{tenant}/"):
                for found in batch:
                    name = found["path"].rsplit("/", 1)[-1]
                    yield Stored(
                        digest=Digest(name), num_bytes=found["size"], since=found["last_modified"]
                    )

    def clear(self, tenant: uuid.UUID, most: int) -> tuple[int, int]:
        """Remove objects, and all copies of this machine once there is none."""
        import obstore

        found = list(islice(self.stored(tenant), most))
        names = [_object_name(tenant, one.digest) for one in found]
        with asking(self.url, str(tenant)):
            if names:
                obstore.delete(self._store, names)
        if not names:
            shutil.rmtree(self._copies.root / str(tenant), ignore_errors=True)
        return len(names), sum(one.num_bytes for one in found)

    def forget_copies(self, living: Collection[uuid.UUID]) -> None:
        """Drop the folders of all other tenants."""
        kept = {str(tenant) for tenant in living}
        if self._copies.root.exists():
            for folder in self._copies.root.iterdir():
                if folder.name not in kept:
                    shutil.rmtree(folder, ignore_errors=True)

    def link(self, tenant: uuid.UUID, digest: Digest, seconds: int) -> str | None:
        """A presigned URL."""
        import obstore

        name = _object_name(tenant, digest)
        with asking(self.url, name):
            return obstore.sign(self._store, "GET", name, timedelta(seconds=seconds))

    def ping(self) -> None:
        """Ask the bucket for one name."""
        import obstore

        with asking(self.url, "ping"):
            next(iter(obstore.list(self._store, chunk_size=1)), None)


@contextmanager
def asking(url: str, name: str) -> Generator[None]:
    """Say what a service said, in terms of Kinora.

    Args:
        url: of the store.
        name: of the object that is asked for.

    Raises:
        ObjectMissing: there is no such object.
        StoreUnreachable: anything else.
    """
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing(f"the asset {name[-64:][:12]} is missing from {url}") from error
    except BaseError as error:
        said = str(error).strip().splitlines()[0]
        raise StoreUnreachable(
            f"{url}: {said}", "check KINORA_OBJECTS, and AWS_* for endpoint and keys"
        ) from error


def _object_name(tenant: uuid.UUID, digest: Digest) -> str:
    # Whoever writes flows writes digests too: none may lead out of its tenant's own folder.
    if not _DIGEST.fullmatch(digest):
        raise ObjectMissing(f"{digest[:12]!r} is no digest of an asset")
    return f"{tenant}/{digest[:2]}/{digest}"


def open_objects(url: str, copies: Path) -> Objects:
    """The store that a URL names: a folder's path, or `s3://bucket/prefix`.

    Args:
        url: where the objects live.
        copies: a local folder for copies of remote objects.

    Raises:
        InputError: the scheme is not one that Kinora can use.
    """
    if url.startswith("s3://"):
        return S3Objects(url, copies)
    if "://" in url:
        raise InputError(f"{url} is no object store", "give a folder or s3://bucket/prefix")
    return FolderObjects(Path(url))

"""Where weights come from: a folder, a bucket or a hub, each behind two questions."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from media.errors import InputError, WorldError
from media.ids import short_hash
from models.catalog.row import Weights

HUB, BUCKET, FOLDER = "hub:", "s3://", "file:"


class PullFailed(WorldError):
    """A source does not answer, refuses, or broke off too often."""

    code = "PULL_FAILED"


class AccessRefused(PullFailed):
    """A source wants a licence accepted, or a key."""

    code = "WEIGHTS_GATED"
    retryable = False


class BrokenOff(PullFailed):
    """A transfer ended too soon; what has come is kept, and another try goes on behind it."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A file as its source lists it."""

    path: str
    """Below the source's root, with slashes."""
    num_bytes: int
    sha256: str = ""
    """Empty where the source does not say."""
    stamp: str = ""
    """What changes with its content, as an ETag or a time does."""

    @property
    def tag(self) -> str:
        """Names this content of the file: a part is only ever continued with the same."""
        return short_hash(f"{self.path} {self.num_bytes} {self.sha256 or self.stamp}")[:12]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """All that a source offers."""

    commit: str
    """Empty where the source knows none."""
    files: tuple[Offered, ...]


@dataclass(frozen=True, kw_only=True)
class Stream:
    """The bytes of a file from some offset on."""

    offset: int
    """0 where the source could not begin later."""
    chunks: Iterator[bytes]


class Source(Protocol):
    """One folder, prefix or repository."""

    def listing(self) -> Listing:
        """What is there.

        Raises:
            InputError: there is no such source.
            PullFailed: it cannot be asked.
        """
        ...

    @contextmanager
    def reading(self, file: Offered, offset: int) -> Generator[Stream]:
        """A file's bytes; the listing was asked for before.

        Raises:
            BrokenOff: the transfer ended too soon.
            PullFailed: it cannot be had.
        """
        ...


def source_of(weights: Weights) -> Source:
    """The source that a row names.

    Raises:
        InputError: it names none.
    """
    named = weights.source
    if named.startswith(HUB):
        from models.weights.hub import HubSource

        return HubSource(named.removeprefix(HUB), weights.revision)
    if named.startswith(BUCKET):
        from models.weights.bucket import BucketSource

        return BucketSource(named)
    path = Path(named.removeprefix(FOLDER).removeprefix("//")).expanduser()
    if not path.is_absolute():
        raise InputError(
            f"{named} is no source of weights",
            "write hub:owner/name, s3://bucket/prefix, or the whole path of a folder",
            "weights.source",
        )
    from models.weights.folder import FolderSource

    return FolderSource(path)

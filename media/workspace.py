"""How media functions and engines reach bytes: the one seam to the object store."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, TypeVar

from media.types import Asset

A = TypeVar("A", bound=Asset)


class Workspace(Protocol):
    """What a piece of media work may do besides compute."""

    def open(self, asset: Asset) -> Path:
        """A local path with the asset's bytes, read-only, valid while the work runs."""
        ...

    def save(self, path: Path, kind: type[A], **facts: Any) -> A:
        """Take over a finished file as an asset.

        `facts` are the fields of `kind` beside digest and size. The file is moved, so it is gone
        from `path`.
        """
        ...

    def scratch(self, name: str) -> Path:
        """A path of its own for a temporary file, removed when the work ends."""
        ...

    def progress(self, fraction: float, **facts: Any) -> None:
        """Report how much is done, from 0 to 1."""
        ...

"""The workspace of one piece of work: scratch files of its own, assets in the object store."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from media.types import Asset
from store.objects.objects import Objects

A = TypeVar("A", bound=Asset)


class StoreWorkspace:
    """Implements `media.workspace.Workspace`; a context manager that clears its scratch folder."""

    def __init__(
        self,
        objects: Objects,
        tenant: uuid.UUID,
        scratch: Path,
        report: Callable[[float], None] | None = None,
    ) -> None:
        self._objects = objects
        self._tenant = tenant
        self._folder = scratch / uuid.uuid4().hex
        self._report = report

    def __enter__(self) -> StoreWorkspace:
        self._folder.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, asset: Asset) -> Path:
        """A local path with the asset's bytes."""
        return self._objects.local(self._tenant, asset.digest)

    def save(self, path: Path, kind: type[A], **facts: Any) -> A:
        """Move a finished file into the object store."""
        digest, num_bytes = self._objects.take(self._tenant, path)
        return kind(digest=digest, num_bytes=num_bytes, **facts)

    def scratch(self, name: str) -> Path:
        """A path in the scratch folder."""
        return self._folder / name

    def progress(self, fraction: float, **facts: Any) -> None:
        """Pass the fraction on to whoever watches."""
        if self._report is not None:
            self._report(fraction)

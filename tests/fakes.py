"""A workspace on a plain folder, for tests of media work and engines."""

from pathlib import Path
from typing import Any, TypeVar

from media.ids import digest_of_file
from media.types import Asset

A = TypeVar("A", bound=Asset)


class FolderWorkspace:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.reports: list[float] = []
        root.mkdir(parents=True, exist_ok=True)

    def open(self, asset: Asset) -> Path:
        return self.root / asset.digest

    def save(self, path: Path, kind: type[A], **facts: Any) -> A:
        saved = kind(digest=digest_of_file(path), num_bytes=path.stat().st_size, **facts)
        path.replace(self.root / saved.digest)
        return saved

    def scratch(self, name: str) -> Path:
        folder = self.root / "scratch"
        folder.mkdir(exist_ok=True)
        return folder / name

    def progress(self, fraction: float, **facts: Any) -> None:
        self.reports.append(fraction)

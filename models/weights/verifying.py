"""Whether weights are still what was pulled: every file hashed again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from media.errors import EngineUnavailable
from models.catalog.row import Engine
from models.weights.fetching import digest
from models.weights.manifest import File, Manifest, folder_of, manifest_of

AT_ONCE = 2
"""Files that are read at the same time: a disk is soon busy."""


@dataclass(frozen=True, kw_only=True)
class Damage:
    """A file that is not what was pulled."""

    path: str
    what: str


def pulled(engine: Engine) -> Manifest:
    """What is here of an engine's weights.

    Raises:
        EngineUnavailable: nothing that is whole.
    """
    manifest = manifest_of(folder_of(engine))
    if manifest is None:
        raise EngineUnavailable(f"{engine.id} lacks its weights", f"kinora models pull {engine.id}")
    return manifest


def verify(
    engine: Engine, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Damage, ...]:
    """The files that are damaged; empty where all are as they came.

    Args:
        engine: whose weights.
        progress: told after each file how many bytes were looked at, and how many there are.

    Raises:
        EngineUnavailable: there are none.
    """
    manifest, folder = pulled(engine), folder_of(engine)
    found: list[Damage] = []
    done = 0
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="verify") as pool:
        looked_at = pool.map(partial(_damage, folder), manifest.files)
        for file, what in zip(manifest.files, looked_at, strict=True):
            done += file.num_bytes
            progress(done, manifest.num_bytes)
            if what:
                found.append(Damage(path=file.path, what=what))
    return tuple(found)


def _damage(folder: Path, file: File) -> str:
    """What is wrong with a file; empty where nothing is."""
    path = folder / file.path
    try:
        size = path.stat().st_size
        if size != file.num_bytes:
            return f"has {size:,} bytes, not {file.num_bytes:,}"
        now = digest(path).hexdigest()
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return "" if now == file.sha256 else f"has the digest {now[:12]}, not {file.sha256[:12]}"

"""All files of a row's weights, from their sources into its folder.

Files are brought into parts first. Only when all are here and right are they moved into place, and
the manifest is written last: an engine never finds some of one commit and some of another.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from media.errors import InputError, Interrupted, WorldError
from models.catalog.row import Engine, Weights
from models.weights.choosing import check_pickles, chosen
from models.weights.fetching import PAUSE_S, TRIES, Wanted, fetch
from models.weights.manifest import (
    LORAS,
    NAME,
    File,
    Manifest,
    Origin,
    digest_of_files,
    folder_of,
    manifest_of,
    write_manifest,
)
from models.weights.sources import BrokenOff, Listing, source_of

AT_ONCE = 4
"""Files that come at the same time."""
SPARE_BYTES = 64 << 20
"""Left free on the disk."""
COMMIT = re.compile(r"[0-9a-f]{40}")

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told how many bytes are here, and how many there will be."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing in which the sources differ from what is here."""

    path: str
    what: str
    """`added`, `removed` or `changed`."""
    num_bytes: int = 0


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a row's sources offer, beside what is here."""

    engine: Engine
    origin: Origin
    loras: dict[str, Origin]
    parts: dict[str, Origin]
    wanted: tuple[Wanted, ...]
    here: Manifest | None

    @property
    def origins(self) -> dict[str, Origin]:
        """Where all comes from, by the folder that it is in; the row's own weights by none."""
        return _in_folders(self.origin, self.loras, self.parts)

    @property
    def num_bytes(self) -> int:
        """Of all files that are wanted."""
        return sum(one.file.num_bytes for one in self.wanted)

    @property
    def changes(self) -> tuple[Change, ...]:
        """In which way what is here is not what is wanted; all of it where nothing is here."""
        known = {file.path: file for file in self.here.files} if self.here else {}
        found = [
            Change(
                path=one.path,
                what="changed" if one.path in known else "added",
                num_bytes=one.file.num_bytes,
            )
            for one in self.wanted
            if not self.has(one, known)
        ]
        names = {one.path for one in self.wanted}
        gone = [Change(path=path, what="removed") for path in sorted(known) if path not in names]
        return (*found, *gone)

    @property
    def moved(self) -> bool:
        """Whether the sources are at another commit, or others, than what is here."""
        return self.here is None or _origins(self.here) != self.origins

    def has(self, one: Wanted, known: dict[str, File]) -> bool:
        """Whether the manifest names this very content."""
        file = known.get(one.path)
        if file is None or self.here is None or file.num_bytes != one.file.num_bytes:
            return False
        if one.file.sha256:
            return file.sha256 == one.file.sha256
        # Without a digest, content is known by the commit that it is of, or by its size alone.
        offered = self.origins
        folder = _folder_of(one.path, offered)
        return _origins(self.here).get(folder) == offered[folder]


def is_pinned(engine: Engine, here: Manifest) -> bool:
    """Whether no source need be asked: all that is wanted is a commit, and that is here."""
    named = _in_folders(engine.weights, engine.loras, engine.parts)
    known = _origins(here)
    return named.keys() == known.keys() and all(
        weights is not None
        and bool(COMMIT.fullmatch(weights.revision))
        and known[name] == Origin(source=weights.source, revision=weights.revision)
        for name, weights in named.items()
    )


def _origins(here: Manifest) -> dict[str, Origin]:
    own = Origin(source=here.source, revision=here.revision)
    return _in_folders(own, here.loras, here.parts)


def _in_folders(own: T, loras: Mapping[str, T], parts: Mapping[str, T]) -> dict[str, T]:
    """What is said of each source, by its folder below the row's."""
    return {"": own, **{f"{LORAS}/{name}": one for name, one in loras.items()}, **parts}


def _folder_of(path: str, folders: Iterable[str]) -> str:
    """In which of them a file lies."""
    return next((one for one in folders if one and path.startswith(f"{one}/")), "")


def look(engine: Engine) -> Looked:
    """Ask a row's sources what they offer.

    Raises:
        InputError: the row has no weights, a source is none, or its files are refused.
        PullFailed: a source cannot be asked.
    """
    if engine.weights is None:
        raise InputError(f"{engine.id} needs no weights", "there is nothing to pull", "id")
    origin, wanted = _offered(engine.weights, "")
    # The folders of LoRAs and parts are the row's to fill.
    wanted = [one for one in wanted if not _folder_of(one.path, (LORAS, *engine.parts))]
    loras: dict[str, Origin] = {}
    for name, weights in sorted(engine.loras.items()):
        loras[name], more = _offered(weights, f"{LORAS}/{name}/")
        wanted += more
    parts: dict[str, Origin] = {}
    for name, weights in sorted(engine.parts.items()):
        parts[name], more = _offered(weights, f"{name}/")
        wanted += more
    return Looked(
        engine=engine,
        origin=origin,
        loras=loras,
        parts=parts,
        wanted=tuple(wanted),
        here=manifest_of(folder_of(engine)),
    )


def bring(looked: Looked, progress: Progress, *, again: Iterable[str] = ()) -> Manifest:
    """Bring all that is wanted and not here, and say so in a manifest.

    Args:
        looked: what is wanted.
        progress: told how far it is, from several threads, one at a time; what it raises ends the
            pull, as Ctrl-C does: what has come is kept and gone on with.
        again: files that are brought though the manifest has them.

    Raises:
        InputError: the disk has no room.
        WorldError: a file cannot be had, is not what its source says, or the pull was stopped.
    """
    folder = folder_of(looked.engine)
    known = {file.path: file for file in looked.here.files} if looked.here else {}
    refetched = frozenset(again)
    kept = [
        known[one.path]
        for one in looked.wanted
        if one.path not in refetched
        and looked.has(one, known)
        and _sized(folder / one.path) == one.file.num_bytes
    ]
    names = {file.path for file in kept}
    fetched = [one for one in looked.wanted if one.path not in names]
    with _telling(folder), _alone(folder):
        _check_room(fetched, folder)
        files = _fetch_all(fetched, folder, progress)
        return _settle(looked, folder, fetched, [*kept, *files])


def damaged(looked: Looked) -> Looked:
    """The same for a repair: what comes has to be what the manifest says, where sizes agree."""
    known = {file.path: file for file in looked.here.files} if looked.here else {}
    wanted = tuple(
        replace(one, file=replace(one.file, sha256=known[one.path].sha256))
        if one.path in known and known[one.path].num_bytes == one.file.num_bytes
        else one
        for one in looked.wanted
    )
    return replace(looked, wanted=wanted)


def as_pulled(engine: Engine, here: Manifest) -> Engine:
    """The row with its sources at the commits that are here, where they know any."""
    weights = engine.weights
    if weights is not None and here.revision:
        weights = weights.but(revision=here.revision)
    return engine.but(
        weights=weights,
        loras=_at_commits(engine.loras, here.loras),
        parts=_at_commits(engine.parts, here.parts),
    )


def _at_commits(named: Mapping[str, Weights], here: Mapping[str, Origin]) -> dict[str, Weights]:
    return {
        name: one.but(revision=here[name].revision) if name in here else one
        for name, one in named.items()
    }


def _offered(weights: Weights, prefix: str) -> tuple[Origin, list[Wanted]]:
    source = source_of(weights)
    listing = _asked_again(source.listing)
    files = chosen(listing.files, weights)
    check_pickles(files, weights, source)
    wanted = [Wanted(path=prefix + file.path, source=source, file=file) for file in files]
    return Origin(source=weights.source, revision=listing.commit), wanted


def _check_room(fetched: Sequence[Wanted], folder: Path) -> None:
    """Refuse to begin what the disk will not hold.

    Raises:
        InputError: it will not.
    """
    needed = sum(max(0, one.file.num_bytes - (_sized(one.part_in(folder)) or 0)) for one in fetched)
    free = shutil.disk_usage(folder).free
    if needed and free < needed + SPARE_BYTES:
        raise InputError(
            f"{needed / 1e9:.1f} GB are to come into {folder}, and {free / 1e9:.1f} GB are free",
            "free some, or set KINORA_WEIGHTS to a folder on a larger disk",
            "KINORA_WEIGHTS", "DISK_FULL",
        )  # fmt: skip


def _fetch_all(fetched: Sequence[Wanted], folder: Path, progress: Progress) -> list[File]:
    """Bring some files at once, the largest first; the first that fails ends the others."""
    done, lock = 0, threading.Lock()
    total = sum(one.file.num_bytes for one in fetched)

    def count(num_bytes: int) -> None:
        nonlocal done
        with lock:
            done += num_bytes
            progress(done, total)

    largest_first = sorted(fetched, key=lambda one: -one.file.num_bytes)
    stop = threading.Event()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pull") as pool:
        futures = [pool.submit(fetch, one, folder, count, stop) for one in largest_first]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
        finally:
            # At the first failure, and on Ctrl-C, the others are told, and waited for; where all
            # are done there is nobody to hear it.
            stop.set()
            pool.shutdown(cancel_futures=True)
    return _results(futures)


def _results(futures: Sequence[Future[File]]) -> list[File]:
    """What came of all; of several errors the one that made the others end."""
    errors = [error for one in futures if not one.cancelled() and (error := one.exception())]
    if errors:
        raise next((one for one in errors if not isinstance(one, Interrupted)), errors[0])
    return [one.result() for one in futures]


def _settle(
    looked: Looked, folder: Path, fetched: Sequence[Wanted], files: Sequence[File]
) -> Manifest:
    """Move parts into place and say what is here; whatever else was here goes."""
    (folder / NAME).unlink(missing_ok=True)
    for one in fetched:
        os.replace(one.part_in(folder), folder / one.path)
    _remove_others(folder, {file.path for file in files})
    ordered = tuple(sorted(files, key=lambda file: file.path))
    manifest = Manifest(
        source=looked.origin.source,
        revision=looked.origin.revision,
        files=ordered,
        digest=digest_of_files(ordered),
        loras=looked.loras,
        parts=looked.parts,
    )
    write_manifest(folder, manifest)
    return manifest


def _remove_others(folder: Path, kept: set[str]) -> None:
    """Remove files of other commits and parts of theirs, and folders that are empty by it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()


@contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Make the folder, and pull into it alone: two would write into one part.

    Raises:
        WorldError: another process pulls.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder.with_name(f".{folder.name}.lock")
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WorldError(
                f"another process pulls into {folder}", "wait until it has ended", "", "BUSY"
            ) from error
        yield


def _asked_again(ask: Callable[[], Listing]) -> Listing:
    """A listing; a source that is out of order for a moment is asked again."""
    for number in range(TRIES - 1):
        try:
            return ask()
        except BrokenOff:
            time.sleep(PAUSE_S * 2**number)
    return ask()


def _sized(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


@contextmanager
def _telling(folder: Path) -> Generator[None]:
    """Say what the disk said, in terms of Kinora."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            f"{folder} cannot be written: {error.strerror or error}",
            "free some room, or set KINORA_WEIGHTS to another folder",
            "KINORA_WEIGHTS", "DISK_FULL" if error.errno == errno.ENOSPC else "",
        ) from error  # fmt: skip

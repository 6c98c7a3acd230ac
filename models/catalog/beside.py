"""Documents beside the user's file: what an option of a row names by its path is read with the row.

Which options those are its family says. The content is the row's from then on: it travels with it
to every worker, and is part of what a cache key says of the engine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from models.catalog.family import families
from models.catalog.own import Stamp, own, unreadable

Stamps = tuple[tuple[str, int, int], ...]


def stamps(known: Stamp) -> Stamps:
    """The documents that the user's file names, each as it is now."""
    return tuple(_stamp(path) for path in _named_in(known))


def filled(row: Mapping[str, Any], path: str) -> dict[str, Any]:
    """A row with its documents in place of their paths.

    Args:
        row: as it is written.
        path: of the file that it is written in.

    Raises:
        InputError: a document is not there, or is no JSON object.
    """
    options = dict(_options(row))
    for name, file in _named_by(row, Path(path).parent):
        options[name] = _read(file, f"{row.get('id')}: {name}", path)
    return {**row, "options": options} if options else dict(row)


def from_anywhere(row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """A row that names its documents by whole paths, for a file in another folder."""
    named = {name: str(file.resolve()) for name, file in _named_by(row, folder)}
    return {**row, "options": {**_options(row), **named}} if named else dict(row)


def _read(file: Path, what: str, path: str) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise unreadable(path, f"{what}: {error}") from error
    if not isinstance(found, dict):
        raise unreadable(path, f"{what}: {file} holds no JSON object")
    return cast("dict[str, Any]", found)


@lru_cache(maxsize=4)
def _named_in(known: Stamp) -> tuple[Path, ...]:
    folder = Path(known[0]).parent
    rows: list[dict[str, Any]] = own(known)["engines"]
    return tuple(file for row in rows for _, file in _named_by(row, folder))


def _named_by(row: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, Path]]:
    family = families().get(str(row.get("family", "")))
    options = _options(row)
    for name in family.documents if family else ():
        if isinstance(options.get(name), str):
            yield name, folder / Path(options[name]).expanduser()


def _options(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row's options; what is no mapping the row itself refuses."""
    options = row.get("options")
    return cast("dict[str, Any]", options) if isinstance(options, dict) else {}


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        now = os.stat(path)
    except OSError:
        return str(path), 0, 0
    return str(path), now.st_mtime_ns, now.st_size

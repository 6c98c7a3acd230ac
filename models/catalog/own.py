"""The user's own file of rows and families, which the environment names.

A file that is changed while Kinora runs is read again, by each process for itself.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from media.errors import InputError

USERS_ROWS = "KINORA_MODELS"
"""Names the environment's variable with the path of a file of further rows."""
PARTS = ("engines", "families")
FORM = "see models/README.md for its form"

Stamp = tuple[str, int, int]


def stamp() -> Stamp:
    """The user's file as it is now: its path, when it was changed, and its size.

    Raises:
        InputError: it is not there.
    """
    path = os.environ.get(USERS_ROWS, "")
    if not path:
        return "", 0, 0
    try:
        now = os.stat(path)
    except OSError as error:
        raise unreadable(path, error) from error
    return path, now.st_mtime_ns, now.st_size


@lru_cache(maxsize=4)
def own(known: Stamp) -> dict[str, Any]:
    """What the file holds: a list of `engines`, a mapping of `families`; both may be left out.

    Raises:
        InputError: it is no such file.
    """
    path = known[0]
    return parsed(Path(path).read_bytes(), path) if path else {"engines": [], "families": {}}


def parsed(text: bytes, path: str) -> dict[str, Any]:
    """The content of such a file, each part as it has to be; rows are not looked into.

    Raises:
        InputError: it is no such file.
    """
    try:
        document = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error
    if document is None:
        document = {}
    if not isinstance(document, dict):
        raise unreadable(path, "it is no mapping with `engines` and `families`")
    document = cast("dict[str, Any]", document)
    unknown = sorted(str(name) for name in set(document) - set(PARTS))
    if unknown:
        raise unreadable(path, f"{', '.join(unknown)} is neither `engines` nor `families`")
    engines = document.get("engines") or []
    families = document.get("families") or {}
    if not isinstance(engines, list) or not _all_mappings(cast("list[Any]", engines)):
        raise unreadable(path, "`engines` is no list of rows")
    if not isinstance(families, dict) or not _all_mappings(cast("dict[str, Any]", families)):
        raise unreadable(path, "`families` is no mapping of names to families")
    return {"engines": engines, "families": families}


def unreadable(path: str, error: Exception | str) -> InputError:
    """The error that says what is wrong with the file."""
    said = str(error).strip().replace("\n", " ")[:300]
    return InputError(f"{USERS_ROWS}={path} cannot be read: {said}", FORM)


def _all_mappings(parts: list[Any] | dict[str, Any]) -> bool:
    found = parts.values() if isinstance(parts, dict) else parts
    return all(isinstance(part, dict) for part in found)

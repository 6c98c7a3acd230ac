"""All rows: those of a file of the user's own, and behind them those of `catalog.yaml`.

A file that is changed while Kinora runs is read again, by each process for itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from media.errors import InputError
from models.catalog.row import Engine

USERS_ROWS = "KINORA_MODELS"
"""Names the environment's variable with the path of a file of further rows."""
FILE = Path(__file__).parent.parent / "catalog.yaml"

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
        raise _unreadable(path, error) from error
    return path, now.st_mtime_ns, now.st_size


def engines() -> tuple[Engine, ...]:
    """All engines, the preferred one of a modality first.

    Raises:
        InputError: the user's file is wrong, or a fallback is no engine.
    """
    return _engines(stamp())


@cache
def document() -> dict[str, Any]:
    """Kinora's own catalog as it is written."""
    return yaml.safe_load(FILE.read_text("utf-8"))


@lru_cache(maxsize=4)
def _engines(known: Stamp) -> tuple[Engine, ...]:
    rows = {row.id: row for row in _rows_of_user(known[0])}
    own = frozenset(rows)
    for fields in document()["engines"]:
        rows.setdefault(fields["id"], Engine(**fields))
    _check_fallbacks(rows)
    # Between the two files there is no clash: rows of the user's are looked through first.
    _check_names([row for row in rows.values() if row.id in own])
    _check_names([row for row in rows.values() if row.id not in own])
    return tuple(rows.values())


def _rows_of_user(path: str) -> list[Engine]:
    if not path:
        return []
    try:
        return [Engine(**row) for row in yaml.safe_load(Path(path).read_text("utf-8"))["engines"]]
    except (OSError, KeyError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise _unreadable(path, error) from error


def _check_fallbacks(rows: dict[str, Engine]) -> None:
    for row in rows.values():
        for other in row.fallback:
            if other not in rows or not set(row.does) & set(rows[other].does):
                raise InputError(
                    f"{row.id} falls back on {other}, which does no {' or '.join(row.does)}",
                    "name an engine of the same modality", f"{row.id}.fallback",
                )  # fmt: skip


def _check_names(rows: Iterable[Engine]) -> None:
    """A name means one row; a row's own id goes before what others call themselves."""
    taken: dict[str, str] = {}
    for row in rows:
        for alias in row.aliases:
            other = taken.setdefault(alias, row.id)
            if other != row.id:
                raise InputError(
                    f"{alias} names both {other} and {row.id}",
                    "take it from one of them", f"{row.id}.aliases",
                )  # fmt: skip


def _unreadable(path: str, error: Exception) -> InputError:
    said = str(error).strip().replace("\n", " ")[:300]
    return InputError(
        f"{USERS_ROWS}={path} cannot be read: {said}", "see models/README.md for its form"
    )

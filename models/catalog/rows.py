"""All rows: those of a file of the user's own, then the database's, then those of `catalog.yaml`.

A file that is changed while Kinora runs is read again, by each process for itself; the database is
looked at by `models.catalog.watching`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from media.errors import InputError
from models.catalog import shared
from models.catalog.beside import Stamps, filled, stamps
from models.catalog.own import USERS_ROWS, Stamp, own, stamp, unreadable
from models.catalog.row import Engine

__all__ = ["FILE", "USERS_ROWS", "check", "document", "engines", "of_document", "stamp"]

FILE = Path(__file__).parent.parent / "catalog.yaml"


def engines() -> tuple[Engine, ...]:
    """All engines, the preferred one of a modality first.

    Raises:
        InputError: the user's file is wrong, or a fallback is no engine.
    """
    known = stamp()
    return _engines(known, stamps(known), shared.stamp())


@cache
def document() -> dict[str, Any]:
    """Kinora's own catalog as it is written."""
    return yaml.safe_load(FILE.read_text("utf-8"))


@lru_cache(maxsize=4)
def _engines(known: Stamp, _beside: Stamps, told: str) -> tuple[Engine, ...]:
    mine = {row.id: row for row in of_document(own(known), known[0])}
    kinoras = {fields["id"]: Engine(**fields) for fields in document()["engines"]}
    check({**mine, **{name: row for name, row in kinoras.items() if name not in mine}}, mine.keys())
    rows = dict(mine)
    # What is wrong with the database's is told of and left out: it is not this process's to mend.
    for row in (*shared.usable(told, {**kinoras, **mine}).values(), *kinoras.values()):
        rows.setdefault(row.id, row)
    return tuple(rows.values())


def check(rows: Mapping[str, Engine], mine: Collection[str]) -> None:
    """Look at rows together.

    Args:
        rows: by their ids.
        mine: the ids of the user's own. These are looked through first, so a name may mean one of
            them and one of Kinora's.

    Raises:
        InputError: a fallback is no engine, or a name means two.
    """
    _check_fallbacks(rows)
    _check_names(row for row in rows.values() if row.id in mine)
    _check_names(row for row in rows.values() if row.id not in mine)


def of_document(rows: Mapping[str, Any], path: str) -> list[Engine]:
    """The rows of a user's file, each checked by itself.

    Raises:
        InputError: one is wrong.
    """
    try:
        return [Engine(**filled(row, path)) for row in rows["engines"]]
    except (TypeError, ValidationError) as error:
        raise unreadable(path, error) from error


def _check_fallbacks(rows: Mapping[str, Engine]) -> None:
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

"""Rows that the operator keeps in the database, as this process has last read them.

They come behind those of the user's file and before Kinora's. One that cannot be used here, since
it is of another release or names a family that only another machine has, is left out and told of.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from media.model import canonical_json
from models.catalog.row import Engine

log = logging.getLogger(__name__)


class _Shared:
    """What was read last."""

    def __init__(self) -> None:
        self.text = "[]"
        self.rows: tuple[dict[str, Any], ...] = ()


_shared = _Shared()


def put(rows: Sequence[dict[str, Any]]) -> bool:
    """Take rows in the place of those that were known; whether anything is different."""
    text = canonical_json(list(rows))
    if text == _shared.text:
        return False
    _shared.text, _shared.rows = text, tuple(rows)
    return True


def listed() -> tuple[dict[str, Any], ...]:
    """The rows as they were read."""
    return _shared.rows


def stamp() -> str:
    """What is different whenever the rows are."""
    return _shared.text


def usable(known: str, others: Mapping[str, Engine]) -> dict[str, Engine]:
    """The rows that can be used here, by id.

    Args:
        known: the stamp, so that a caller's cache and its rows are of one reading.
        others: by id, the rows on which they may fall back.
    """
    found: dict[str, Engine] = {}
    for fields in _shared.rows if known == _shared.text else ():
        try:
            row = Engine.model_validate(fields)
        except ValidationError as error:
            said = " ".join(str(error).split())[:300]
            log.warning("the database's model %s is left out: %s", fields.get("id"), said)
            continue
        if _clear(row, found):
            found[row.id] = row
    return {name: row for name, row in found.items() if _falls_well(row, {**others, **found})}


def _clear(row: Engine, found: Mapping[str, Engine]) -> bool:
    taken = {name for other in found.values() for name in other.aliases} & set(row.aliases)
    if taken:
        log.warning("the database's model %s is left out: %s is taken", row.id, sorted(taken)[0])
    return not taken


def _falls_well(row: Engine, rows: Mapping[str, Engine]) -> bool:
    for other in row.fallback:
        if other not in rows or not set(row.does) & set(rows[other].does):
            log.warning("the database's model %s is left out: it falls back on %s", row.id, other)
            return False
    return True

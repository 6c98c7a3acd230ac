"""Addresses of what the service has, and bodies without what was not given."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

Id = str | uuid.UUID
Json = dict[str, Any]


class Unset(enum.Enum):
    """The kind of `UNSET`, for which None is a value of its own."""

    UNSET = "unset"


UNSET = Unset.UNSET
"""Not given: what is there stays."""


def at(*parts: str | int | uuid.UUID) -> str:
    """The path of something, by its parts.

    Raises:
        ValueError: a part would lead elsewhere: it is empty, or made of dots.
    """
    for part in parts:
        if str(part) in ("", ".", ".."):
            raise ValueError(f"{str(part)!r} names nothing: give an id")
    return "/v1/" + "/".join(quote(str(part), safe="") for part in parts)


def given(**values: Any) -> Json:
    """The values that are not None, nor `UNSET`."""
    return {
        name: plain(value)
        for name, value in values.items()
        if value is not None and value is not UNSET
    }


def nullable(**values: Any) -> Json:
    """The values that are not `UNSET`: None among them, for which there is null."""
    return {name: plain(value) for name, value in values.items() if value is not UNSET}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return str(value) if isinstance(value, uuid.UUID) else value


def tagged(if_match: str | None) -> Mapping[str, str]:
    """The header that makes a change of what was read depend on that nobody changed it since."""
    return {} if if_match is None else {"If-Match": if_match}

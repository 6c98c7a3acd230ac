"""Conditions of flows, in CEL: the Common Expression Language of Kubernetes and Envoy.

It always ends, reaches nothing but the values that it is given, and is compiled once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from media.errors import InputError

REMEDY = "write CEL, as in `value.score > 0.5 && size(items) == 2`"
COMPILED = 1024
"""How many expressions are kept compiled."""


class BadExpression(InputError):
    """An expression cannot be read, or not be worked out with these values."""

    code = "BAD_EXPRESSION"


@lru_cache(COMPILED)
def _program(text: str) -> Any:
    import cel  # with its own command line, which takes a quarter of a second to load

    try:
        return cel.compile(text)
    except ValueError as error:
        raise BadExpression(f"{text!r} cannot be read: {_first(error)}", REMEDY) from None


def check(text: str, names: Collection[str]) -> None:
    """Read an expression, and see that it names nothing but these.

    Raises:
        BadExpression: saying where it is wrong.
    """
    unknown = sorted(set(_program(text).variables()) - set(names))
    if unknown:
        known = ", ".join(sorted(names)) or "nothing"
        raise BadExpression(f"{text!r} names {unknown[0]}", f"there is {known}")


def holds(text: str, values: Mapping[str, Any]) -> bool:
    """Whether an expression is true of some values of JSON data.

    Raises:
        BadExpression: it cannot be worked out, or gives neither true nor false.
    """
    found = worked_out(text, values)
    if not isinstance(found, bool):
        raise BadExpression(f"{text!r} gives {found!r}, neither true nor false", REMEDY)
    return found


def worked_out(text: str, values: Mapping[str, Any]) -> Any:
    """What an expression gives.

    Raises:
        BadExpression: it cannot be worked out.
    """
    try:
        return _program(text).execute(dict(values))
    except (ValueError, RuntimeError, TypeError, ArithmeticError, KeyError, IndexError) as error:
        raise BadExpression(f"{text!r} cannot be worked out: {_first(error)}", REMEDY) from None


def _first(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]

"""ETag and If-Match: who changes an object says which version he read."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from api.errors import Stale
from media.errors import InputError

_TAG = re.compile(r'^(?:W/)?"(\d{1,9})"$')


async def _expected(
    if_match: Annotated[
        str | None,
        Header(description="The ETag that was read; without it, the last one to write wins."),
    ] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    found = _TAG.match(if_match.strip())
    if found is None:
        raise InputError("this is no ETag of Kinora's", 'send it as it came, as in "3"', "If-Match")
    return int(found[1])


Expected = Annotated[int | None, Depends(_expected)]
"""The version that a change was made from, where the caller says it."""


def tag(response: Response, version: int) -> None:
    """Say an object's version."""
    response.headers["ETag"] = f'"{version}"'


def check(version: int, expected: int | None) -> None:
    """Refuse a change of what somebody else has changed.

    Raises:
        Stale: the version is another one.
    """
    if expected is not None and version != expected:
        raise Stale(
            f"the object is at version {version}, not {expected}",
            "read it again, and change that",
            "If-Match",
        )

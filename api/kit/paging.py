"""Pages of lists: at most a hundred items, each page begins behind the last of the one before."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query

from api.kit.model import Page
from media.errors import InputError

R = TypeVar("R")
V = TypeVar("V")
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Paging:
    """Which page is asked for."""

    limit: int
    after: Any
    """What the last item of the page before is found by; None on the first page."""


async def _paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="Items a page.")] = MOST,
    cursor: Annotated[
        str | None, Query(max_length=500, description="`next_cursor` of the page before.")
    ] = None,
) -> Paging:
    return Paging(limit=limit, after=_read(cursor) if cursor else None)


Paged = Annotated[Paging, Depends(_paging)]


def paged(
    rows: Sequence[R], paging: Paging, view: Callable[[R], V], place: Callable[[R], Any]
) -> Page[V]:
    """A page's answer.

    Args:
        rows: one more than a page holds, where there are more.
        paging: what was asked for.
        view: an item as it is answered.
        place: what the page behind an item is found by: plain JSON data.
    """
    shown = rows[: paging.limit]
    more = len(rows) > paging.limit
    return Page(
        items=[view(row) for row in shown],
        next_cursor=_written(place(shown[-1])) if more else None,
    )


def id_place(after: Any) -> uuid.UUID | None:
    """A cursor's place in a list that goes by ids.

    Raises:
        InputError: it is a cursor of another list.
    """
    if after is None:
        return None
    try:
        return uuid.UUID(after)
    except (ValueError, TypeError, AttributeError):
        raise _foreign() from None


def number_place(after: Any) -> int | None:
    """A cursor's place in a list that goes by numbers.

    Raises:
        InputError: it is a cursor of another list.
    """
    if after is None or (isinstance(after, int) and abs(after) < 2**31):
        return after
    raise _foreign()


def _foreign() -> InputError:
    return InputError("this is no cursor of this list", "give `next_cursor` of a page", "cursor")


def _written(place: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode()


def _read(cursor: str) -> Any:
    try:
        return json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, binascii.Error):
        raise _foreign() from None

"""Bytes of a file that may not be there."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

from media.intake.refusals import cut_short


def taken(file: BinaryIO, count: int, what: str) -> bytes:
    """So many bytes.

    Raises:
        InputError: the file ends before.
    """
    data = file.read(count)
    if len(data) < count:
        raise cut_short(f"{what} ends after {len(data):,} of {count:,} bytes")
    return data


def unpacked(file: BinaryIO, form: str, what: str) -> tuple[Any, ...]:
    """The next fields of a header."""
    return struct.unpack(form, taken(file, struct.calcsize(form), what))


def skip(file: BinaryIO, count: int, end: int, what: str) -> None:
    """Go on by so many bytes.

    Raises:
        InputError: the file ends before.
    """
    there = end - file.tell()
    if count > there:
        raise cut_short(f"{what} has {there:,} of {count:,} bytes")
    file.seek(count, 1)

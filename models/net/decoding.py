"""Undoes the compression of an answer without ever holding more than a piece of it.

Kinora asks for gzip alone and takes nothing else: a decoder that gives back a whole chunk gives a
thousandfold of what arrived.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from models.net.faults import BadResponse

PIECE_BYTES = 1 << 18
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class Plain:
    """Passes what arrives on."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk stands for."""
        yield chunk

    def end(self) -> None:
        """Note that nothing follows."""


class Inflated:
    """Decompresses gzip, and zlib that servers call deflate."""

    def __init__(self) -> None:
        self._state: Any = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk stands for, in pieces.

        Raises:
            BadResponse: it is not what it is said to be.
        """
        left = chunk
        try:
            while left:
                self._begun = True
                piece = self._state.decompress(left, PIECE_BYTES)
                if piece:
                    yield piece
                left = self._state.unconsumed_tail
                if self._state.eof:
                    # A file of gzip may be several, one behind the other.
                    left = self._state.unused_data
                    self._state = zlib.decompressobj(_GZIP_OR_ZLIB)
                    self._begun = False
        except zlib.error as error:
            raise BadResponse("the answer is not compressed as it says") from error

    def end(self) -> None:
        """Note that nothing follows.

        Raises:
            BadResponse: something should.
        """
        if self._begun:
            raise BadResponse("the compressed answer ends in its middle")


def decoder(encoding: str) -> Plain | Inflated:
    """Who undoes a `Content-Encoding`.

    Raises:
        BadResponse: nobody here.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "x-gzip" | "deflate":
            return Inflated()
        case _:
            raise BadResponse(f"the answer is compressed as {encoding[:40]!r}, unasked")

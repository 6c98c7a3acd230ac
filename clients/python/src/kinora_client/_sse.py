"""Reads Server-Sent Events out of a stream of bytes, however it is cut into pieces.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One event, as it was sent."""

    id: str
    event: str
    data: str


class Decoder:
    """Takes pieces, gives events; what has no empty line behind it yet is no event."""

    def __init__(self) -> None:
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._line: list[str] = []
        self._after_return = False
        self._data: list[str] = []
        self._event = ""
        self._id = ""

    def feed(self, piece: bytes) -> Iterator[Message]:
        """The events that a piece completes."""
        for line in self._lines(self._text.decode(piece)):
            if line:
                self._take(line)
            elif self._data:
                yield Message(self._id, self._event or "message", "\n".join(self._data))
                self._data, self._event = [], ""
            else:
                self._event = ""

    def _lines(self, text: str) -> Iterator[str]:
        # Lines end with CR, LF or both, and a piece may end between the two.
        if self._after_return and text:
            text = text.removeprefix("\n")
            self._after_return = False
        if text.endswith("\r"):
            self._after_return = True
        *whole, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in whole:
            yield "".join((*self._line, line))
            self._line.clear()
        self._line.append(rest)

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value

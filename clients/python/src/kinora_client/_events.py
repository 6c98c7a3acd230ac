"""A run's events in order, put together from as many streams as it takes: needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
from pydantic import ValidationError

from kinora_client._address import Id, at
from kinora_client._requests import Ask
from kinora_client._sse import Decoder, Message
from kinora_client.errors import BadAnswer, ConnectionFailed
from kinora_client.models.runs import Event

LAST = "run.ended"


class Story:
    """What was heard of a run: none missed, none twice."""

    def __init__(self, run_id: Id, seen: int) -> None:
        self._run_id = run_id
        self._decoder = Decoder()
        self.seen = seen
        """The number of the last event that was heard."""
        self.over = False
        """Whether nothing more will come."""

    def ask(self, quiet_s: float) -> Ask:
        """For a stream of what comes next; it may be silent for so long."""
        return Ask(
            method="GET",
            path=at("runs", self._run_id, "events"),
            headers={"Accept": "text/event-stream", "Last-Event-ID": str(self.seen)},
            read_timeout=quiet_s,
        )

    def begin(self, response: httpx.Response) -> None:
        """Take up a stream.

        Raises:
            BadAnswer: it is none of events.
        """
        self._decoder = Decoder()
        self.over = response.status_code == 204
        said = response.headers.get("Content-Type", "nothing")
        if not self.over and not said.startswith("text/event-stream"):
            raise BadAnswer(f"{response.request.url.path} answered {said} instead of events")

    def hear(self, piece: bytes) -> Iterator[Event]:
        """The events that a piece of the stream completes.

        Raises:
            ConnectionFailed: one is missing: the stream is to be taken up anew.
            BadAnswer: it is no event.
        """
        for message in self._decoder.feed(piece):
            event = _event(message)
            if event.seq > self.seen + 1:
                raise ConnectionFailed(f"event {self.seen + 1} did not come")
            if event.seq == self.seen + 1:
                self.seen = event.seq
                self.over = event.type == LAST
                yield event


def _event(message: Message) -> Event:
    try:
        data: dict[str, Any] = json.loads(message.data)
        return Event(seq=int(message.id), type=message.event, data=data, at=data.get("at"))
    except (ValueError, AttributeError, ValidationError) as error:
        raise BadAnswer(f"an event cannot be read: {message.data[:200]!r}") from error

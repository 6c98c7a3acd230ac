# Made from _async/following.py by clients/python/twin.py: change that one.
"""Follows a run across as many connections as it takes."""

from __future__ import annotations

from collections.abc import Generator

from kinora_client._address import Id
from kinora_client._events import Story
from kinora_client._patience import Deadline, Patience
from kinora_client._retries import check_passing
from kinora_client._sync.transport import Transport
from kinora_client._world import sleep
from kinora_client.errors import APIError, ConnectionFailed
from kinora_client.models.runs import Event

QUIET_S = 35.0
"""How long a stream may be silent: the service says every 15 s that it is there."""
NEAR = 0.8
"""A connection whose silence may outlast the deadline by more is made anew, to be silent less."""


def followed(
    transport: Transport, run_id: Id, *, after: int, deadline: Deadline
) -> Generator[Event, None, None]:
    """The events behind one, until the run's last.

    Args:
        transport: of the client.
        run_id: of which run.
        after: the number of the last event that is known.
        deadline: by when the last is to come.

    Raises:
        DeadlineExceeded: it did not come by then.
        ConnectionFailed: the stream broke, and nothing came for as long as the client is patient.
        BadAnswer: what came is no stream of events.
    """
    story = Story(run_id, after)
    patience = Patience(transport.options.retries)
    while not story.over:
        quiet_s = deadline.left(QUIET_S)
        trouble: APIError | ConnectionFailed | None = None
        try:
            with transport.stream(story.ask(quiet_s)) as response:
                story.begin(response)
                trouble = ConnectionFailed("the stream of events ended early")
                for piece in response.iter_bytes():
                    for event in story.hear(piece):
                        yield event
                    patience.heard()
                    if story.over or deadline.left(QUIET_S) < NEAR * quiet_s:
                        trouble = None
                        break
        except (APIError, ConnectionFailed) as error:
            check_passing(error)
            trouble = error
        if trouble is not None and not story.over:
            sleep(deadline.left(patience.pause(trouble)))

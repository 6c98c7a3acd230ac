"""How many requests are worked on at once: more are told to come back, before they cost anything.

A server that takes everything answers nothing in time. Who only waits (a stream, a call that waits
for its job) leaves his seat.
"""

from __future__ import annotations


class Seats:
    """So many requests, and no more.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        self.free = most

    def take(self) -> Seat | None:
        """A seat, if one is free."""
        if self.free <= 0:
            return None
        self.free -= 1
        return Seat(self)


class Seat:
    """Of one request, until it leaves."""

    def __init__(self, seats: Seats) -> None:
        self._seats: Seats | None = seats

    def leave(self) -> None:
        """Let another one have it; again is nothing."""
        if self._seats is not None:
            self._seats.free += 1
            self._seats = None

"""When a request is sent again, and after how long: pure, with chance passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from kinora_client.errors import APIError, KinoraError

IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"
UNKEYED = ("/v1/sessions", "/v1/passwords/", "/v1/me/password", "/v1/invitations/accept")
"""Where a POST heeds no Idempotency-Key."""


@dataclass(frozen=True)
class Retries:
    """How patient a client is.

    Attributes:
        most: how often a request is sent again at most.
        first_s: the wait before the first time; it doubles each time.
        longest_s: the longest wait of one's own.
        most_asked_s: the longest wait that the service may ask for by `Retry-After`; asked for
            more, the error is raised at once.
        patience_s: how long a stream of events, or a transfer, that broke is taken up again
            without any of it coming.
        look_s: the first wait between two looks at what is not done yet; it doubles each time.
        longest_look_s: the longest of these.
    """

    most: int = 2
    first_s: float = 0.5
    longest_s: float = 8.0
    most_asked_s: float = 60.0
    patience_s: float = 90.0
    look_s: float = 0.1
    longest_look_s: float = 5.0

    def wait(self, tried: int, chance: float, asked: float | None = None) -> float | None:
        """Seconds to wait before the next try; None: there is to be none.

        Args:
            tried: how often it was sent already.
            chance: a random number from 0 to 1, so that clients do not come back together.
            asked: what the service asked for.
        """
        if tried > self.most:
            return None
        return self.pause(tried, chance) if asked is None else self._heeded(asked)

    def pause(self, tried: int, chance: float) -> float:
        """Seconds to wait after so many tries, however many may follow."""
        longest = min(self.longest_s, self.first_s * 2.0 ** min(tried - 1, 30))
        return longest * (1 + chance) / 2

    def _heeded(self, asked: float) -> float | None:
        return asked if asked <= self.most_asked_s else None


def repeatable(method: str, path: str, headers: Mapping[str, str]) -> bool:
    """Whether a request may be sent again when nobody knows what became of it."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return True
    if method == "POST":
        return not path.startswith(UNKEYED)
    # What is sent on a condition fails the second time, for the first time changed it.
    return "If-Match" not in headers and "Upload-Offset" not in headers


def again(status: int, code: str, *, safe: bool) -> bool:
    """Whether an answer is one that another try may better.

    Args:
        status: of HTTP.
        code: of Kinora's error; `HTTP_<status>` where somebody in between answered.
        safe: whether the request is `repeatable`.
    """
    if status == 429 or code == IN_PROGRESS:
        return True
    if status == 502:
        # Said by Kinora, it is about a job that failed: for good.
        return safe and code == "HTTP_502"
    return safe and status in (503, 504)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """The seconds of a `Retry-After`: given as such, or as a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=timezone.utc)
    return max(0.0, (then - (now or datetime.now(timezone.utc))).total_seconds())


def check_passing(error: KinoraError) -> None:
    """Raise what another try will not better.

    Raises:
        APIError: the service refuses for good.
    """
    if isinstance(error, APIError) and not again(error.status, error.code, safe=True):
        raise error

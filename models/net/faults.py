"""What goes wrong between Kinora and a server.

    InputError
    ├── UrlRefused          the guard lets nobody go there
    └── SecretRefused       there is no such secret, or not for this server
    WorldError
    ├── FetchFailed         no connection, or it broke; again later
    ├── ServerBusy          the server asks to come back later
    ├── ServerRefused       the server answers that it will not
    ├── OutcomeUnknown      sent, and nobody knows what came of it: not sent again by itself
    ├── BadResponse         the answer cannot be read
    └── ResponseTooLarge    the answer is larger than whoever asked allows

No message has a URL's query or a header: either may hold a secret.
"""

from __future__ import annotations

from media.errors import InputError, WorldError


class UrlRefused(InputError):
    """A URL that leads where flows must not go."""

    code = "URL_REFUSED"


class SecretRefused(InputError):
    """A secret that does not exist, or is not for this use."""

    code = "SECRET_REFUSED"


class FetchFailed(WorldError):
    """No connection, or one that broke."""

    code = "FETCH_FAILED"


class ServerBusy(WorldError):
    """The server asks to be asked later; `retry_after_s` says when, if it did."""

    code = "SERVER_BUSY"


class ServerRefused(WorldError):
    """The server answered that it will not, and would again."""

    code = "SERVER_REFUSED"
    retryable = False


class OutcomeUnknown(WorldError):
    """It was sent and not answered: to send it again may do it twice."""

    code = "OUTCOME_UNKNOWN"
    retryable = False


class BadResponse(WorldError):
    """An answer that cannot be read."""

    code = "BAD_RESPONSE"
    retryable = False


class ResponseTooLarge(WorldError):
    """An answer larger than whoever asked allows."""

    code = "RESPONSE_TOO_LARGE"
    retryable = False

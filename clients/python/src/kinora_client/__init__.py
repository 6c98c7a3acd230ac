r"""Python client of Kinora, which turns a script into a finished film.

from kinora_client import Kinora

with Kinora() as client:
    film = client.films.create(script="# The Pier\n\nThe boat left at dawn.")
    client.films.wait(film.id)
    client.films.download(film.id, to="film.mp4")
"""

from __future__ import annotations

from kinora_client._address import UNSET
from kinora_client._async.client import AsyncKinora
from kinora_client._async.resource import AsyncPager
from kinora_client._retries import Retries
from kinora_client._sync.client import Kinora
from kinora_client._sync.resource import Pager
from kinora_client._version import __version__
from kinora_client.errors import (
    APIError,
    AuthenticationError,
    BadAnswer,
    Conflict,
    ConnectionFailed,
    DeadlineExceeded,
    Detail,
    ExportFailed,
    Invalid,
    KinoraError,
    NotFound,
    Overloaded,
    PermissionDenied,
    PreconditionFailed,
    QuotaExceeded,
    RateLimited,
    RunFailed,
    ServerError,
    TimedOut,
    TransferFailed,
)
from kinora_client.models.options import FilmOptions
from kinora_client.models.runs import Event

__all__ = [
    "UNSET",
    "APIError",
    "AsyncKinora",
    "AsyncPager",
    "AuthenticationError",
    "BadAnswer",
    "Conflict",
    "ConnectionFailed",
    "DeadlineExceeded",
    "Detail",
    "Event",
    "ExportFailed",
    "FilmOptions",
    "Invalid",
    "Kinora",
    "KinoraError",
    "NotFound",
    "Overloaded",
    "Pager",
    "PermissionDenied",
    "PreconditionFailed",
    "QuotaExceeded",
    "RateLimited",
    "Retries",
    "RunFailed",
    "ServerError",
    "TimedOut",
    "TransferFailed",
    "__version__",
]

"""Errors that only a request can meet; each has one status, as those of `media.errors` have."""

from __future__ import annotations

from http import HTTPStatus

from media.errors import CallerError, InputError, KinoraError, NotFound, WorldError
from pipelines.faults import InvalidFlow


class Unauthenticated(CallerError):
    """Nobody, or somebody unknown, asks."""

    code = "UNAUTHENTICATED"


class Forbidden(CallerError):
    """Who asks may not do this."""

    code = "FORBIDDEN"


class Conflict(CallerError):
    """It cannot be done in the state in which the object is."""

    code = "CONFLICT"


class Stale(CallerError):
    """Somebody changed the object since it was read."""

    code = "VERSION_MISMATCH"


class RateLimited(CallerError):
    """Too many requests."""

    code = "RATE_LIMITED"


class QuotaExceeded(CallerError):
    """The tenant has taken all that it may."""

    code = "QUOTA_EXCEEDED"


class Overloaded(WorldError):
    """The platform takes nothing more for a moment."""

    code = "OVERLOADED"
    retry_after_s = 5.0


class JobFailed(WorldError):
    """What was asked for as a run failed, and not by its inputs."""

    code = "JOB_FAILED"


class Unfinished(WorldError):
    """What was asked for takes longer than anybody waits; it goes on."""

    code = "STILL_RUNNING"


CALLERS = frozenset({
    "BAD_AUDIO", "BAD_EXPRESSION", "BAD_MASK", "BAD_MEDIA", "BAD_PARAMETER", "BAD_RANGE",
    "BAD_REQUEST", "INVALID_FLOW", "INVALID_INPUT", "LANGUAGE_UNKNOWN", "NODE_NOT_FOUND",
    "NOT_FOUND", "NO_SOUND", "NO_SUBJECT", "PACE_OUT_OF_RANGE", "REJECTED", "SAMPLE_LONG",
    "SAMPLE_SHORT", "SAMPLE_SILENT", "SAMPLE_TEXT_MISSING", "SECRET_REFUSED", "TEXT_TOO_LONG",
    "TOO_LARGE", "TOO_LONG", "UNKNOWN_STYLE", "URL_REFUSED", "VOICE_UNKNOWN", "WORD_TOO_LONG",
})  # fmt: skip
"""Codes of failures that the same inputs meet again; any other is the world's."""

STATUSES: dict[type[KinoraError], HTTPStatus] = {
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    QuotaExceeded: HTTPStatus.FORBIDDEN,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidFlow: HTTPStatus.UNPROCESSABLE_ENTITY,
    CallerError: HTTPStatus.CONFLICT,
    JobFailed: HTTPStatus.BAD_GATEWAY,
    Unfinished: HTTPStatus.GATEWAY_TIMEOUT,
    WorldError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""A class stands for those under it that are not named."""

CODES: dict[str, HTTPStatus] = {"QUEUE_FULL": HTTPStatus.TOO_MANY_REQUESTS}
"""Errors of other packages whose class says less than their code."""


def status_of(error: KinoraError) -> HTTPStatus:
    """An error's status: by its code, else by the nearest class that has one."""
    if error.code in CODES:
        return CODES[error.code]
    known = (STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)

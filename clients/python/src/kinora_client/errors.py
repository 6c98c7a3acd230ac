"""What can go wrong, as one tree.

    KinoraError
    ├── APIError                 the service refused; by status:
    │   ├── AuthenticationError  401   ├── PreconditionFailed  412
    │   ├── PermissionDenied     403   ├── Invalid             400, 413, 422
    │   │   └── QuotaExceeded          ├── RateLimited         429
    │   ├── NotFound             404   └── ServerError         5xx
    │   ├── Conflict             409       └── Overloaded
    ├── ConnectionFailed         no answer came
    │   └── TimedOut             in time
    ├── DeadlineExceeded         a wait took longer than was given to it
    ├── BadAnswer                what came is no answer of Kinora's
    ├── TransferFailed           a file did not come, or go, whole
    ├── RunFailed                a run that was waited for ended otherwise than well
    └── ExportFailed             an export that was waited for did

All of them survive pickling.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast


class KinoraError(Exception):
    """Anything that this package raises for what was met outside of it."""


@dataclass(frozen=True)
class Detail:
    """One thing that is wrong with a request."""

    field: str
    message: str
    code: str = ""
    remedy: str = ""


class APIError(KinoraError):
    """The service refused.

    Attributes:
        status: of HTTP.
        code: what is wrong, to branch on, as in `NOT_FINISHED`.
        message: what is wrong, and what to do, for people.
        details: the fields that are wrong.
        request_id: what the service's log calls the request.
        retry_after: seconds after which it may be tried again, where the service says so.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: tuple[Detail, ...] = (),
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, code, message, details, request_id, retry_after)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def remedy(self) -> str:
        """What to do, where a detail says it."""
        return next((detail.remedy for detail in self.details if detail.remedy), "")

    def __str__(self) -> str:
        fields = "".join(f"\n  {one.field}: {one.message}" for one in self.details)
        where = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.status} {self.code}: {self.message}{where}{fields}"


class AuthenticationError(APIError):
    """The key is missing, wrong or expired."""


class PermissionDenied(APIError):
    """The key may not do this."""


class QuotaExceeded(PermissionDenied):
    """The tenant has taken all of what the operator lets it have; `client.quota` says of what."""


class NotFound(APIError):
    """It is not there, or is another tenant's."""


class Conflict(APIError):
    """It cannot be done in this state."""


class PreconditionFailed(APIError):
    """Somebody changed the object since it was read: read it again."""


class Invalid(APIError):
    """The request is wrong; `details` name the fields."""


class RateLimited(APIError):
    """Too many requests; `retry_after` says when to try again."""


class ServerError(APIError):
    """The service failed, or does not answer."""


class Overloaded(ServerError):
    """The service takes nothing more for a moment; `retry_after` says for how long."""


class ConnectionFailed(KinoraError):
    """No answer came: the service cannot be reached, or the line broke."""


class TimedOut(ConnectionFailed, TimeoutError):
    """No answer came in time."""


class DeadlineExceeded(KinoraError, TimeoutError):
    """A wait took longer than was given to it; what was waited for goes on."""


class BadAnswer(KinoraError):
    """What came is no answer of Kinora's: a proxy's page, perhaps."""


class TransferFailed(KinoraError):
    """A file did not come, or go, as it is."""


class RunFailed(KinoraError):
    """A run failed or was cancelled.

    Attributes:
        run_id: which one.
        state: `failed` or `cancelled`.
        code: why, to branch on.
        message: why, for people.
        remedy: what to do, where it is known.
    """

    def __init__(
        self, run_id: str, state: str, code: str = "", message: str = "", remedy: str = ""
    ) -> None:
        super().__init__(run_id, state, code, message, remedy)
        self.run_id = run_id
        self.state = state
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        why = ": ".join(part for part in (self.code, self.message, self.remedy) if part)
        return f"run {self.run_id} {self.state}" + (f": {why}" if why else "")


class ExportFailed(KinoraError):
    """An export failed or was cancelled, or its file is deleted already.

    Attributes:
        export_id: which one.
        state: `failed`, `cancelled` or `expired`.
        code: why it failed, to branch on.
        message: why it failed, for people.
    """

    def __init__(self, export_id: str, state: str, code: str = "", message: str = "") -> None:
        super().__init__(export_id, state, code, message)
        self.export_id = export_id
        self.state = state
        self.code = code
        self.message = message

    def __str__(self) -> str:
        why = ": ".join(part for part in (self.code, self.message) if part)
        return f"export {self.export_id} {self.state}" + (f": {why}" if why else "")


BY_STATUS: Mapping[int, type[APIError]] = {
    400: Invalid,
    401: AuthenticationError,
    403: PermissionDenied,
    404: NotFound,
    409: Conflict,
    412: PreconditionFailed,
    413: Invalid,
    422: Invalid,
    429: RateLimited,
}
BY_CODE: Mapping[str, type[APIError]] = {
    "STORAGE_QUOTA": QuotaExceeded,
    "GPU_QUOTA": QuotaExceeded,
    "QUOTA_EXCEEDED": QuotaExceeded,
    "OVERLOADED": Overloaded,
}
"""Codes that say more than their status."""


def api_error(status: int, body: bytes, *, request_id: str, retry_after: float | None) -> APIError:
    """The error that an answer tells of; one that is not Kinora's has the code `HTTP_<status>`."""
    told = _told(body)
    code = str(told.get("code") or f"HTTP_{status}")
    kind = BY_STATUS.get(status, ServerError if status >= 500 else APIError)
    # A code narrows what its status says, and never says otherwise.
    narrower = BY_CODE.get(code, kind)
    return (narrower if issubclass(narrower, kind) else kind)(
        status,
        code,
        str(told.get("message") or "the answer does not say why"),
        tuple(_detail(one) for one in cast("list[Any]", told.get("details") or [])),
        str(told.get("request_id") or request_id),
        retry_after,
    )


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return cast("dict[str, Any]", told) if isinstance(told, dict) else {}


def _detail(told: Any) -> Detail:
    known = cast("dict[str, Any]", told) if isinstance(told, dict) else {"message": told}
    names = ("field", "message", "code", "remedy")
    return Detail(**{name: str(known.get(name) or "") for name in names})

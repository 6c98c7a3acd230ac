"""How errors are answered: one body for all of them, with a code that is documented.

{"error": {"code", "message", "details": [{"field", "message"}], "request_id"}}
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from api.errors import Overloaded, status_of
from media.errors import InputError, KinoraError
from pipelines.faults import InvalidFlow

log = logging.getLogger(__name__)


class Detail(BaseModel):
    """One thing that is wrong."""

    field: str = Field(description="Where, as in `body.options.height` or `If-Match`.")
    message: str
    code: str = ""
    remedy: str = ""


class Told(BaseModel):
    """What went wrong, and what to do."""

    code: str = Field(examples=["NOT_FOUND"])
    message: str
    details: list[Detail] = []
    request_id: str


class ErrorBody(BaseModel):
    """The body of every answer that is an error."""

    error: Told


def answer(
    request: Request, status: int, told: Told, headers: dict[str, str] | None = None
) -> JSONResponse:
    """An error's answer. ASCII: what was sent may be no text at all."""
    body = ErrorBody(error=told).model_dump_json(ensure_ascii=True)
    # As a plain number: the request log would show an `HTTPStatus` by its name.
    response = JSONResponse(None, status_code=int(status), headers=headers)
    response.body = body.encode()
    response.headers["content-length"] = str(len(response.body))
    return response


def _told(request: Request, code: str, message: str, details: Sequence[Detail] = ()) -> Told:
    request_id = getattr(request.state, "request_id", "")
    return Told(code=code, message=message, details=list(details), request_id=request_id)


async def _kinora(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KinoraError)
    headers: dict[str, str] = {}
    status = status_of(error)
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, round(error.retry_after_s)))
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="kinora"'
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("%s: %s", error.code, error)
    told = _told(request, error.code, _sentence(error), _details(error))
    return answer(request, status, told, headers)


def _sentence(error: KinoraError) -> str:
    return f"{error.message}: {error.remedy}" if error.remedy else error.message


def _details(error: KinoraError) -> list[Detail]:
    if isinstance(error, InvalidFlow):
        return [
            Detail(
                field=fault.place,
                message=fault.message, code=fault.code, remedy=fault.remedy,
            )
            for fault in error.faults
        ]  # fmt: skip
    if error.field:
        return [Detail(field=error.field, message=error.message, remedy=error.remedy)]
    return []


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    details = [
        Detail(field=".".join(map(str, fault["loc"])), message=fault["msg"], code=fault["type"])
        for fault in error.errors()
    ]
    told = _told(request, "INVALID_INPUT", "the request is not as it should be", details)
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, told)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    told = _told(request, status.name, str(error.detail))
    return answer(request, status, told, dict(error.headers or {}))


async def _database(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DBAPIError)
    if isinstance(error, DataError):
        said = str(error.orig).splitlines()[0]
        return await _kinora(request, InputError(f"a value cannot be kept: {said}"))
    if isinstance(error, OperationalError | InterfaceError):
        return await _kinora(
            request, Overloaded("the database does not answer", "try again", code="DATABASE_LOST")
        )
    return await _broken(request, error)


async def _unwritable(request: Request, error: Exception) -> JSONResponse:
    return await _kinora(
        request, InputError("the request holds half a surrogate pair", "send valid Unicode")
    )


async def _broken(request: Request, error: Exception) -> JSONResponse:
    log.error("unhandled", exc_info=error)
    told = _told(request, "INTERNAL_ERROR", "Kinora made a mistake; the log has it")
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, told)


HANDLERS: dict[type[Exception], Any] = {
    KinoraError: _kinora,
    RequestValidationError: _invalid,
    HTTPException: _http,
    DBAPIError: _database,
    UnicodeEncodeError: _unwritable,
    Exception: _broken,
}

MEANINGS: dict[int, str] = {
    400: "The body cannot be read: it is no JSON, or no UTF-8",
    401: "Nobody is signed in, or the key is unknown",
    403: "Who asks may not do this, or the tenant's quota is used up",
    404: "There is no such thing, or it is another tenant's",
    409: "It cannot be done in this state, or the Idempotency-Key is in use",
    412: "Somebody changed it since it was read (If-Match)",
    413: "The body is too large",
    422: "The request is not as it should be; `details` name the fields",
    429: "Too many requests; `Retry-After` says when to come back",
    503: "Something that Kinora needs does not answer, or too much waits; see `Retry-After`",
}


def documented() -> dict[int | str, dict[str, Any]]:
    """The errors that any route may answer with, for its OpenAPI document."""
    return {
        status: {"model": ErrorBody, "description": meaning} for status, meaning in MEANINGS.items()
    }


def install(app: FastAPI) -> None:
    """Have an app answer errors so."""
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)

"""Errors as OpenAI's clients read them: Kinora's body with `type` and `param`, under their status.

{"error": {"message", "type", "param", "code", "details", "request_id"}}
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, cast

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from api.answers import HANDLERS, MEANINGS, Told
from api.errors import QuotaExceeded
from api.kit.idempotency import KeyedRoute
from media.errors import NotFound

Handler = Callable[[Request], Awaitable[Response]]

CODES = {
    "UNAUTHENTICATED": "invalid_api_key",
    "RATE_LIMITED": "rate_limit_exceeded",
    "QUEUE_FULL": "rate_limit_exceeded",
    "STORAGE_QUOTA": "insufficient_quota",
    "GPU_QUOTA": "insufficient_quota",
    "BUDGET_USED_UP": "insufficient_quota",
    "MODEL_NOT_FOUND": "model_not_found",
}
"""Kinora's codes that OpenAI's clients know by other names."""
TYPES = {
    400: "invalid_request_error", 401: "authentication_error", 403: "permission_error",
    404: "invalid_request_error", 409: "conflict_error", 413: "invalid_request_error",
    429: "rate_limit_error",
}  # fmt: skip
AGAIN = "x-should-retry"
"""Whether OpenAI's clients ask again by themselves."""


class ModelMissing(NotFound):
    """No engine here answers to a model's name, or what it needs is not here."""

    code = "MODEL_NOT_FOUND"


class BudgetUsedUp(QuotaExceeded):
    """What the tenant may spend is spent."""

    code = "BUDGET_USED_UP"


class ToldOpenAI(Told):
    """What went wrong, as OpenAI's clients read it."""

    type: str = Field(description="What kind of error it is, as in `invalid_request_error`.")
    param: str | None = Field(description="Of the parameter that is wrong.")


class OpenAIErrorBody(BaseModel):
    """The body of an error under the routes of OpenAI's form."""

    error: ToldOpenAI


def documented() -> dict[int | str, dict[str, Any]]:
    """The errors of these routes, for the OpenAPI document."""
    meanings = {code: said for code, said in MEANINGS.items() if code not in (412, 422)} | {
        400: "The request is not as it should be; `param` names the field",
        500: "Kinora made a mistake; the log has it",
        502: "What was asked for failed, and not by its inputs",
        504: "It takes longer than anybody waits; the run that the message names goes on",
    }
    return {
        status: {"model": OpenAIErrorBody, "description": said} for status, said in meanings.items()
    }


class PlainRoute(APIRoute):
    """A route that answers errors in OpenAI's form."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """FastAPI's handler, and what is said of its errors."""
        return speaking(cast(Handler, super().get_route_handler()))


class OnceRoute(KeyedRoute):
    """The same, and its POSTs honour `Idempotency-Key`."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """The keyed handler, and what is said of its errors."""
        return speaking(cast(Handler, super().get_route_handler()))


def speaking(handle: Handler) -> Handler:
    """A handler that answers all errors in OpenAI's form."""

    async def answered(request: Request) -> Response:
        try:
            return await handle(request)
        except Exception as error:
            return await told(request, error)

    return answered


async def told(request: Request, error: Exception) -> Response:
    """An error's answer."""
    handler = next(HANDLERS[kind] for kind in type(error).__mro__ if kind in HANDLERS)
    answer: Response = await handler(request, error)
    status = _status(error, answer.status_code)
    body = openai_form(status, json.loads(bytes(answer.body))["error"])
    kept = ("retry-after", "www-authenticate")
    headers = {name: answer.headers[name] for name in kept if name in answer.headers}
    code = body["error"]["code"]
    if status == HTTPStatus.NOT_FOUND or code == "insufficient_quota" or status in (502, 504):
        # To ask for it once more would make it once more.
        headers[AGAIN] = "false"
    return JSONResponse(body, status_code=status, headers=headers)


def openai_form(status: int, known: dict[str, Any]) -> dict[str, Any]:
    """Kinora's body of an error with what OpenAI's has besides."""
    code = CODES.get(known["code"], known["code"])
    kind = TYPES.get(status, "server_error")
    return {
        "error": {
            **known,
            "type": code if code == "insufficient_quota" else kind,
            "param": _param(known["details"]),
            "code": code,
        }
    }


def _status(error: Exception, status: int) -> int:
    if isinstance(error, QuotaExceeded):
        return int(HTTPStatus.TOO_MANY_REQUESTS)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return int(HTTPStatus.BAD_REQUEST)
    return status


def _param(details: list[dict[str, Any]]) -> str | None:
    if not details:
        return None
    first = details[0]["field"]
    head, _, rest = first.partition(".")
    return rest if head in ("body", "query", "path", "header") and rest else first

"""Requests before they are sent, and answers after they came: all that needs no network."""

from __future__ import annotations

import platform
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from kinora_client._options import Options
from kinora_client._retries import again, repeatable, retry_after
from kinora_client._version import __version__
from kinora_client.errors import APIError, BadAnswer, ConnectionFailed, TimedOut, api_error
from kinora_client.models.base import Model

T = TypeVar("T")
AGENT = f"kinora-client/{__version__} python/{platform.python_version()}"
KEY = "Idempotency-Key"
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
UNKNOWN_OUTCOME = (ConnectionFailed, APIError)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request; the same through all its tries."""

    method: str
    path: str
    """From `/v1` on, or a whole URL of an object store."""
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    body: Any = None
    """To be sent as JSON; None: nothing."""
    content: bytes | None = None
    """To be sent as it is."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    timeout: float | None = None
    read_timeout: float | None = None
    """How long an answer may be silent, if not as long as all else may take."""

    def repeatable(self) -> bool:
        """Whether it may be sent again when nobody knows what became of it."""
        return repeatable(self.method, self.path, self.headers)

    def keyed(self, key: str | None) -> Ask:
        """With an idempotency key: the given one, or one of its own."""
        return replace(self, headers={**self.headers, KEY: key or str(uuid.uuid4())})


def request_arguments(ask: Ask, options: Options) -> dict[str, Any]:
    """What httpx builds the request from. A foreign host is told no secrets."""
    ours = ask.path.startswith("/")
    headers = {"User-Agent": AGENT, "Accept": "application/json"}
    if ours:
        headers |= {"Authorization": f"Bearer {options.api_key}", **options.headers}
    timeout = httpx.Timeout(ask.timeout or options.timeout)
    if ask.read_timeout is not None:
        timeout.read = ask.read_timeout
    arguments: dict[str, Any] = {
        "method": ask.method,
        "url": f"{options.base_url}{ask.path}" if ours else ask.path,
        "headers": {**headers, **ask.headers},
        "timeout": timeout,
    }
    if ask.params:
        arguments["params"] = dict(ask.params)
    if ask.body is not None:
        arguments["json"] = ask.body
    if ask.content is not None:
        arguments["content"] = ask.content
    return arguments


def may_repeat(ask: Ask, error: APIError | ConnectionFailed) -> bool:
    """Whether another try may better an error, and harms nothing."""
    if isinstance(error, APIError):
        return again(error.status, error.code, safe=ask.repeatable())
    return ask.repeatable() or isinstance(error.__cause__, NEVER_SENT)


def refused(response: httpx.Response) -> APIError:
    """The error of an answer that was read and is no success."""
    return api_error(
        response.status_code,
        response.content,
        request_id=response.headers.get("X-Request-ID", ""),
        retry_after=retry_after(response.headers.get("Retry-After")),
    )


@contextmanager
def translated() -> Generator[None]:
    """The errors of httpx as those of this package."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise TimedOut(f"the service did not answer in time ({type(error).__name__})") from error
    except httpx.TransportError as error:
        said = str(error) or type(error).__name__
        raise ConnectionFailed(f"the service cannot be reached: {said}") from error
    except (httpx.DecodingError, httpx.TooManyRedirects) as error:
        raise BadAnswer(f"the answer cannot be read: {error}") from error


@lru_cache(maxsize=256)
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def parsed(response: httpx.Response, kind: type[T]) -> T:
    """An answer as what it is.

    Raises:
        BadAnswer: it is no such thing.
    """
    try:
        found: Any = _reader(kind).validate_json(response.content)
    except ValidationError as error:
        said = response.headers.get("Content-Type", "nothing")
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadAnswer(
            f"{response.request.method} {response.request.url.path} answered {said} that is no "
            f"{getattr(kind, '__name__', kind)}: {where} {first['msg']}".replace("  ", " ")
        ) from error
    _tag(found, response.headers.get("ETag"))
    return found


def _tag(found: object, etag: str | None) -> None:
    if isinstance(found, Model):
        found.with_etag(etag)

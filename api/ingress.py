"""Asks engines that Ray Serve holds, by its HTTP ingress: for words, piece by piece, and for rows.

What is asked here is short, and nobody asks for it twice; all that takes longer is a run. Who goes
away closes his connection, and the engine stops writing.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pydantic import Field, ValidationError

from api.errors import CALLERS, JobFailed, Overloaded
from media.errors import DeadlineExceeded, EngineUnavailable, InputError, KinoraError
from media.model import Model
from models.catalog.row import Engine
from models.protocols.language import Piece, Usage
from pipelines.orders import Fault
from pipelines.talking import Talk

CONNECT_S = 5.0
SILENT_S = 120.0
"""How long an engine may say nothing: it may be starting."""
PARAMS = {"answer_schema": "response_format.json_schema.schema"}
"""Fields of a question as those who ask it name them."""


class Rows(Model):
    """A direction for each text."""

    rows: tuple[tuple[float, ...], ...]
    usage: Usage = Field(default_factory=Usage)


class Broken(Model):
    """The last line of an answer that the engine cannot go on with."""

    error: Fault


class Ingress:
    """One address, under which each engine has a path.

    Args:
        url: of the ingress; empty: there is none.
        token: what it lets the API in by.
        silent_s: how long an engine may say nothing.
    """

    def __init__(self, url: str, token: str, *, silent_s: float = SILENT_S) -> None:
        self._url, self._token = url, token
        self._silence = httpx.Timeout(silent_s, connect=CONNECT_S)
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Close every connection."""
        if self._client is not None:
            await self._client.aclose()

    async def chat(self, engine: Engine, talk: Talk) -> AsyncGenerator[Piece]:
        """An answer as it is written; its last piece says how it ended.

        Raises:
            InputError: the engine cannot do what it is asked.
            EngineUnavailable: it is not served.
            Overloaded: it is asked too much already.
            JobFailed: it broke off.
            DeadlineExceeded: it said nothing for too long.
        """
        ended = False
        async with self._asked(engine, "chat", talk.model_dump_json()) as answer:
            async for line in answer.aiter_lines():
                if not line.strip():
                    continue
                piece = _piece(engine, line)
                ended = piece.ended is not None
                yield piece
        if not ended:
            raise JobFailed(f"{engine.id} broke off in the middle of its answer", "ask again")

    async def embed(self, engine: Engine, texts: list[str]) -> Rows:
        """A row for each text.

        Raises:
            InputError: a text is too long.
            EngineUnavailable: the engine is not served.
            Overloaded: it is asked too much already.
            JobFailed: it gave no rows.
            DeadlineExceeded: it said nothing for too long.
        """
        async with self._asked(engine, "embed", json.dumps({"texts": texts})) as answer:
            body = await answer.aread()
        try:
            found = Rows.model_validate_json(body)
        except ValidationError as error:
            raise JobFailed(f"{engine.id} answered with no rows") from error
        if len(found.rows) != len(texts):
            raise JobFailed(f"{engine.id} answered with {len(found.rows)} of {len(texts)} rows")
        return found

    @asynccontextmanager
    async def _asked(
        self, engine: Engine, method: str, body: str
    ) -> AsyncGenerator[httpx.Response]:
        if not self._url:
            raise EngineUnavailable(
                f"{engine.id} is asked by Ray Serve, which is not there", "set KINORA_INGRESS"
            )
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        address = f"{self._url}/{engine.id}/{method}"
        try:
            async with self._opened().stream(
                "POST", address, content=body, headers=headers, timeout=self._silence
            ) as answer:
                if answer.is_error:
                    raise _refused(engine, answer.status_code, await answer.aread())
                yield answer
        except httpx.TimeoutException as error:
            raise DeadlineExceeded(f"{engine.id} says nothing", "try again later") from error
        except httpx.HTTPError as error:
            why = type(error).__name__
            raise JobFailed(f"{engine.id} broke off ({why})", "ask again") from error

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            # The ingress is the operator's own: no proxy stands before it.
            self._client = httpx.AsyncClient(
                trust_env=False, limits=httpx.Limits(max_connections=None)
            )
        return self._client


def _piece(engine: Engine, line: str) -> Piece:
    try:
        return Piece.model_validate_json(line)
    except ValidationError as error:
        try:
            fault = Broken.model_validate_json(line).error
        except ValidationError:
            said = _said(line.encode())
            raise JobFailed(f"{engine.id} broke off: {said}", "ask again") from error
        raise _faulted(engine, fault) from error


def _faulted(engine: Engine, fault: Fault) -> KinoraError:
    """The error for what an engine says of itself."""
    if fault.code in CALLERS:
        field = PARAMS.get(fault.field, fault.field) or "messages"
        return InputError(fault.message, fault.remedy, field, fault.code)
    if fault.code == EngineUnavailable.code:
        return EngineUnavailable(fault.message, fault.remedy)
    if fault.code == "SERVER_BUSY":
        busy = Overloaded(fault.message, fault.remedy)
        busy.retry_after_s = fault.retry_after_s or Overloaded.retry_after_s
        return busy
    error = JobFailed(f"{engine.id} broke off: {fault.message}", fault.remedy or "ask again")
    if fault.code != "INTERNAL_ERROR":
        error.code = fault.code
    return error


def _refused(engine: Engine, status: int, body: bytes) -> Exception:
    said = _said(body) or f"it answered {status}"
    if status in (400, 413, 422):
        return InputError(said, field="messages")
    if status == 404:
        return EngineUnavailable(f"{engine.id} is not served: {said}", "see `kinora doctor`")
    if status in (429, 503):
        return Overloaded(f"{engine.id}: {said}", "try again in a moment")
    return JobFailed(f"{engine.id}: {said}")


def _said(body: bytes) -> str:
    """The message of an answer that is an error, in Kinora's form or in none."""
    text = body.decode(errors="replace").strip()
    try:
        found: Any = json.loads(text)
    except ValueError:
        return text[:300]
    error = found.get("error", found) if isinstance(found, dict) else found
    said = error.get("message") if isinstance(error, dict) else error
    return str(said or "")[:300]

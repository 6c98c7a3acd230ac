"""Chat and embeddings over HTTP, for the API alone: whoever asks shows the cluster's own token.

    POST /<engine>/chat    pipelines.talking.Talk as JSON -> a line of JSON for each Piece
    POST /<engine>/embed   {"texts": [...], "tenant": "..."}       -> {"rows": [[...], ...]}

All else that engines do is a run. The token is in the environment's `KINORA_INGRESS_TOKEN`.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import tempfile
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from media.errors import KinoraError
from media.ids import LOCAL_TENANT
from media.model import Model
from models.catalog.row import Engine
from models.protocols.language import Piece
from pipelines.orders import Fault, Outcome, Place, WorkOrder
from pipelines.talking import Talk
from store.objects.objects import Objects, open_objects
from store.workspace import StoreWorkspace

TOKEN = "KINORA_INGRESS_TOKEN"
MOST_TEXTS = 2048
log = logging.getLogger(__name__)
Answered = Callable[[WorkOrder], Awaitable[Outcome]]


class Texts(Model):
    """What is to be embedded, and for whom."""

    texts: list[str] = Field(min_length=1, max_length=MOST_TEXTS)
    tenant: uuid.UUID = LOCAL_TENANT


class Ingress:
    """Answers requests for one engine."""

    def __init__(self, row: Engine, engine: Any, perform: Answered) -> None:
        """Prepare to answer.

        Args:
            row: whose engine it is.
            engine: the engine itself; it streams answers.
            perform: carries an order out in its turn.
        """
        self._row = row
        self._engine = engine
        self._perform = perform
        self._folder = Path(tempfile.mkdtemp(prefix="kinora-ingress-"))
        self._stores: dict[str, Objects] = {}

    async def answer(self, request: Request) -> Response:
        """The answer to one request; an error has its code, message and remedy."""
        if not _entered(request):
            return _refused(Fault(code="UNAUTHORIZED", message="the token is wrong"), 401)
        doing = request.url.path.rpartition("/")[2]
        try:
            if doing == "chat" and "language" in self._row.does:
                return self._chat(Talk.model_validate_json(await request.body()))
            if doing == "embed" and "embedding" in self._row.does:
                return await self._embed(Texts.model_validate_json(await request.body()))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            return _refused(Fault(code="INVALID_INPUT", message=first["msg"], field=field), 400)
        fault = Fault(code="NOT_FOUND", message=f"{self._row.id} does no {doing[:40]}")
        return _refused(fault, 404)

    def _chat(self, talk: Talk) -> Response:
        return StreamingResponse(self._lines(talk), media_type="application/x-ndjson")

    async def _lines(self, talk: Talk) -> AsyncGenerator[str]:
        """Each piece in a line; where the engine fails on the way, a last line with the error."""
        objects = await asyncio.to_thread(self._store, talk.objects)
        with StoreWorkspace(objects, talk.tenant, self._folder / "work") as work:
            pieces = self._engine.stream(work, asked=talk.asked)
            try:
                async for piece in pieces:
                    assert isinstance(piece, Piece)
                    yield piece.model_dump_json(exclude_none=True) + "\n"
            except Exception as error:
                if not isinstance(error, KinoraError):
                    log.exception("%s failed", self._row.id)
                yield json.dumps({"error": Fault.of(error).model_dump()}) + "\n"
            finally:
                await pieces.aclose()

    def _store(self, url: str) -> Objects:
        """The API's object store."""
        if url not in self._stores:
            copies = self._folder / "copies"
            self._stores[url] = open_objects(url or str(self._folder / "objects"), copies)
        return self._stores[url]

    async def _embed(self, wanted: Texts) -> Response:
        order = WorkOrder(
            target=self._row.does["embedding"],
            arguments={"texts": json.dumps(wanted.texts)},
            engine=self._row,
            place=Place(tenant=wanted.tenant, objects=str(self._folder), scratch=str(self._folder)),
        )
        outcome = await self._perform(order)
        if outcome.fault is not None:
            return _refused(outcome.fault, 503 if outcome.fault.retryable else 400)
        return Response(f'{{"rows":{outcome.value}}}', media_type="application/json")


def _entered(request: Request) -> bool:
    token = os.environ.get(TOKEN, "")
    shown = request.headers.get("authorization", "")
    return bool(token) and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())


def _refused(fault: Fault, status: int) -> Response:
    return JSONResponse({"error": fault.model_dump()}, status_code=status)

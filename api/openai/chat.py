"""`POST /v1/chat/completions`: what a language engine says, whole or as it is written."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from api.call import Call, Running
from api.limits import rated
from api.openai.completions import Choice, Chunks, Completion, Tally, reply, tokens
from api.openai.errors import PlainRoute, documented, told
from api.openai.listening import listened
from api.openai.messages import NewCompletion
from api.openai.paying import (
    BYTES_PER_TOKEN,
    MOST_WRITTEN,
    TOKENS_PER_PICTURE,
    billed,
    check_budget,
)
from api.openai.seeing import MOST_BODY_BYTES, talk_of
from api.openai.serving import ENGINE, HEADER, serving
from api.openai.working import PROJECT
from media.errors import KinoraError
from models.catalog.row import Engine
from models.protocols.language import Asked, Piece, ToolCall
from pipelines.talking import Talk

router = APIRouter(prefix="/chat", tags=["openai"], route_class=PlainRoute, responses=documented())
Json = dict[str, Any]
ANSWERS: dict[int | str, Json] = {
    200: {
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
        "description": "The answer, or with `stream` its chunks and at last `[DONE]`",
        "headers": HEADER,
    }
}


@router.post(
    "/completions", summary="Go on with a conversation", operation_id="openai_chat",
    openapi_extra=rated("refine"), responses=ANSWERS, response_model=Completion,
    max_body_size=MOST_BODY_BYTES,
)  # fmt: skip
async def complete(call: Running, body: NewCompletion, request: Request, response: Response) -> Any:
    """In OpenAI's form. Who goes away ends the answer, and what was written of it is paid."""
    engine = serving("language", body.model)
    await check_budget(call, engine, PROJECT)
    answer = _Answer(call, engine, await talk_of(call, body))
    call.wait()
    if body.stream:
        return await _streamed(call, body, answer)
    whole = await listened(request, answer.whole())
    response.headers[ENGINE] = engine.id
    return whole


class _Answer:
    """One answer of an engine, paid when it ends, however it does."""

    def __init__(self, call: Call, engine: Engine, talk: Talk) -> None:
        self.call, self.engine, self.talk = call, engine, talk
        self.name = f"chatcmpl-{call.new_id().hex}"
        self.created = int(time.time())
        self.tally = Tally(sum(len(one.text) for one in talk.asked.messages))

    async def pieces(self) -> AsyncGenerator[Piece]:
        """As they come."""
        async with (
            billed(self.call, self.engine, PROJECT, _most(self.engine, self.talk.asked)) as bill,
            aclosing(self.call.services.ingress.chat(self.engine, self.talk)) as said,
        ):
            async for piece in said:
                self.tally.hear(piece)
                usage = self.tally.usage
                bill.taken = {"read": float(usage.read), "written": float(usage.written)}
                yield piece

    async def whole(self) -> Completion:
        """All of it."""
        texts: list[str] = []
        calls: list[ToolCall] = []
        last = Piece()
        async with aclosing(self.pieces()) as pieces:
            async for piece in pieces:
                texts.append(piece.text)
                calls += piece.tool_calls
                last = piece
        choice = Choice(message=reply("".join(texts), calls), finish_reason=last.ended or "stop")
        return Completion(
            id=self.name,
            created=self.created,
            model=self.engine.id,
            choices=[choice],
            usage=tokens(self.tally.usage),
        )


def _most(engine: Engine, asked: Asked) -> dict[str, float]:
    """The tokens that an answer may take, at the most that is likely."""
    texts = [one.text for one in asked.messages] + [one.model_dump_json() for one in asked.tools]
    pictures = sum(len(one.images) for one in asked.messages)
    read = sum(len(text.encode()) for text in texts) / BYTES_PER_TOKEN
    written = asked.max_tokens or engine.options.get("max_tokens") or MOST_WRITTEN
    return {"read": read + pictures * TOKENS_PER_PICTURE, "written": float(written)}


async def _streamed(call: Call, body: NewCompletion, answer: _Answer) -> Response:
    pieces = answer.pieces()
    # What is refused before a word is said is an answer of its own, with a status.
    first = await anext(pieces)
    options = body.stream_options
    chunks = Chunks(
        name=answer.name, created=answer.created, model=answer.engine.id,
        told=bool(options and options.include_usage),
    )  # fmt: skip

    async def events() -> AsyncGenerator[bytes]:
        async with aclosing(pieces):
            yield _event(chunks.first())
            try:
                for chunk in chunks.of(first):
                    yield _event(chunk)
                async for piece in pieces:
                    for chunk in chunks.of(piece):
                        yield _event(chunk)
            except KinoraError as error:
                refused = await told(call.request, error)
                yield format_sse_event(data_str=bytes(refused.body).decode())
                return
            for chunk in chunks.last(answer.tally.usage):
                yield _event(chunk)
            yield format_sse_event(data_str="[DONE]")

    return StreamingResponse(
        events(),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no", ENGINE: answer.engine.id},
    )


def _event(chunk: Json) -> bytes:
    return format_sse_event(data_str=json.dumps(chunk, separators=(",", ":")))

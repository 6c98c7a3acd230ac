"""`POST /v1/embeddings`: texts as directions in a space of meanings."""

from __future__ import annotations

import base64
import struct
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field, StringConstraints

from api.call import Running
from api.kit.model import Text
from api.openai.bodies import Answered, Asked, Name
from api.openai.errors import PlainRoute, documented
from api.openai.listening import listened
from api.openai.paying import BYTES_PER_TOKEN, billed
from api.openai.serving import ENGINE, HEADER, serving
from api.openai.working import PROJECT
from media.errors import InputError

router = APIRouter(tags=["openai"], route_class=PlainRoute, responses=documented())
Passage = Annotated[Text, StringConstraints(min_length=1, max_length=100_000)]


class NewEmbeddings(Asked):
    """Texts."""

    model: Name
    input: Passage | Annotated[list[Passage], Field(min_length=1, max_length=2048)] = Field(
        description="A text, or texts; tokens are a model's own, and not taken."
    )
    dimensions: Annotated[int, Field(ge=1, le=100_000)] | None = Field(
        default=None, description="As many as the model has."
    )
    encoding_format: Literal["float", "base64"] | None = "float"


class Embedding(Answered):
    """One direction."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: list[float] | str = Field(description="Or, in base64, floats of 32 bits.")


class Counted(Answered):
    """What was read."""

    prompt_tokens: int
    total_tokens: int


class Embeddings(Answered):
    """A direction for each text."""

    object: Literal["list"] = "list"
    data: list[Embedding]
    model: str
    usage: Counted


@router.post(
    "/embeddings", summary="Embed texts", operation_id="openai_embeddings",
    responses={200: {"headers": HEADER}},
)  # fmt: skip
async def embed(
    call: Running, body: NewEmbeddings, request: Request, response: Response
) -> Embeddings:
    """In OpenAI's form; each direction has the length one."""
    engine = serving("embedding", body.model)
    texts = [body.input] if isinstance(body.input, str) else body.input
    most = {"read": sum(len(text.encode()) for text in texts) / BYTES_PER_TOKEN}
    async with billed(call, engine, PROJECT, most) as bill:
        call.wait()
        found = await listened(request, call.services.ingress.embed(engine, texts))
        bill.taken = {"read": float(found.usage.read)}
    width = len(found.rows[0])
    if body.dimensions not in (None, width):
        raise InputError(f"{engine.id} has {width} dimensions", "leave them out", "dimensions")
    response.headers[ENGINE] = engine.id
    return Embeddings(
        data=[
            Embedding(index=index, embedding=_written(row, body.encoding_format))
            for index, row in enumerate(found.rows)
        ],
        model=engine.id,
        usage=Counted(prompt_tokens=found.usage.read, total_tokens=found.usage.read),
    )


def _written(row: tuple[float, ...], form: str | None) -> list[float] | str:
    if form != "base64":
        return list(row)
    return base64.b64encode(struct.pack(f"<{len(row)}f", *row)).decode()

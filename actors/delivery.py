"""What a provider gives, as what the node wants: data as it is, media fetched and normalised."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from media.types import Audio, Document, Image, Video
from media.web import MB, Request
from models.catalog.row import Engine
from pipelines.node import Context
from pipelines.orders import Fault, WorkFailed

T = TypeVar("T")

MOST_BYTES = 2000 * MB
FETCH_S = 900.0


async def delivered(ctx: Context, engine: Engine, result: Any, returns: type[T]) -> T:
    """The result of a job, as the node wants it.

    Args:
        ctx: of the step.
        engine: who made it.
        result: what the provider names; of media the URL, or an object or a list with it.
        returns: what the node wants.

    Raises:
        WorkFailed: it is something else.
        KinoraError: the URL is refused or gives nothing, or the file is damaged.
    """
    kind = _kind(returns)
    url = _url(result)
    if kind and url:
        document = await _fetched(ctx, url)
        return await ctx.compute(
            "media.intake.stored:admitted", returns, document=document, wanted=kind
        )
    try:
        return TypeAdapter(returns).validate_python(result)
    except ValidationError as error:
        said = error.errors()[0]["msg"]
        name = getattr(returns, "__name__", str(returns))
        fault = Fault(code="BAD_ANSWER", message=f"{engine.id} gave no {name}: {said}")
        raise WorkFailed(fault.model_dump()) from None


async def _fetched(ctx: Context, url: str) -> Document:
    request = Request(url=url, limit_bytes=MOST_BYTES, within_s=FETCH_S)
    return (await ctx.fetch(request)).document


def _kind(returns: Any) -> str:
    """The kind of media that a node wants; empty where it wants something else."""
    if not (inspect.isclass(returns) and issubclass(returns, Image | Video | Audio)):
        return ""
    return str(returns.model_fields["kind"].default)


def _url(result: Any) -> str | None:
    """The URL in a result: itself, its `url`, or that of the first of a list."""
    if isinstance(result, list):
        result = result[0] if result else None
    if isinstance(result, dict):
        result = result.get("url")
    return result if isinstance(result, str) and result.startswith("http") else None

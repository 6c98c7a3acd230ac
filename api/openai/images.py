"""`POST /v1/images/generations`: pictures from words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from api.call import Running
from api.limits import rated
from api.openai.bodies import Asked, ImageFormat, Name, Prompt, Seed, SizeText, size_of
from api.openai.errors import OnceRoute, documented
from api.openai.pictures import Kept, Pictures, pictured, wanted
from api.openai.serving import HEADER, serving
from api.openai.working import node
from models.catalog.row import Engine

router = APIRouter(prefix="/images", tags=["openai"], route_class=OnceRoute, responses=documented())
USUAL_SIZE = "1024x1024"
MOST_PICTURES = 10
USUAL_STEPS = 30
PAINS = {"low": 0.5, "standard": 1.0, "medium": 1.0, "high": 1.5, "hd": 1.5}
"""By which the engine's own number of steps of denoising is multiplied."""


class NewImages(Asked):
    """What is to be seen, and how it is wanted."""

    prompt: Prompt
    model: Name | None = Field(default=None, description="An engine, or another name of one.")
    n: Annotated[int, Field(ge=1, le=MOST_PICTURES)] | None = 1
    size: SizeText | None = "auto"
    quality: Literal["auto", "low", "medium", "high", "standard", "hd"] | None = Field(
        default="auto", description="By steps of denoising, of engines that do it."
    )
    response_format: Kept | None = "b64_json"
    output_format: ImageFormat | None = "png"
    output_compression: Annotated[int, Field(ge=0, le=100)] | None = Field(
        default=None, description="Of JPEG and WebP: their quality."
    )
    background: Literal["opaque", "auto"] | None = "auto"
    moderation: Literal["low", "auto"] | None = "auto"
    stream: Literal[False] | None = Field(default=None, description="Pictures come whole.")
    seed: Seed | None = Field(default=None, description="Kinora's own: another one makes another.")


@router.post(
    "/generations", summary="Make pictures", operation_id="openai_images_generate",
    openapi_extra=rated("generate"), responses={200: {"headers": HEADER}},
)  # fmt: skip
async def generate(call: Running, body: NewImages, response: Response) -> Pictures:
    """In OpenAI's form; a run makes them, one step for each."""
    engine = serving("image", body.model)
    size = size_of(USUAL_SIZE if body.size in (None, "auto") else body.size)
    form = body.output_format or "png"
    made = node(
        "picture", "image.generate",
        prompt=body.prompt, size=size.model_dump(), model=engine.id, **_pains(body.quality, engine),
    )  # fmt: skip
    work = wanted(body.n or 1, made, (), {}, form, body.output_compression, body.seed or 0)
    return await pictured(
        call, work, engine, response,
        named=engine.id, form=form, kept=body.response_format or "b64_json",
    )  # fmt: skip


def _pains(quality: str | None, engine: Engine) -> dict[str, Any]:
    """The engine's own settings, for as much work as the quality is worth."""
    own: dict[str, Any] = {
        name: value for name, value in engine.defaults.items() if name in ("steps", "guidance")
    }
    factor = PAINS.get(quality or "")
    if factor is None:
        return own
    return own | {"steps": max(1, round(factor * own.get("steps", USUAL_STEPS)))}

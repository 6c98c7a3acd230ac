"""`POST /v1/images/generations`: pictures from words."""

from __future__ import annotations

from typing import Annotated, Literal

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
STEPS = {"low": 12, "standard": 30, "medium": 30, "high": 50, "hd": 50}
"""Of denoising, for engines that do it."""


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
        prompt=body.prompt, size=size.model_dump(), model=engine.id, **_steps(body, engine),
    )  # fmt: skip
    work = wanted(body.n or 1, made, (), {}, form, body.output_compression, body.seed or 0)
    return await pictured(
        call, work, engine, response,
        named=engine.id, form=form, kept=body.response_format or "b64_json",
    )  # fmt: skip


def _steps(body: NewImages, engine: Engine) -> dict[str, int]:
    said = STEPS.get(body.quality or "")
    usual = engine.defaults.get("steps")
    if usual is not None and body.quality in (None, "auto"):
        return {"steps": int(usual)}
    return {} if said is None else {"steps": said}

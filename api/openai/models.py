"""Models: every name by which an engine that is live can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from api.call import Reading
from api.openai.bodies import Answered
from api.openai.errors import ModelMissing, PlainRoute, documented
from models.catalog.live import is_live
from models.catalog.row import Engine
from models.catalog.rows import engines

router = APIRouter(
    prefix="/models", tags=["openai"], route_class=PlainRoute, responses=documented()
)
SPOKEN = (
    "image", "image_edit", "image_inpaint", "video", "video_from_image", "speech",
    "speech_clone", "transcription", "language", "embedding",
)  # fmt: skip
"""What these endpoints ask engines for."""
MADE_AT = 1_735_689_600
"""OpenAI's list says when a model was made, and a catalog does not: the first second of 2025."""


class Model(Answered):
    """A model, in OpenAI's form."""

    id: str
    object: Literal["model"] = "model"
    created: int = MADE_AT
    owned_by: str = Field(description="`kinora` for preview engines, else its licence.")
    engine: str = Field(description="The row of the catalog that answers; another id is an alias.")
    modalities: list[str]


class Models(Answered):
    """All models."""

    object: Literal["list"] = "list"
    data: list[Model]


@router.get("", summary="List models", operation_id="openai_models_list")
async def list_all(call: Reading) -> Models:
    """In OpenAI's form; Kinora's own list, with prices and what is missing, is `/v1/engines`."""
    return Models(data=list(_models()))


@router.get("/{model}", summary="Read a model", operation_id="openai_models_read")
async def read(call: Reading, model: Annotated[str, Path(max_length=200)]) -> Model:
    """One of them, by its id or another name."""
    for one in _models():
        if one.id == model:
            return one
    raise ModelMissing(f"there is no model {model[:100]!r}", "see /v1/models", "model")


def _models() -> Iterator[Model]:
    seen: set[str] = set()
    for engine in engines():
        modalities = [name for name in engine.does if name in SPOKEN]
        if not modalities or not is_live(engine):
            continue
        for name in engine.called:
            if name not in seen:
                seen.add(name)
                yield Model(
                    id=name, owned_by=_owner(engine), engine=engine.id, modalities=modalities
                )


def _owner(engine: Engine) -> str:
    return "kinora" if engine.id.startswith("preview-") else engine.licence

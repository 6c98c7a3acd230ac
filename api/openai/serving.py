"""Which engine answers to a model's name."""

from __future__ import annotations

from api.openai.errors import ModelMissing
from media.errors import EngineUnavailable
from models.catalog.lookup import engine_for
from models.catalog.row import Engine

ENGINE = "X-Kinora-Engine"
"""Says which engine made an answer."""
HEADER = {
    ENGINE: {"description": "Which engine made it.", "schema": {"type": "string"}},
}


def serving(modality: str, model: str | None) -> Engine:
    """The engine of a modality that a model's name means.

    Args:
        modality: what is to be done.
        model: an engine's id or another name of its; none: the preferred one.

    Raises:
        ModelMissing: there is none, or it lacks what its message names.
    """
    try:
        return engine_for(modality, model or "")
    except EngineUnavailable as error:
        raise ModelMissing(error.message, error.remedy, "model") from error


def can(modality: str, model: str | None = None) -> bool:
    """Whether any engine that is live does this, or the one of this name."""
    try:
        engine_for(modality, model or "")
    except EngineUnavailable:
        return False
    return True

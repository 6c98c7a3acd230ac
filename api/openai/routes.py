"""All endpoints in OpenAI's form."""

from __future__ import annotations

from fastapi import APIRouter

from api.openai import (
    chat,
    edits,
    embeddings,
    images,
    models,
    sharing,
    speech,
    transcriptions,
    videos,
)


def routers() -> list[APIRouter]:
    """In the order of the documentation."""
    return [
        chat.router,
        embeddings.router,
        images.router,
        edits.router,
        speech.router,
        transcriptions.router,
        videos.router,
        models.router,
        sharing.router,
    ]

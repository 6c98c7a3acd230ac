"""Styles of one's own."""

from __future__ import annotations

from typing import TypedDict

from pydantic import Field

from kinora_client.models.base import Document, Model


class NewLora(TypedDict, total=False):
    """Low-rank weights that teach a diffusion model a look, as they are given."""

    source: str | None
    """Their name in an engine's row, or where that row has them from."""
    file: str | None
    """In place of `source`: an artifact of the kind `lora`."""
    digest: str | None
    """SHA-256 of what `source` names."""
    strength: float
    """0 to 2; 1 if left out."""


class Lora(Model):
    """Low-rank weights that teach a diffusion model a look."""

    source: str | None = None
    file: str | None = None
    """The artifact that it is."""
    digest: str | None = None
    strength: float


class Style(Document):
    """A style; a film that is under way keeps what it was when the film was submitted."""

    name: str
    description: str = ""
    base: str
    palette: list[str] = Field(default_factory=list[str])
    prompt_prefix: str = ""
    prompt_suffix: str = ""
    negative_prompt: str = ""
    lora: Lora | None = None
    """For diffusion engines; the preview engines do not use it."""
    compatible_models: list[str] = Field(default_factory=list[str])
    tags: list[str] = Field(default_factory=list[str])

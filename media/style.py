"""How engines that are told in words are to make a picture or a clip look."""

from __future__ import annotations

import uuid
from typing import Self

from pydantic import Field, model_validator

from media.model import Model
from media.types import LoraFile

MOST_WORDS = 2000


class Lora(Model):
    """Low-rank weights that teach a diffusion model a look: a row's, or a file of one's own."""

    source: str = Field(default="", max_length=500)
    """Their name in an engine's row, or where that row has them from."""
    file: LoraFile | None = Field(default=None, exclude_if=lambda value: value is None)
    """One's own, which is loaded when it is asked for."""
    digest: str = Field(default="", max_length=64)
    """SHA-256 of the file, as who chose them noted it."""
    strength: float = Field(default=1.0, ge=0, le=2)

    @property
    def called(self) -> str:
        """What a file of one's own is called where it is loaded: by its content."""
        return f"file-{self.file.digest}" if self.file is not None else ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.source) == (self.file is not None):
            raise ValueError("give a source or a file, and one of them alone")
        return self


class Style(Model):
    """A visual style, as far as an engine can be told of it."""

    name: str = Field(default="", max_length=200)
    base: str = Field(default="", max_length=100)
    """The style of the panels that stand in where no model does."""
    prefix: str = Field(default="", max_length=MOST_WORDS)
    suffix: str = Field(default="", max_length=MOST_WORDS)
    avoid: str = Field(default="", max_length=MOST_WORDS)
    """What is not to be seen."""
    lora: Lora | None = None
    models: tuple[str, ...] = Field(default=(), max_length=50)
    """Engines that may draw it; empty: all."""

    def worded(self, prompt: str) -> str:
        """What is to be seen, in the style's words."""
        return joined(self.prefix, prompt, self.suffix)

    def avoided(self, avoid: str) -> str:
        """What is not to be seen, the style's own included."""
        return joined(avoid, self.avoid)


class StyleId(Model):
    """A style that a tenant has made: the API puts what it is at that time in its place."""

    id: uuid.UUID


def joined(*parts: str) -> str:
    """Phrases with commas between, each as it is."""
    return ", ".join(part.strip().rstrip(",") for part in parts if part.strip())

"""Styles of a tenant's own: a style that Kinora draws, bent to colours, and words for engines."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncConnection

from api.kit.documents import AnyRow, Kind
from api.kit.model import Body, DocumentView, Line, Tag, Text, View
from media.errors import InputError, NotFound
from media.types import LoraFile
from models.preview.panels.palette import styles as base_styles
from store.repositories import documents
from store.tables.documents import styles
from store.tables.library import artifacts

Words = Annotated[Text, Field(max_length=4000)]
Prompt = Annotated[
    Text,
    Field(
        max_length=2000,
        description="Words around those of a step, or what it avoids; panels of films have none.",
    ),
]
Name = Annotated[Text, Field(min_length=1, max_length=100)]
Base = Annotated[Text, Field(min_length=1, max_length=100, description="One of `/v1/base-styles`.")]
Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]
Colours = Annotated[
    list[Colour],
    Field(
        max_length=5,
        description="What the pictures bend to, the main one first; a film's own `brand` goes "
        "before them.",
        examples=[["#0b3d91", "#fc3d21"]],
    ),
]
Models = Annotated[
    list[Name],
    Field(
        max_length=50,
        description="Engines of `/v1/engines` that may draw it; empty: all. A film is refused if "
        "its panels come from another, a step of a flow asks the first of these that is live.",
    ),
]
Tags = Annotated[list[Tag], Field(max_length=20)]
ABOUT_LORA = "For diffusion engines; the preview engines draw the base style."


class Lora(Body):
    """Low-rank weights that teach a diffusion model a look."""

    source: Annotated[Text, Field(min_length=1, max_length=500)] | None = Field(
        default=None,
        description="Their name in an engine's row, or where that row has them from; not fetched.",
        examples=["hf:studio/harbour-lora"],
    )
    file: uuid.UUID | None = Field(
        default=None,
        description="In place of `source`: an artifact of the kind `lora`, that is a file of your "
        "own. Engines with `takes_loras` draw by it.",
    )
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = Field(
        default=None, description="SHA-256 of what `source` names."
    )
    strength: Annotated[float, Field(ge=0, le=2)] = 1.0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.source is None) == (self.file is None):
            raise ValueError("give source or file, and one of them alone")
        if self.file is not None and self.digest is not None:
            raise ValueError("a file has its own digest: leave this one out")
        return self


class NewStyle(Body):
    """How films may look."""

    name: Line
    description: Words = ""
    base: Base
    palette: Colours = Field(default_factory=list[str])
    prompt_prefix: Prompt = ""
    prompt_suffix: Prompt = ""
    negative_prompt: Prompt = ""
    lora: Lora | None = Field(default=None, description=ABOUT_LORA)
    compatible_models: Models = Field(default_factory=list[str])
    tags: Tags = Field(default_factory=list[str])


class StyleChange(Body):
    """What shall be otherwise."""

    name: Line | None = None
    description: Words | None = None
    base: Base | None = None
    palette: Colours | None = None
    prompt_prefix: Prompt | None = None
    prompt_suffix: Prompt | None = None
    negative_prompt: Prompt | None = None
    lora: Lora | None = Field(default=None, description="Null: none from now on.")
    compatible_models: Models | None = None
    tags: Tags | None = None


class LoraView(View):
    """Low-rank weights that teach a diffusion model a look."""

    source: str | None = None
    file: uuid.UUID | None = Field(default=None, description="The artifact that it is.")
    digest: str | None = None
    strength: float


class StyleView(DocumentView):
    """A style; a film that is under way keeps what it was when the film was submitted."""

    name: str
    description: str = ""
    base: str
    palette: list[str] = Field(default_factory=list)
    prompt_prefix: str = ""
    prompt_suffix: str = ""
    negative_prompt: str = ""
    lora: LoraView | None = Field(default=None, description=ABOUT_LORA)
    compatible_models: list[str] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)


async def lora_file(connection: AsyncConnection, artifact_id: str, field: str) -> LoraFile:
    """The file that a style names.

    Raises:
        NotFound: the tenant has no such artifact.
        InputError: it is something else than a LoRA.
    """
    row = await documents.get(connection, artifacts, uuid.UUID(artifact_id))
    if row is None:
        raise NotFound(
            f"there is no artifact {artifact_id}", "upload the file again, and name that", field
        )
    if row.kind != "lora":
        raise InputError(
            f"{row.name} is no LoRA", "upload a file as one of the kind `lora`", field, "NO_LORA"
        )
    return LoraFile.model_validate(row.asset)


async def _on_what_there_is(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    named = (values["data"].get("lora") or {}).get("file")
    if named is not None:
        await lora_file(connection, named, "lora.file")
    base = values["data"]["base"]
    if base not in base_styles():
        raise InputError(
            f"there is no style {base!r}",
            "use one of " + ", ".join(base_styles()),
            "base",
            "UNKNOWN_STYLE",
        )


class _Styles(Kind[NewStyle, StyleChange, StyleView]):
    """Styles: one may lose its LoRA, which null stands for, or get another, which is whole."""

    def columns(self, body: Body, row: AnyRow | None = None) -> dict[str, Any]:
        """See `Kind.columns`."""
        columns = super().columns(body, row)
        if isinstance(body, StyleChange) and "lora" in body.model_fields_set and not body.lora:
            columns["data"].pop("lora", None)
        elif isinstance(body, StyleChange) and body.lora:
            columns["data"]["lora"] = body.lora.model_dump(mode="json", exclude_none=True)
        return columns


STYLES = _Styles(
    name="style",
    table=styles,
    new=NewStyle,
    change=StyleChange,
    view=StyleView,
    check=_on_what_there_is,
)

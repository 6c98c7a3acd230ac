"""What a user chooses about a film, as a request's body."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from api.kit.model import Body, Text
from media.cards import Credit
from media.cast import LONGEST_PHRASE, MOST_PICTURES
from media.clock import FrameRate
from media.layout import TransitionKind
from media.shot_list import LowerThirds
from media.timeline import CaptionLook, CaptionMode
from pipelines.productions.choices import check_choices
from pipelines.productions.options import Asked, FilmOptions, Format

Word = Annotated[Text, Field(min_length=1, max_length=100)]


class VoiceSampleChoice(Body):
    """A recording of somebody's voice."""

    artifact_id: uuid.UUID = Field(description="An audio of `/v1/artifacts`.")
    text: Annotated[Text, Field(max_length=2_000)] = Field(
        default="", description="What is spoken in it, for models that need to know."
    )


class Looks(Body):
    """How somebody looks to a model that draws."""

    phrase: Annotated[Text, Field(max_length=LONGEST_PHRASE)] = Field(
        default="", examples=["a tall old man with a white beard and a blue coat"]
    )
    pictures: Annotated[tuple[uuid.UUID, ...], Field(max_length=MOST_PICTURES)] = Field(
        default=(), description="Ids of artifacts, the most telling one first."
    )


class Options(Body):
    """Options of a film; what is left out is as usual."""

    title: Annotated[Text, Field(max_length=200)] | None = None
    format: Format | None = None
    height: Annotated[int, Field(ge=360, le=2160)] | None = Field(
        default=None, description="The shorter side in pixels."
    )
    fps: Literal["23.976", "24", "25", "29.97", "30", "50", "60"] | None = None
    language: Word | None = Field(default=None, examples=["en"])
    voice: Word | None = None
    voices: Annotated[dict[Word, Word], Field(max_length=100)] | None = Field(
        default=None, description="Speaker to voice."
    )
    voice_samples: Annotated[dict[Word, VoiceSampleChoice], Field(max_length=100)] | None = Field(
        default=None,
        description="Speaker, or `narrator`, to a recording in whose voice that one speaks.",
    )
    pronunciations: Annotated[dict[Word, Word], Field(max_length=1000)] | None = None
    pace: Annotated[float, Field(ge=0.5, le=2.0)] | None = None
    style: Word | None = Field(default=None, description="One of `/v1/base-styles`.")
    style_id: uuid.UUID | None = Field(
        default=None,
        description="In place of `style`: one of `/v1/styles`, as it is when a film is submitted.",
    )
    preset: Word | None = None
    seed: Annotated[int, Field(ge=0, lt=2**32)] | None = None
    music: Literal["auto", "none"] | None = None
    ambience: Literal["auto", "none"] | None = None
    captions: CaptionMode | None = None
    burn_in: bool | None = None
    caption_look: CaptionLook | None = None
    transition: TransitionKind | None = None
    transition_s: Annotated[float, Field(ge=0, le=2)] | None = None
    loudness_lufs: Annotated[float, Field(ge=-31, le=-9)] | None = None
    peak_dbtp: Annotated[float, Field(ge=-9, le=0)] | None = None
    draft: bool | None = Field(default=None, description="Small and fast: at most 360 lines.")
    brand: (
        Annotated[
            tuple[Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")], ...], Field(max_length=8)
        ]
        | None
    ) = None
    credits: Annotated[tuple[Credit, ...], Field(max_length=200)] | None = None
    lower_thirds: LowerThirds | None = None
    models: Annotated[dict[Asked, Word], Field(max_length=8)] | None = Field(
        default=None,
        description="Names of `/v1/engines`: `image` draws the shots, `image_edit` gives those in "
        "them their looks, `video` lets the pictures move, `speech` speaks.",
        examples=[{"image": "flux-schnell", "speech": "kokoro-82m"}],
    )

    cast: Annotated[dict[Word, Looks], Field(max_length=100)] | None = Field(
        default=None,
        description="Who appears, by the name of a speaker or of a figure in the shot list, where "
        "a model draws; before `/v1/characters` of the same name.",
    )

    @field_validator("style_id")
    @classmethod
    def _one_style(cls, given: uuid.UUID | None, info: ValidationInfo) -> uuid.UUID | None:
        if given is not None and info.data.get("style") is not None:
            raise ValueError("give a style or a style_id, not both")
        return given

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as JSON data."""
        return self.model_dump(mode="json", exclude_none=True)


DRAFT_HEIGHT = 360


def film_options(chosen: dict[str, Any], name: str) -> FilmOptions:
    """The options of a project's film.

    Args:
        chosen: as `api.projects.styling` and `api.projects.sampling` gave them.
        name: of the project, which is its title unless another is chosen.

    Raises:
        InputError: a voice, a style or a preset that there is not.
    """
    chosen = {"title": name} | chosen
    chosen["rate"] = FrameRate.parse(chosen.pop("fps", "30"))
    if chosen.get("draft"):
        chosen["height"] = min(chosen.get("height", DRAFT_HEIGHT), DRAFT_HEIGHT)
    options = FilmOptions(**chosen)
    check_choices(options)
    return options

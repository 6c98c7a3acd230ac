"""How a film is to be: all of it may be left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Required, TypedDict


class Credit(TypedDict, total=False):
    """A line of the end titles."""

    role: str
    names: Sequence[str]


class VoiceSample(TypedDict, total=False):
    """A recording of somebody's voice."""

    artifact_id: Required[str]
    text: str
    """What is spoken in it, for models that need to know."""


class Looks(TypedDict, total=False):
    """How somebody looks to a model that draws."""

    phrase: str
    pictures: Sequence[str]
    """Ids of artifacts, the most telling one first."""


class FilmOptions(TypedDict, total=False):
    """Options of a film; `client.catalog` lists styles, directions (`preset`) and voices."""

    title: str | None
    format: Literal["16:9", "9:16", "1:1"] | None
    height: int | None
    """The shorter side in pixels: 360 to 2160."""
    fps: Literal["23.976", "24", "25", "29.97", "30", "50", "60"] | None
    language: str | None
    voice: str | None
    voices: Mapping[str, str] | None
    """Speaker to voice."""
    voice_samples: Mapping[str, VoiceSample] | None
    """Speaker, or `narrator`, to a recording in whose voice that one speaks."""
    pronunciations: Mapping[str, str] | None
    pace: float | None
    """0.5 to 2."""
    style: str | None
    """One of `client.catalog.base_styles()`."""
    style_id: str | None
    """In its place a style of one's own, as it is when a film is submitted."""
    preset: str | None
    seed: int | None
    music: Literal["auto", "none"] | None
    ambience: Literal["auto", "none"] | None
    captions: Literal["karaoke", "lines", "none"] | None
    burn_in: bool | None
    caption_look: Literal["plate", "outline", "pop", "bar"] | None
    transition: str | None
    """As in `auto`, `none`, `cut`, `dissolve`."""
    transition_s: float | None
    loudness_lufs: float | None
    peak_dbtp: float | None
    draft: bool | None
    """Small and fast: at most 360 lines."""
    brand: Sequence[str] | None
    """Colours, as in `#1a2b3c`."""
    credits: Sequence[Credit] | None
    lower_thirds: Literal["auto", "none"] | None
    models: Mapping[Literal["image", "image_edit", "video", "speech"], str] | None
    """Names of `client.catalog.engines()`, by what they do: draw the shots, give those in them
    their looks, let the pictures move, speak."""
    cast: Mapping[str, Looks] | None
    """Who appears, by the name of a speaker or of a figure in the shot list."""

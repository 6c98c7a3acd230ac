"""What a user chooses about a film."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from media.cards import Credit
from media.cast import Likeness
from media.clock import FrameRate
from media.layout import TransitionKind
from media.model import Model
from media.segments.spec import Encoding
from media.shot_list import LowerThirds
from media.style import Style
from media.timeline import CaptionLook, CaptionMode
from media.types import Audio, Document, Image, Size
from media.voice_sample import VoiceSample

Format = Literal["16:9", "9:16", "1:1"]

ASPECTS: dict[Format, tuple[int, int]] = {"16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1)}


class Fonts(Model):
    """Font files that somebody chose; what they lack is drawn by the fonts that Kinora knows."""

    title: Document | None = None
    captions: Document | None = None


Asked = Literal["image", "image_edit", "video", "speech"]
"""What of a film a model may be chosen for."""
DOES: dict[Asked, str] = {
    "image": "image",
    "image_edit": "image_edit",
    "video": "video_from_image",
    "speech": "speech",
}
"""The modality that is asked of it."""


class FilmOptions(Model):
    """Options of a film, each as usual unless it is said."""

    title: str = ""
    format: Format = "16:9"
    height: int = Field(default=1080, ge=240, le=2160)
    """The shorter side in pixels, as in 1080p."""
    rate: FrameRate = FrameRate(30)
    language: str = "en"
    voice: str = "auto"
    voices: dict[str, str] = Field(default_factory=dict)
    """By speaker, in lower case; see `speech.say`."""
    voice_samples: dict[str, VoiceSample] = Field(default_factory=dict)
    """By speaker, in lower case, the narrator's as `narrator`: who is to sound like whom."""
    pronunciations: dict[str, str] = Field(default_factory=dict)
    """Respellings, or phonemes in double brackets, by word."""
    pace: float = Field(default=1.0, ge=0.5, le=2.0)
    style: str = "cinema"
    brand: tuple[Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")], ...] = ()
    """Colours that pictures bend to, the main one first."""
    preset: str = "auto"
    reading: str = "words"
    """How sentences are understood: `words`, or `meaning` as well."""
    seed: int = Field(default=0, ge=0, lt=2**32)
    music: Literal["auto", "none"] | Audio = "auto"
    ambience: Literal["auto", "none"] = "auto"
    """Whether the places of a film are heard."""
    captions: CaptionMode = "karaoke"
    burn_in: bool = True
    caption_look: CaptionLook = "plate"
    fonts: Fonts = Fonts()
    transition: TransitionKind = "auto"
    transition_s: float = Field(default=0.4, ge=0, le=2)
    loudness_lufs: float = Field(default=-16.0, ge=-31, le=-9)
    peak_dbtp: float = Field(default=-1.0, ge=-9, le=0)
    draft: bool = False
    credits: tuple[Credit, ...] = ()
    """Who made the film, on cards at its end."""
    logo: Image | None = None
    """Set on the opening title and on the last card."""
    lower_thirds: LowerThirds = "auto"
    models: dict[Asked, str] = Field(default_factory=dict[Asked, str])
    """By what they do, names of the catalog: `image` draws the shots, `image_edit` gives those in
    them the looks of `cast`, `video` lets the pictures move, `speech` speaks. What is not here is
    as in any animatic."""
    cast: dict[str, Likeness] = Field(default_factory=dict[str, Likeness])
    """Who appears, by the name of a speaker or of a figure in the shot list, and how they look to
    a model that draws."""
    look: Style | None = None
    """What the image model is told of the film's style beside the words of each shot."""

    @property
    def size(self) -> Size:
        """The picture's size: the shorter side is `height`, both sides even."""
        across, down = ASPECTS[self.format]
        short = min(across, down)
        return Size(
            width=even(self.height * across / short), height=even(self.height * down / short)
        )

    @property
    def encoding(self) -> Encoding:
        """A draft is encoded faster and coarser."""
        return Encoding(preset="ultrafast", crf=28) if self.draft else Encoding()


def even(length: float) -> int:
    """The nearest even number of pixels."""
    return 2 * round(length / 2)

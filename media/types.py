"""Handles: what travels on the edges of a flow. A digest and facts, never bytes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from media.clock import FLICKS_PER_S, SAMPLE_RATE, FrameRate
from media.ids import Digest
from media.model import Model


class Size(Model):
    """Width and height in pixels; both even, as yuv420p needs."""

    width: int = Field(gt=0, le=8192, multiple_of=2)
    height: int = Field(gt=0, le=8192, multiple_of=2)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Asset(Model):
    """A stored object: its content's digest and its size in bytes."""

    digest: Digest
    num_bytes: int


class Image(Asset):
    """A still picture. `format` is the encoding; an SVG has the size it was composed for."""

    kind: Literal["image", "mask"] = "image"
    format: Literal["png", "jpeg", "webp", "svg"]
    width: int
    height: int


class Mask(Image):
    """A grey PNG: white is what is meant, black what is not."""

    kind: Literal["image", "mask"] = "mask"


class Video(Asset):
    """A moving picture with a constant frame rate, and the sound that belongs to it.

    A clip's sound begins with its first frame and is as long as its frames, to the sample.
    """

    kind: Literal["video"] = "video"
    width: int
    height: int
    rate: FrameRate
    frames: int
    sound: bool = False
    """Whether the file has sound."""
    alpha: bool = False
    """Whether its pixels can be transparent."""

    @property
    def seconds(self) -> float:
        """Playing time."""
        return self.frames / float(self.rate)

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(width=self.width, height=self.height)

    @property
    def megapixels(self) -> float:
        """Pixels of all frames, in millions: what work on it costs by."""
        return self.width * self.height * self.frames / 1e6


class Audio(Asset):
    """Sound. `samples` counts per channel, as decoded."""

    kind: Literal["audio"] = "audio"
    format: Literal["wav", "m4a"] = "wav"
    sample_rate: int = SAMPLE_RATE
    channels: int
    samples: int

    @property
    def seconds(self) -> float:
        """Playing time."""
        return self.samples / self.sample_rate

    @property
    def flicks(self) -> int:
        """Playing time in flicks."""
        return self.samples * (FLICKS_PER_S // self.sample_rate)


class Document(Asset):
    """A text or JSON file."""

    kind: Literal["document"] = "document"
    media_type: str = "application/json"


class LoraFile(Document):
    """LoRA weights in safetensors, as `media.intake.lora` has judged them."""

    digest: Annotated[Digest, Field(pattern="^[0-9a-f]{64}$")]
    media_type: str = "application/x-safetensors"
    rank: int = Field(default=0, ge=0)
    """The largest of its pairs; 0: nobody has looked."""
    base: str = Field(default="", max_length=100)
    """What it says it was trained on."""


def pixels(picture: Image | Video) -> int:
    """How many there are in all frames."""
    frames = picture.frames if isinstance(picture, Video) else 1
    return picture.width * picture.height * frames

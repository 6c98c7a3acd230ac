"""The choices that editing nodes offer, and what they give back beside clips.

They stand apart from the work so that a node can name them without loading a picture library.
"""

from __future__ import annotations

from typing import Literal

from media.model import Model
from media.types import Image, Mask, Video

Steps = Literal["nearest", "blend", "flow"]
"""What is shown between frames: the nearest one, a mix, or what motion says."""

Pitch = Literal["keep", "follow", "mute"]
"""Voices as high as they were, as on a tape that runs faster or slower, or no sound."""

Longer = Literal["come_to_rest", "ping_pong"]
"""The end runs ever slower until it stands, or the clip runs back and forth."""

Turn = Literal["restart", "ping_pong"]
"""Whether each time begins at the start, or every second one runs backwards."""

Quarter = Literal[0, 90, 180, 270]

Flip = Literal["none", "horizontal", "vertical"]
"""Left and right change places, or above and below."""

Tone = Literal["black", "white", "transparent"]

Lay = Literal["replace", "mix"]

Which = Literal["first", "middle", "last", "time"]

Sensitivity = Literal["low", "normal", "high"]


class Stills(Model):
    """Stills in order, and all of them on a sheet."""

    images: tuple[Image, ...]
    sheet: Image


class Scene(Model):
    """A shot between two cuts."""

    start_s: float
    end_s: float
    first_frame: int
    frames: int


class Scenes(Model):
    """The shots of a clip, and each as a clip where that was asked for."""

    scenes: tuple[Scene, ...]
    clips: tuple[Video, ...]


class Unmarked(Model):
    """A clip without its mark, and where that was."""

    clip: Video
    mask: Mask

"""A segment: a stretch of picture that is rendered once and kept by its content.

The spec holds all that decides its pixels and nothing absolute: no film time, no index, no shot
number. Two segments with equal specs are the same segment.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.clock import FrameRate
from media.footage import Played
from media.life import Stir
from media.lower_thirds import Strip
from media.model import Model
from media.shots import CameraMove
from media.text.typeface import Typeface
from media.timeline import Blend, CaptionLook, Cue
from media.types import Image, Size


class Encoding(Model):
    """Settings of the encoder; equal settings give parameter sets that join by packet copy."""

    codec: Literal["libx264"] = "libx264"
    preset: str = "veryfast"
    crf: int = 21
    gop: int = 120
    """Frames between IDR frames inside a long segment; every segment begins with one."""


class Picture(Model):
    """A clip's picture as seen from inside a segment."""

    panel: Image
    move: CameraMove
    energy: float
    seed: int
    clip_frames: int
    """Length of the whole clip: a move is eased over all of it, whichever part is rendered."""
    first: int
    """The clip's frame shown first: negative in the handle before the clip,
    `clip_frames` and more in the handle behind it."""
    life: tuple[Stir, ...] = ()
    """What moves in the picture by itself, on the clip's clock."""
    strip: Strip | None = None
    """Whose name is laid over it, on the clip's clock; none where it is not seen."""
    footage: Played | None = Field(default=None, exclude_if=lambda value: value is None)
    """What is played in place of the panel; the camera that moves is its own."""


class SegmentSpec(Model):
    """What to render: one picture, or two that blend."""

    size: Size
    rate: FrameRate
    frames: int = Field(gt=0)
    pictures: tuple[Picture, ...] = Field(min_length=1, max_length=2)
    blend: Blend | None = None
    blend_span: tuple[int, int] | None = None
    """The frames of the blend, from its first to behind its last: before and behind them one
    picture shows alone. All frames where there is none."""
    cues: tuple[Cue, ...] = ()
    """Captions burned in, on the segment's own clock; a cue may start before 0 and end after
    `frames`."""
    caption_style: Literal["karaoke", "lines"] = "karaoke"
    caption_look: CaptionLook = "plate"
    typeface: Typeface = Typeface()
    """Of the captions; nothing said where there are none."""
    encoding: Encoding = Encoding()

    def blended(self, frame: int) -> float:
        """How far the blend is at a frame, from 0 to 1, in the middle of the frame's time."""
        start, end = self.blend_span or (0, self.frames)
        # Taken at its middle, a fade neither repeats nor skips its neighbour's level.
        return (
            min(1.0, max(0.0, (frame + 0.5 - start) / (end - start)))
            if end > start
            else float(frame >= start)
        )


class SegmentCheck(Model):
    """What decoding a rendered segment found."""

    frames: int
    """Frames decoded."""
    black: tuple[tuple[int, int], ...] = ()
    """Spans of frames that are black, each from its first to behind its last."""
    frozen: tuple[tuple[int, int], ...] = ()
    """Spans of frames that equal the one before."""
    mean_luma: float = 0.0

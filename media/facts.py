"""Assets that nobody has made yet: their facts alone, so that work on them can be weighed.

Their digest is of nothing, and their bytes are about what the codecs of `media.codec` make of such
a picture or sound.
"""

from __future__ import annotations

from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.ids import Digest
from media.types import Audio, Document, Image, Size, Video

NOWHERE = Digest("0" * 64)
"""The digest of what is not there."""
CLIP_BYTES_PER_PIXEL = 0.012
"""Of H.264 at the quality that is kept between nodes."""
FLAC_BYTES_PER_S = 90_000
PNG_BYTES_PER_PIXEL = 1.4
DOCUMENT_BYTES = 20_000


def clip(
    size: Size,
    rate: FrameRate,
    *,
    seconds: float = 0.0,
    frames: int = 0,
    sound: bool = False,
    alpha: bool = False,
) -> Video:
    """A clip of so many seconds or, where they are given, frames."""
    count = frames or max(1, round(seconds * float(rate)))
    heard = FLAC_BYTES_PER_S * count / float(rate) if sound else 0.0
    return Video(
        digest=NOWHERE,
        num_bytes=int(size.width * size.height * count * CLIP_BYTES_PER_PIXEL + heard),
        width=size.width,
        height=size.height,
        rate=rate,
        frames=count,
        sound=sound,
        alpha=alpha,
    )


def like_clip(
    like: Video,
    *,
    frames: float | None = None,
    size: Size | None = None,
    sound: bool | None = None,
    alpha: bool | None = None,
) -> Video:
    """A clip like another but for what is given; a part of a frame counts as the nearest whole."""
    return clip(
        size or like.size,
        like.rate,
        frames=like.frames if frames is None else max(1, round(frames)),
        sound=like.sound if sound is None else sound,
        alpha=like.alpha if alpha is None else alpha,
    )


def picture(width: int, height: int) -> Image:
    """A PNG."""
    num_bytes = int(width * height * PNG_BYTES_PER_PIXEL)
    return Image(digest=NOWHERE, num_bytes=num_bytes, format="png", width=width, height=height)


def sound(seconds: float, channels: int = 2) -> Audio:
    """A WAV of 16 bits at the rate of all that Kinora makes."""
    samples = max(0, round(seconds * SAMPLE_RATE))
    return Audio(
        digest=NOWHERE, num_bytes=44 + 2 * channels * samples, channels=channels, samples=samples
    )


def sound_of(clip: Video) -> Audio:
    """The sound that belongs to a clip."""
    return sound(sample_at_frame(clip.frames, clip.rate) / SAMPLE_RATE)


def document() -> Document:
    """A text of usual length."""
    return Document(digest=NOWHERE, num_bytes=DOCUMENT_BYTES)


def like(shown: Image | Video) -> Image | Video:
    """A picture or a clip like another."""
    return like_clip(shown) if isinstance(shown, Video) else picture(shown.width, shown.height)

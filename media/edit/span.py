"""Times that a user gives, as frames and samples of a clip."""

from __future__ import annotations

from typing import NamedTuple

from media.clock import FrameRate, sample_at_frame
from media.errors import InputError
from media.types import Video


class Span(NamedTuple):
    """Frames from the first up to one that is left out."""

    first: int
    end: int

    def samples(self, rate: FrameRate) -> slice:
        """The sound that belongs to them."""
        return slice(sample_at_frame(self.first, rate), sample_at_frame(self.end, rate))


def whole_frames(seconds: float, rate: FrameRate) -> int:
    """The nearest whole number of frames."""
    return round(seconds * rate.fraction)


def span(clip: Video, start_s: float, end_s: float | None) -> Span:
    """The frames between two times, each the nearest cut between frames.

    Raises:
        InputError: a time lies outside of the clip, or nothing lies between the two.
    """
    last = clip.frames
    first = whole_frames(start_s, clip.rate)
    end = last if end_s is None else whole_frames(end_s, clip.rate)
    if first >= last:
        raise _outside(clip, "start_s", start_s)
    if end > last:
        raise _outside(clip, "end_s", end_s or 0.0)
    if end <= first:
        raise InputError(
            f"nothing lies between {start_s:g} s and {end_s:g} s",
            "let the end be a frame or more after the start",
            "end_s",
            "EMPTY_CLIP",
        )
    return Span(first, end)


def frame_index(clip: Video, at_s: float, field: str = "at_s") -> int:
    """The frame on screen at a time.

    Raises:
        InputError: the clip is over by then.
    """
    index = int(at_s * clip.rate.fraction + 1e-6)
    if index >= clip.frames:
        raise _outside(clip, field, at_s)
    return index


def _outside(clip: Video, field: str, value: float) -> InputError:
    return InputError(
        f"{value:g} s lies past the end of the clip",
        f"it lasts {clip.seconds:g} s",
        field,
        "PAST_END",
    )

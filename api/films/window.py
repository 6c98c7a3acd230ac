"""A window of a timeline: a film of hours is looked at in stretches of frames.

A timeline is taken as the JSON data that it is kept as: of ten thousand clips a window shows a few.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from media.clock import SAMPLE_RATE, FrameRate

Json = dict[str, Any]
Span = Callable[[Json], tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Window:
    """Frames of a film, the last one excluded."""

    start: int
    end: int
    next: int | None
    """Where to go on; None: at the film's end, or at the end that was asked for."""

    def shows(self, start: int, end: int) -> bool:
        """Whether something reaches into it."""
        return start < self.end and end > self.start


def window_of(timeline: Json, start: int, end: int | None, most_clips: int) -> Window:
    """The window that is shown: as asked for, or shorter, so that it holds no more than some clips.

    Args:
        timeline: as it is kept.
        start: first frame that is asked for.
        end: the frame behind the last one; None: the film's end.
        most_clips: it ends where the next one begins.
    """
    starts: list[int] = [clip["start"] for clip in timeline["clips"]]
    frames: int = timeline["frames"]
    behind = frames if end is None else min(end, frames)
    # The clip under the first frame belongs to the window too.
    first = max(0, bisect_right(starts, start) - 1)
    following = starts[first + most_clips : first + most_clips + 1]
    if following and following[0] < behind:
        return Window(start=start, end=following[0], next=following[0])
    return Window(start=start, end=max(start, behind), next=None)


def cut(timeline: Json, window: Window) -> Json:
    """What of a timeline reaches into a window; what spans two windows is in both."""
    rate = FrameRate.parse(timeline["rate"])

    def among(name: str, span: Span) -> list[Json]:
        return [one for one in timeline.get(name, ()) if window.shows(*span(one))]

    def sounding(one: Json) -> tuple[int, int]:
        samples = one["start_sample"], one["start_sample"] + one["audio"]["samples"]
        first, behind = (sample * rate.num for sample in samples)
        scale = SAMPLE_RATE * rate.den
        return first // scale, -(-behind // scale)

    return {
        "clips": among("clips", lambda one: (one["start"], one["start"] + one["frames"])),
        "transitions": among("transitions", _blended),
        "sounds": among("dialogue", sounding),
        "cues": among("cues", _spanned),
        "sections": among("chapters", _spanned),
        "beds": among("beds", _spanned),
        "spots": among("spots", _spanned),
    }


def _spanned(one: Json) -> tuple[int, int]:
    return one["start"], one["end"]


def _blended(one: Json) -> tuple[int, int]:
    # A cut takes no frame: it is seen from the first one behind it.
    return one["at"] - one["before"], one["at"] + max(1, one["after"])

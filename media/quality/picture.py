"""The film's picture from the checks of its segments: length, black and frozen stretches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.quality.findings import Finding
from media.segments.spec import SegmentCheck
from media.timeline import Timeline

LONGEST_BLACK_S = 1.0
"""A fade through black takes half a second either way."""
LONGEST_FROZEN_S = 2.0


@dataclass(frozen=True, kw_only=True)
class PlacedCheck:
    """A segment's check and the frame of the film at which the segment starts."""

    start: int
    check: SegmentCheck


Spans = list[tuple[int, int]]


def film_spans(placed: Iterable[tuple[int, tuple[tuple[int, int], ...]]]) -> Spans:
    """Spans of segments on the film's clock; those that meet at a joint become one."""
    found: Spans = []
    for start, inside in placed:
        for first, last in inside:
            if found and found[-1][1] == start + first:
                found[-1] = (found[-1][0], start + last)
            else:
                found.append((start + first, start + last))
    return found


def black_spans(segments: tuple[PlacedCheck, ...]) -> Spans:
    """Frames that are black."""
    return film_spans((each.start, each.check.black) for each in segments)


def frozen_spans(segments: tuple[PlacedCheck, ...]) -> Spans:
    """Frames that equal the one before."""
    return film_spans((each.start, each.check.frozen) for each in segments)


def picture_findings(segments: tuple[PlacedCheck, ...], timeline: Timeline) -> Iterator[Finding]:
    """What is wrong with the picture."""
    decoded = sum(each.check.frames for each in segments)
    if segments and decoded != timeline.frames:
        yield Finding(
            code="FRAMES_MISSING",
            severity="error",
            at_s=0.0,
            message=f"{decoded} frames decode, the timeline has {timeline.frames}",
        )
    for first, last in black_spans(segments):
        if last - first > LONGEST_BLACK_S * float(timeline.rate):
            yield stretch("BLACK", first, last, timeline, "black picture")
    for first, last in frozen_spans(segments):
        longest = LONGEST_FROZEN_S * float(timeline.rate)
        if last - first > longest and not held(timeline, first, last):
            yield stretch("FROZEN", first, last, timeline, "picture without any movement")


def held(timeline: Timeline, first: int, last: int) -> bool:
    """Whether the camera holds still on purpose during a span."""
    clips = [
        clip for clip in timeline.clips if clip.start < last and first < clip.start + clip.frames
    ]
    return bool(clips) and all(clip.move == "hold" for clip in clips)


def stretch(code: str, first: int, last: int, timeline: Timeline, what: str) -> Finding:
    """A warning about a span of frames."""
    return Finding(
        code=code,
        severity="warning",
        at_s=first / float(timeline.rate),
        message=f"{(last - first) / float(timeline.rate):.1f} s of {what}",
    )

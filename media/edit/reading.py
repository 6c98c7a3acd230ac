"""A part of a clip's frames, found by its index rather than by decoding all that comes before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer

from media.audio.pcm import Block
from media.clock import FrameRate, sample_at_frame
from media.codec.clips import Frame, pictured, read_frames, read_sound
from media.codec.faults import readable
from media.codec.voice import fitted
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

WORTH_SEEKING = 48
"""Frames; what is nearer to the start is decoded at once."""


def frames_between(
    path: Path, rate: FrameRate, first: int, end: int | None = None, *, alpha: bool = False
) -> Iterator[Frame]:
    """The frames of a clip from one index up to another, which is left out.

    Raises:
        InputError: the clip cannot be decoded.
    """
    count = None if end is None else end - first
    if first < WORTH_SEEKING:
        yield from islice(read_frames(path, alpha=alpha), first, end)
        return
    with readable(path.name), av.open(str(path)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        yield from islice(_from(container, rate, first, alpha), count)


def _from(container: InputContainer, rate: FrameRate, first: int, alpha: bool) -> Iterator[Frame]:
    """Frames from an index on; those between it and the keyframe before it are skipped."""
    stream = container.streams.video[0]
    base, begin = stream.time_base, stream.start_time or 0
    assert base is not None
    container.seek(begin + round(first * rate.frame_duration / base), stream=stream)
    at: int | None = None
    for frame in container.decode(stream):
        if at is None:
            at = round(((frame.pts or 0) - begin) * base * rate.fraction)
            if at > first:
                # A file whose index leads past the frame: it has to be counted.
                container.seek(begin, stream=stream)
                yield from _counted(container, first, alpha)
                return
        if at >= first:
            yield pictured(frame, alpha=alpha)
        at += 1


def _counted(container: InputContainer, first: int, alpha: bool) -> Iterator[Frame]:
    for frame in islice(container.decode(container.streams.video[0]), first, None):
        yield pictured(frame, alpha=alpha)


def frames_of(work: Workspace, clip: Video, *, alpha: bool | None = None) -> Iterator[Frame]:
    """All frames of a clip, with alpha where it has it or where that is asked for."""
    return read_frames(work.open(clip), alpha=clip.alpha if alpha is None else alpha)


def frame_at(work: Workspace, clip: Video, index: int) -> Frame:
    """One frame.

    Raises:
        InputError: the clip has fewer frames than it says.
    """
    path = work.open(clip)
    for frame in frames_between(path, clip.rate, index, index + 1, alpha=clip.alpha):
        return frame
    raise InputError(f"the clip has no frame {index}", "import the clip again", code="BAD_MEDIA")


def sound_of(work: Workspace, clip: Video) -> Block | None:
    """A clip's sound, as long as its picture to the sample; none where it has none."""
    if not clip.sound:
        return None
    return fitted(read_sound(work.open(clip)), sample_at_frame(clip.frames, clip.rate))


def picked(frames: Iterable[Frame], wanted: Iterable[int]) -> Iterator[Frame]:
    """Frames by rising index, any of them more than once; past the end the last one.

    Raises:
        InputError: there is no frame at all.
    """
    rest = iter(frames)
    latest, at = next(rest, None), 0
    if latest is None:
        raise InputError("the clip has no picture", "use a clip with frames", code="EMPTY_CLIP")
    for index in wanted:
        while at < index and (following := next(rest, None)) is not None:
            latest, at = following, at + 1
        yield latest


def shown_at(source: FrameRate, target: FrameRate, frames: int, count: int) -> Iterator[int]:
    """For each frame of another rate, the frame of the source on screen at its middle."""
    top = source.num * target.den
    bottom = 2 * source.den * target.num
    return (min(frames - 1, (2 * index + 1) * top // bottom) for index in range(count))


def frames_at_rate(clip: Video, rate: FrameRate) -> int:
    """How many frames a clip has at another rate."""
    exact = clip.frames * rate.fraction / clip.rate.fraction
    return max(1, round(exact))

"""What a rendered segment shows, found by decoding it: its length, black and frozen spans."""

from __future__ import annotations

from collections.abc import Iterator

import av
import cv2
import numpy as np

from media.picture.yuv import Plane
from media.segments.spec import SegmentCheck
from media.types import Video
from media.workspace import Workspace

BLACK_LUMA = 20
"""A frame is black when 98 of 100 of its pixels are this dark or darker (limited range: 16 is
black)."""
_BLACK_PART = 0.98

FROZEN_LUMA = 0.02
"""Mean difference in luma below which a frame equals the one that its span began with. Compared
with the span's first frame and not the one before, a slow drift adds up and a real freeze does
not."""

FROZEN_FRAMES = 12
"""Shorter runs are no freeze: an encoder repeats single frames of a slow move exactly."""

_STRIDE = 4
"""Every fourth pixel of every fourth row is looked at."""


def check(work: Workspace, *, segment: Video) -> SegmentCheck:
    """Decode a segment and say what it shows.

    Raises:
        av.error.InvalidDataError: the file is not a video.
    """
    cv2.setNumThreads(1)
    black, frozen = _Spans(), _Spans(FROZEN_FRAMES)
    frames, total = 0, 0.0
    anchor: Plane | None = None
    for luma in _lumas(work, segment):
        total += float(luma.mean())
        black.note(frames, _is_black(luma))
        still = anchor is not None and _difference(luma, anchor) < FROZEN_LUMA
        frozen.note(frames, still)
        if not still:
            anchor = luma
        frames += 1
    return SegmentCheck(
        frames=frames,
        black=black.closed(frames),
        frozen=frozen.closed(frames),
        mean_luma=round(total / frames, 3) if frames else 0.0,
    )


def _lumas(work: Workspace, segment: Video) -> Iterator[Plane]:
    """The luma of each frame, thinned out, in a copy of its own."""
    with av.open(str(work.open(segment))) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        # Deblocking is a fifth of the decoder's time and moves no mean by a tenth of a level.
        stream.codec_context.options = {"skip_loop_filter": "all"}
        for frame in container.decode(stream):
            plane = frame.planes[0]
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            yield rows[: plane.height : _STRIDE, : plane.width : _STRIDE].copy()


def _is_black(luma: Plane) -> bool:
    return float(np.mean(luma <= BLACK_LUMA)) >= _BLACK_PART


def _difference(one: Plane, other: Plane) -> float:
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size


class _Spans:
    """Collects runs of at least `shortest` frames."""

    def __init__(self, shortest: int = 1) -> None:
        self._shortest = shortest
        self._found: list[tuple[int, int]] = []
        self._start: int | None = None

    def note(self, frame: int, inside: bool) -> None:
        if inside and self._start is None:
            self._start = frame
        elif not inside:
            self._end(frame)

    def closed(self, frames: int) -> tuple[tuple[int, int], ...]:
        """All runs, the last one ended at `frames`."""
        self._end(frames)
        return tuple(self._found)

    def _end(self, frame: int) -> None:
        if self._start is not None and frame - self._start >= self._shortest:
            self._found.append((self._start, frame))
        self._start = None

"""A part of each frame painted over: with what other frames show there, else from around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.motion import Grey, Step, camera_step, enlarged, grey_of
from media.edit.paint import painted
from media.edit.region import Box
from media.edit.windows import windows

REACH = 16
"""Frames before and after in which is looked for what is hidden."""
NEAR_FIRST = (1, 2, 3, 4, 6, 8, 12, 16)
"""How far off those are that are tried."""
MARGIN = 24
"""Pixels around the part that are worked on with it."""
EVERY = 4
"""While the camera stands, paint is as good for a few frames as for one."""
MOST_STILL = 2 * len(NEAR_FIRST)
"""As many of those tried show the same place when the camera stands."""
STEADY = 0.8
"""Share of the last frame's paint in what is painted from around: new paint alone would flicker."""
CUT = 40.0
"""Mean change in levels from which a frame belongs to another shot."""


class _Seen(NamedTuple):
    """A frame, and the camera's motion since the one before; none where a shot begins."""

    frame: Frame
    step: Step | None


class Filler:
    """Paints over a part that stands at the same place in all frames."""

    def __init__(self, mask: Grey) -> None:
        """Take the part.

        Args:
            mask: white where frames are painted over, of their size.
        """
        grown = np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), np.uint8)
        self._mask = np.where(grown > 127, np.uint8(255), np.uint8(0))
        self._box = _around(self._mask)
        self._part = self._mask[self._box.rows, self._box.columns]
        self._soft = cv2.GaussianBlur(self._part, (0, 0), 1.5).astype(np.float32)[..., None] / 255
        self._before: Frame | None = None
        self._age = 0

    def run(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """All frames of a clip."""
        for around, middle in windows(self._seen(frames), REACH):
            yield self._filled(around, middle)

    def _seen(self, frames: Iterable[Frame]) -> Iterator[_Seen]:
        before: Grey | None = None
        ignored = None
        for frame in frames:
            grey = grey_of(frame)
            if ignored is None:
                size = (grey.shape[1], grey.shape[0])
                ignored = np.asarray(cv2.resize(self._mask, size), np.uint8)
            if before is None or float(cv2.absdiff(before, grey).mean()) > CUT:
                yield _Seen(frame, None)
            else:
                scale = frame.shape[1] / grey.shape[1]
                yield _Seen(frame, enlarged(camera_step(before, grey, ignored), scale))
            before = grey

    def _filled(self, around: list[_Seen], middle: int) -> Frame:
        frame = around[middle].frame
        part = frame[self._box.rows, self._box.columns, :3].copy()
        missing = self._part > 0
        still: list[int] = []
        for index, way in _ways(around, middle):
            if self._stands(way):
                still.append(index)
            elif missing.any():
                self._take(part, missing, around[index].frame, way)
        if missing.any():
            paint = self._paint(part, missing, around, middle, still)
            part = np.where(missing[..., None], paint, part)
        self._before = part
        below = frame[self._box.rows, self._box.columns]
        mixed = below[..., :3] * (1 - self._soft) + part * self._soft
        result = frame.copy()
        result[self._box.rows, self._box.columns, :3] = np.rint(mixed)
        return result

    def _take(self, part: Frame, missing: NDArray[np.bool_], other: Frame, way: Step) -> None:
        """Bring what another frame shows of the missing pixels, in its light."""
        matrix = way.copy()
        matrix[:, 2] = way @ np.array([self._box.left, self._box.top, 1.0])
        size = (self._box.width, self._box.height)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        # Beyond its border a frame knows nothing.
        free = cv2.warpAffine(255 - self._mask, matrix[:2], size, flags=flags)
        shown = np.asarray(free, np.uint8) == 255
        taken = missing & shown
        if not taken.any():
            return
        moved = cv2.warpAffine(
            other[..., :3], matrix[:2], size, flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        ring = shown & (self._part == 0)
        light = np.zeros(3)
        if ring.any():
            light = (part[ring].astype(np.float32) - np.asarray(moved)[ring]).mean(axis=0)
        part[taken] = np.clip(np.rint(np.asarray(moved)[taken] + light), 0, 255)
        missing &= ~taken

    def _paint(
        self,
        part: Frame,
        missing: NDArray[np.bool_],
        around: list[_Seen],
        middle: int,
        still: list[int],
    ) -> Frame:
        """What no frame shows, from what is around it when nothing passes there."""
        held = None
        if self._before is not None and around[middle].step is not None:
            held = self._in_light_of(part, self._before)
        self._age += 1
        if held is not None and len(still) == MOST_STILL and self._age % EVERY:
            return held
        ground = self._in_light_of(part, self._ground(around, middle, still))
        ground = np.where(self._part[..., None] > 0, part, ground)
        fresh = painted(ground, missing.astype(np.uint8) * np.uint8(255))
        if held is None:
            return fresh
        return np.asarray(cv2.addWeighted(held, STEADY, fresh, 1 - STEADY, 0), np.uint8)

    def _in_light_of(self, part: Frame, other: Frame) -> Frame:
        """Another frame's part, as bright as this one's around the hole: films fade and flicker."""
        ring = self._part == 0
        if not ring.any():
            return other
        change = np.median(part[ring].astype(np.float32) - other[ring], axis=0)
        return np.clip(np.rint(other + change), 0, 255).astype(np.uint8)

    def _ground(self, around: list[_Seen], middle: int, still: list[int]) -> Frame:
        """What is seen most of the time around the part, as long as the camera stands."""
        chosen = [middle, *still]
        parts = [around[index].frame[self._box.rows, self._box.columns, :3] for index in chosen]
        return np.median(parts, axis=0).astype(np.uint8)

    def _stands(self, way: Step) -> bool:
        """Whether the part is where it was, to a pixel."""
        box = self._box
        corners = np.array(
            [[box.left, box.top, 1.0], [box.left + box.width, box.top + box.height, 1.0]]
        ).T
        return float(np.abs(way @ corners - corners).max()) < 1


def _ways(around: list[_Seen], middle: int) -> Iterator[tuple[int, Step]]:
    """Other frames of the same shot, near ones first, and the camera's way to each."""
    after, before = np.eye(3), np.eye(3)
    ways: dict[int, Step] = {}
    for index in range(middle + 1, len(around)):
        step = around[index].step
        if step is None:
            break
        after = step @ after
        ways[index] = after
    for index in range(middle, 0, -1):
        step = around[index].step
        if step is None:
            break
        before = np.linalg.inv(step) @ before
        ways[index - 1] = before
    for far in NEAR_FIRST:
        for index in (middle - far, middle + far):
            if index in ways:
                yield index, ways[index]


def _around(mask: Grey) -> Box:
    """The part with a margin, within the frame."""
    left, top, width, height = cv2.boundingRect(mask)
    bottom, right = min(mask.shape[0], top + height + MARGIN), left + width + MARGIN
    right = min(mask.shape[1], right)
    top, left = max(0, top - MARGIN), max(0, left - MARGIN)
    return Box(left, top, right - left, bottom - top)

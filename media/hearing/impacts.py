"""When things in a clip hit something: where what moves changes its way at once.

Motion is measured by optical flow; the camera's own is taken off. What moves too little, too
slowly or at the same pace is not an impact, however much of it there is.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.foley import Impact

WIDTH = 200
"""Pixels across at which motion is measured."""
MOVES_PX = 0.45
"""A pixel that goes further in a frame moves."""
LEAST_SHARE = 0.004
"""Part of the picture that has to move."""
LEAST_TURN = 0.6
"""A change of velocity, as a part of the speed before and after it, that is an impact."""
APART_S = 0.12
REACH = 2
"""Frames on either side over which velocity is taken."""

Grey = NDArray[np.uint8]
Track = NDArray[np.float64]


def impacts(frames: Iterable[Frame], fps: float) -> tuple[Impact, ...]:
    """The impacts of a clip, in order."""
    track = _track(frames)
    if len(track) < 2 * REACH + 2:
        return ()
    turns = _turns(track)
    apart = max(1, round(APART_S * fps))
    found: list[int] = []
    for index in np.argsort(-turns, kind="stable"):
        if turns[index] <= 0:
            break
        if all(abs(int(index) - other) >= apart for other in found):
            found.append(int(index))
    strongest = max((turns[index] for index in found), default=1.0)
    return tuple(
        Impact(
            at_s=round(index / fps, 3),
            strength=round(float(turns[index] / strongest), 3),
            across=round(float(track[index, 2]), 3),
        )
        for index in sorted(found)
    )


def _track(frames: Iterable[Frame]) -> Track:
    """For each step from frame to frame: velocity across and down, place, and whether there is any.

    Velocity is in pixels of a picture `WIDTH` wide.
    """
    rows: list[tuple[float, float, float, float]] = []
    before: Grey | None = None
    for frame in frames:
        tall = max(16, round(WIDTH * frame.shape[0] / frame.shape[1]))
        small = cv2.resize(frame, (WIDTH, tall), interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
        if before is not None:
            rows.append(_moved(before, grey))
        before = grey
    return np.array(rows).reshape(-1, 4)


def _moved(before: Grey, grey: Grey) -> tuple[float, float, float, float]:
    still = np.zeros((*grey.shape, 2), np.float32)
    flow = np.asarray(
        cv2.calcOpticalFlowFarneback(before, grey, still, 0.5, 3, 13, 3, 5, 1.1, 0), np.float32
    )
    flow = flow - np.median(flow.reshape(-1, 2), axis=0)
    speed = np.linalg.norm(flow, axis=2)
    moving = speed > MOVES_PX
    if moving.mean() < LEAST_SHARE:
        return 0.0, 0.0, 0.5, 0.0
    weight = speed * moving
    total = float(weight.sum())
    across, down = (float((flow[:, :, axis] * weight).sum()) / total for axis in (0, 1))
    place = float((weight.sum(axis=0) * np.arange(grey.shape[1])).sum()) / total / grey.shape[1]
    return across, down, place, 1.0


def _turns(track: Track) -> Track:
    """How much velocity changes at each frame at once; nothing where it changes gently."""
    changes = np.zeros(len(track) + 1)
    paces = np.full(len(track) + 1, np.inf)
    for frame in range(REACH, len(track) - REACH + 1):
        behind, ahead = track[frame - REACH : frame], track[frame : frame + REACH]
        if behind[:, 3].all() and ahead[:, 3].all():
            was, becomes = behind[:, :2].mean(axis=0), ahead[:, :2].mean(axis=0)
            changes[frame] = float(np.linalg.norm(becomes - was))
            paces[frame] = float(np.linalg.norm(was) + np.linalg.norm(becomes)) / 2
    # What flies turns as well, but as much before and behind.
    steady = np.maximum(_shifted(changes, 2 * REACH), _shifted(changes, -2 * REACH))
    sudden = changes - steady
    is_hit = (changes > LEAST_TURN * paces) & (sudden > 0.5 * changes) & (sudden > MOVES_PX)
    hits = np.where(is_hit, sudden, 0.0)
    # At the ends nobody knows what was before or comes after.
    hits[: 2 * REACH] = hits[-2 * REACH - 1 :] = 0.0
    # A frame aside the same impact is seen again: its highest is when it was.
    around = np.lib.stride_tricks.sliding_window_view(np.pad(hits, REACH), 2 * REACH + 1)
    return np.where(hits >= around.max(axis=1), hits, 0.0)


def _shifted(values: Track, by: int) -> Track:
    found = np.zeros_like(values)
    if by > 0:
        found[by:] = values[:-by]
    else:
        found[:by] = values[-by:]
    return found

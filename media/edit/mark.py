"""A mark in a clip found by what does not change: edges that stand while the picture moves."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.edit.motion import Grey
from media.edit.reading import frames_of
from media.edit.scenes import small
from media.errors import InputError
from media.types import Video
from media.workspace import Workspace

WIDTH = 640
"""Edges are looked for in frames of this width."""
LOOKS = 40
"""Frames looked at, at the most."""
STEEP = 6.0
"""Levels a pixel from which the middle one of all slopes is an edge that stands."""
CONSTANT = 0.35
"""How much of its slope such an edge may change, in the middle of all frames."""
MOST_STANDING = 0.5
"""Share of a frame's edges beyond which it is the picture that stands, not a mark in it."""
WIDEST, SMALLEST = 0.6, 0.0003
"""Shares between which a mark is: of a side of the picture, and of its area."""


def find_mark(work: Workspace, clip: Video) -> Grey:
    """The mark as a mask of the clip's size.

    Raises:
        InputError: nothing stands, or all does.
    """
    every = max(1, clip.frames // LOOKS)
    across: list[NDArray[np.float32]] = []
    down: list[NDArray[np.float32]] = []
    for index, frame in enumerate(frames_of(work, clip, alpha=False)):
        if index % every == 0 and len(across) < LOOKS:
            grey = np.asarray(cv2.cvtColor(small(frame, WIDTH), cv2.COLOR_BGR2GRAY), np.float32)
            across.append(np.asarray(cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=1 / 8), np.float32))
            down.append(np.asarray(cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=1 / 8), np.float32))
    slope, standing, usual = _standing(np.array(across), np.array(down))
    if standing.sum() > MOST_STANDING * usual:
        raise _not_found("most of the picture stands, so no mark can be told from it")
    part = _largest(slope, standing)
    if part is None:
        raise _not_found("no mark stands in the picture")
    size = (clip.width, clip.height)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def _standing(
    across: NDArray[np.float32], down: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.bool_], float]:
    """The middle one of all slopes, where it stands, and how many edges a frame has as a rule."""
    steep = np.hypot(across, down) > STEEP
    usual = float(np.median(steep.sum(axis=(1, 2))))
    middle = np.median(across, axis=0), np.median(down, axis=0)
    slope = np.hypot(*middle)
    change = np.median(np.hypot(across - middle[0], down - middle[1]), axis=0)
    return slope, (slope > STEEP) & (change < CONSTANT * slope), usual


def _largest(slope: NDArray[np.float32], standing: NDArray[np.bool_]) -> Grey | None:
    """The strongest group of standing edges, filled; none where there is none."""
    near = max(3, round(standing.shape[1] / 40)) | 1
    joined = cv2.morphologyEx(
        standing.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((near, near), np.uint8)
    )
    count, labels, facts, _ = cv2.connectedComponentsWithStats(joined)
    height, width = standing.shape
    best, strength = None, 0.0
    for label in range(1, count):
        _, _, wide, high, area = facts[label]
        if wide > WIDEST * width or high > WIDEST * height or area < SMALLEST * height * width:
            continue
        found = float(slope[(labels == label) & standing].sum())
        if found > strength:
            best, strength = label, found
    if best is None:
        return None
    part = np.where(labels == best, np.uint8(255), np.uint8(0))
    return np.asarray(cv2.dilate(part, np.ones((5, 5), np.uint8)), np.uint8)


def _not_found(why: str) -> InputError:
    return InputError(why, "say where it is with `region`", "region", "NO_WATERMARK")

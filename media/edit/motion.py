"""How the camera moved from one frame to the next: turn, zoom and shift, by points followed."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Grey = NDArray[np.uint8]
Step = NDArray[np.float64]
"""A matrix of 3x3 that takes a place in one frame to its place in the next."""

LOOKED_AT = 480
"""Points are followed in frames of this width."""
POINTS = 400
ASTRAY = 1.5
"""Pixels off the common motion from which a point belongs to something that moves by itself."""
FEWEST = 12
"""Points below which nothing is said about the camera."""


def grey_of(frame: Frame) -> Grey:
    """A frame as motion is measured in it."""
    height, width = frame.shape[:2]
    scale = min(1.0, LOOKED_AT / width)
    grey = cv2.cvtColor(np.ascontiguousarray(frame[..., :3]), cv2.COLOR_BGR2GRAY)
    if scale == 1:
        return np.asarray(grey, np.uint8)
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def camera_step(one: Grey, other: Grey, ignored: Grey | None = None) -> Step:
    """The camera's motion between two frames, in their own pixels; none where it cannot be seen.

    Args:
        one: the first frame.
        other: the next.
        ignored: white where points of the first frame do not count.
    """
    mask = None if ignored is None else cv2.bitwise_not(ignored)
    # Its types do not say that OpenCV gives None where it finds nothing.
    start: Any = cv2.goodFeaturesToTrack(one, POINTS, 0.005, 8, mask=mask)
    still = np.eye(3)
    if start is None or len(start) < FEWEST:
        return still
    guess = np.empty_like(start)
    end, found, _ = cv2.calcOpticalFlowPyrLK(one, other, start, guess, winSize=(21, 21), maxLevel=4)
    back, returned, _ = cv2.calcOpticalFlowPyrLK(
        other, one, end, guess.copy(), winSize=(21, 21), maxLevel=4
    )
    astray = np.linalg.norm((np.asarray(back) - np.asarray(start)).reshape(-1, 2), axis=1)
    kept = (np.asarray(found).ravel() == 1) & (np.asarray(returned).ravel() == 1) & (astray < 0.7)
    if int(kept.sum()) < FEWEST:
        return still
    cv2.setRNGSeed(0)
    matrix: Any = cv2.estimateAffinePartial2D(
        np.asarray(start)[kept], np.asarray(end)[kept], method=cv2.RANSAC,
        ransacReprojThreshold=ASTRAY,
    )[0]  # fmt: skip
    return still if matrix is None else np.vstack([matrix, [0.0, 0.0, 1.0]])


def enlarged(step: Step, scale: float) -> Step:
    """A step measured in a picture `scale` times as small, in pixels of the large one."""
    grown = step.copy()
    grown[:2, 2] *= scale
    return grown

"""Colours as the eye parts them: CIE L*a*b* for daylight, as rows of three."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Lab = NDArray[np.float32]


def to_lab(frame: Frame) -> Lab:
    """BGR as lightness 0 to 100, and two axes of colour."""
    return np.asarray(cv2.cvtColor(frame.astype(np.float32) / 255, cv2.COLOR_BGR2Lab), np.float32)


def to_frame(lab: Lab) -> Frame:
    """The inverse; what no screen shows is clipped."""
    bgr = cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_Lab2BGR)
    return np.rint(np.clip(bgr, 0, 1) * 255).astype(np.uint8)


def sampled(frames: Sequence[Frame], pixels: int) -> Lab:
    """Colours that stand for some frames: about `pixels` of each, shrunk by area."""
    rows: list[Lab] = []
    for frame in frames:
        height, width = frame.shape[:2]
        scale = (pixels / (height * width)) ** 0.5
        if scale < 1 and height > 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            frame = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)
        rows.append(to_lab(frame).reshape(-1, 3))
    return np.concatenate(rows)

"""Where in a frame one looks: at what moves against its ground and what stands out in colour."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Heat = NDArray[np.float32]
"""For each place of a small picture how much it draws the eye; its sum is 1."""

WIDTH = 160
"""Frames are looked at in this width."""
STILL = 0.004
"""Mean change of brightness, of full scale, below which nothing is taken to move."""
MOVING_WEIGHT = 0.6
"""Share of motion where there is any."""
EDGE_LIGHT = 0.35
"""What counts at the picture's rim, against 1 in its middle: subjects are seldom at the rim."""


class Attention:
    """Is shown frames one by one; what differs from the last has moved, the camera allowed for."""

    def __init__(self) -> None:
        self._before: Heat | None = None
        self._centre: Heat | None = None

    def look(self, picture: Frame) -> Heat:
        """Where the eye goes in the next frame, which is small already."""
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32) / np.float32(255)
        stands_out = _normal(_apart(picture) * self._middle(grey.shape))
        moving = self._moving(grey)
        self._before = grey
        if moving is None:
            return stands_out
        return np.asarray(
            cv2.addWeighted(moving, MOVING_WEIGHT, stands_out, 1 - MOVING_WEIGHT, 0), np.float32
        )

    def cut(self) -> None:
        """Forget the last frame: the next belongs to another shot."""
        self._before = None

    def _moving(self, grey: Heat) -> Heat | None:
        if self._before is None:
            return None
        shift, response = cv2.phaseCorrelate(self._before, grey)
        before = self._before
        if response > 0.3 and max(abs(part) for part in shift) > 0.3:
            matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
            size = (grey.shape[1], grey.shape[0])
            before = cv2.warpAffine(before, matrix, size, borderMode=cv2.BORDER_REPLICATE)
        change = cv2.GaussianBlur(np.abs(grey - before), (0, 0), 1.5)
        if float(change.mean()) < STILL:
            return None
        return _normal(np.asarray(change, np.float32) ** 2)

    def _middle(self, shape: tuple[int, ...]) -> Heat:
        """A soft preference for the middle of the picture."""
        if self._centre is None or self._centre.shape != shape:
            down = np.sin(np.linspace(0, np.pi, shape[0], dtype=np.float32))
            across = np.sin(np.linspace(0, np.pi, shape[1], dtype=np.float32))
            middle = EDGE_LIGHT + (1 - EDGE_LIGHT) * np.outer(down, across)
            self._centre = np.asarray(middle, np.float32)
        return self._centre


def _apart(picture: Frame) -> Heat:
    """How far each place is in colour from the picture's mean (Achanta and others, 2009)."""
    lab = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), np.float32)
    soft = cv2.GaussianBlur(lab, (0, 0), 1.2)
    mean = lab.reshape(-1, 3).mean(axis=0)
    # Brightness counts for less: skies are bright and nobody looks at them.
    distance = np.linalg.norm((soft - mean) * np.array([0.5, 1, 1], np.float32), axis=2)
    return np.asarray(distance, np.float32) ** 3


def _normal(heat: Heat) -> Heat:
    return np.asarray(heat / max(float(heat.sum()), 1e-9), np.float32)

"""Pictures between two frames, found by following what moves from one to the other."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Flow = NDArray[np.float32]
"""For every pixel how far it goes, right and down, in pixels."""

LOOKED_AT = 640
"""Motion is measured at no more than this width: finer, it is noise that is followed."""
TRUSTED = 1.5
"""Pixels by which the way there and the way back may differ."""


def motion(one: Frame, other: Frame) -> Flow:
    """Where each pixel of the first frame lies in the other."""
    height, width = one.shape[:2]
    scale = min(1.0, LOOKED_AT / width)
    small = (max(16, round(width * scale)), max(16, round(height * scale)))
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    found = finder.calc(_grey(one, small), _grey(other, small), np.zeros((0,), np.float32))
    flow = np.asarray(cv2.resize(found, (width, height)), np.float32)
    return flow * np.array([width / small[0], height / small[1]], np.float32)


def _grey(frame: Frame, size: tuple[int, int]) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(frame[..., :3], cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def moved(frame: Frame, flow: Flow) -> Frame:
    """Each pixel taken from where the flow points."""
    height, width = flow.shape[:2]
    across, down = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    return np.asarray(
        cv2.remap(
            frame, across + flow[..., 0], down + flow[..., 1], cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )  # fmt: skip


class Between:
    """All pictures between two frames; motion is measured once."""

    def __init__(self, one: Frame, other: Frame) -> None:
        self._one, self._other = one, other
        self._there, self._back = motion(one, other), motion(other, one)

    def at(self, share: float) -> Frame:
        """The picture after a share of the way; where motion is not sure, a dissolve."""
        # The flow at the place between is taken from both ends, each a linear guess.
        rest = 1 - share
        to_one = _sum(share * share, self._back, -share * rest, self._there)
        to_other = _sum(rest * rest, self._there, -share * rest, self._back)
        first, second = moved(self._one, to_one), moved(self._other, to_other)
        apart = np.linalg.norm(self._there + _sampled(self._back, self._there), axis=2)
        sure = cv2.GaussianBlur(np.clip(TRUSTED / (apart + 1e-3), 0, 1), (0, 0), 2)[..., None]
        followed = (1 - share) * first.astype(np.float32) + share * second.astype(np.float32)
        plain = (1 - share) * self._one.astype(np.float32) + share * self._other.astype(np.float32)
        return np.clip(np.rint(sure * followed + (1 - sure) * plain), 0, 255).astype(np.uint8)


def _sum(one: float, first: Flow, other: float, second: Flow) -> Flow:
    return np.asarray(cv2.addWeighted(first, one, second, other, 0), np.float32)


def _sampled(flow: Flow, at: Flow) -> Flow:
    height, width = at.shape[:2]
    across, down = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    found = cv2.remap(flow, across + at[..., 0], down + at[..., 1], cv2.INTER_LINEAR)
    return np.asarray(found, np.float32)

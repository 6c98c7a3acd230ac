"""Pictures fitted into frames of another shape."""

from __future__ import annotations

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.alpha import resized
from media.edit.framing import Bars, Fit, shown_box
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.types import Size, Video
from media.workspace import Workspace

SOFT_SHARE = 1 / 40
"""Reach of the blur behind a whole picture, of the frame's longer side."""
SOFT_LIGHT = 0.55
"""How bright it is: the picture before it has to be what is looked at."""
COARSE = 8
"""It is blurred at an eighth of the size, which nobody sees."""


class Fitter:
    """Fits pictures of one size into frames of another."""

    def __init__(self, source: Size, frame: Size, fit: Fit, bars: Bars = "black") -> None:
        self._source, self._frame, self._bars = source, frame, bars
        self._box = shown_box(source, frame, fit)
        self._behind = shown_box(source, frame, "cover")

    def __call__(self, picture: Frame) -> Frame:
        """A picture as it stands in the frame."""
        if self._source == self._frame:
            return picture
        shown = resized(picture, self._box.width, self._box.height)
        width, height = self._frame.width, self._frame.height
        if self._box.width >= width and self._box.height >= height:
            left, top = -self._box.left, -self._box.top
            return shown[top : top + height, left : left + width]
        ground = self._ground(picture)
        ground[self._box.rows, self._box.columns] = shown
        return ground

    def _ground(self, picture: Frame) -> Frame:
        """What stands beside the picture; nothing where there is alpha."""
        width, height = self._frame.width, self._frame.height
        channels = picture.shape[2]
        if self._bars == "black" or channels == 4:
            return np.zeros((height, width, channels), np.uint8)
        box = self._behind
        small = resized(picture, max(2, box.width // COARSE), max(2, box.height // COARSE))
        reach = SOFT_SHARE * max(width, height) / COARSE
        soft = cv2.GaussianBlur(small, (0, 0), max(0.5, reach), borderType=cv2.BORDER_REPLICATE)
        large = cv2.resize(soft, (box.width, box.height), interpolation=cv2.INTER_CUBIC)
        dimmed = np.asarray(cv2.convertScaleAbs(large, alpha=SOFT_LIGHT), np.uint8)
        return dimmed[-box.top : height - box.top, -box.left : width - box.left].copy()


def resize(work: Workspace, clip: Video, size: Size, fit: Fit, bars: Bars) -> Video:
    """A clip in frames of another size."""
    fitter = Fitter(clip.size, size, fit, bars)
    frames = (fitter(frame) for frame in frames_of(work, clip))
    return remade(work, clip, frames, sound=sound_of(work, clip), size=size)

"""A clip in twice or four times its size, by interpolation and a sharpening that makes no halos."""

from __future__ import annotations

import cv2
import numpy as np

from media.codec.clips import Frame
from media.edit.alpha import resized
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.errors import InputError
from media.types import Size, Video
from media.workspace import Workspace

LARGEST = 8192
"""Pixels of the longer side."""
REACH = 0.5
"""Deviation of the sharpening's blur, in pixels of the small picture."""
OVERSHOOT = 2.0
"""Levels by which a pixel may leave the range of those around it in the small picture."""


def upscale(work: Workspace, clip: Video, factor: int, sharpen: float) -> Video:
    """Enlarge a clip; detail that is not in it does not appear.

    Raises:
        InputError: it would be larger than any film.
    """
    if max(clip.width, clip.height) * factor > LARGEST:
        raise InputError(
            f"{clip.size} times {factor} is more than {LARGEST} pixels",
            "use a smaller factor",
            "factor",
            "TOO_LARGE",
        )
    size = Size(width=clip.width * factor, height=clip.height * factor)
    frames = (enlarged(frame, factor, sharpen) for frame in frames_of(work, clip))
    return remade(work, clip, frames, sound=sound_of(work, clip), size=size)


def enlarged(frame: Frame, factor: int, sharpen: float) -> Frame:
    """One frame larger, its edges steeper but no brighter or darker than what they part."""
    height, width = frame.shape[:2]
    large = resized(frame, width * factor, height * factor)
    if not sharpen:
        return large
    colours = np.asarray(large[..., :3], np.float32)
    soft = cv2.GaussianBlur(colours, (0, 0), REACH * factor)
    sharp = cv2.addWeighted(colours, 1 + sharpen, soft, -sharpen, 0)
    # The range is that of the small picture: interpolation itself rings at edges.
    around, size = np.ones((3, 3), np.uint8), (large.shape[1], large.shape[0])
    low, high = (
        np.asarray(cv2.resize(bound(frame[..., :3], around), size), np.float32)
        for bound in (cv2.erode, cv2.dilate)
    )
    held = np.clip(np.rint(np.clip(sharp, low - OVERSHOOT, high + OVERSHOOT)), 0, 255).astype(
        np.uint8
    )
    return np.concatenate([held, large[..., 3:]], axis=2)

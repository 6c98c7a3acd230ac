"""Transparency in arithmetic: colours are weighed by their alpha before pictures are mixed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Light = NDArray[np.float32]
"""A picture in floats from 0 to 255; of four channels the first three are weighed by the last."""


def weighed(frame: Frame) -> Light:
    """A frame's colours multiplied by its alpha; an opaque one as it is."""
    light = frame.astype(np.float32)
    if frame.shape[2] == 4:
        light[..., :3] *= light[..., 3:] / 255
    return light


def unweighed(light: Light) -> Frame:
    """Back to colours beside their alpha."""
    if light.shape[2] == 4:
        alpha = np.maximum(light[..., 3:], 1e-3)
        light = np.concatenate([light[..., :3] * (255 / alpha), light[..., 3:]], axis=2)
    return np.clip(np.rint(light), 0, 255).astype(np.uint8)


def resized(frame: Frame, width: int, height: int) -> Frame:
    """A frame in another size: averaged where it shrinks, interpolated where it grows."""
    if frame.shape[:2] == (height, width):
        return frame
    shrinks = height * width < frame.shape[0] * frame.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LANCZOS4
    if frame.shape[2] == 3:
        return np.asarray(cv2.resize(frame, (width, height), interpolation=how), np.uint8)
    return unweighed(
        np.asarray(cv2.resize(weighed(frame), (width, height), interpolation=how), np.float32)
    )


def mixed(one: Frame, other: Frame, share: float) -> Frame:
    """A share of the second picture, from 0 to 1, in the first."""
    if one.shape[2] == 3:
        return np.asarray(cv2.addWeighted(one, 1 - share, other, share, 0), np.uint8)
    return unweighed(weighed(one) * (1 - share) + weighed(other) * share)


def laid_over(ground: Frame, top: Frame, opacity: float = 1.0) -> Frame:
    """A picture over another of the same size, each with or without alpha."""
    upper = weighed(top) * np.float32(opacity)
    cover = upper[..., 3:] / 255 if top.shape[2] == 4 else np.float32(opacity)
    lower = weighed(ground)
    if ground.shape[2] == 4:
        full = np.full((*upper.shape[:2], 1), 255 * opacity, np.float32)
        layer = upper if top.shape[2] == 4 else np.concatenate([upper, full], axis=2)
        return unweighed(layer + lower * (1 - cover))
    return unweighed(upper[..., :3] + lower * (1 - cover))

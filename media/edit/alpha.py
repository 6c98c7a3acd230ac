"""Transparency in arithmetic: colours are weighed by their alpha before pictures are mixed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame

Light = NDArray[np.float32]
"""A picture in floats from 0 to 255; of four channels the first three are weighed by the last."""


FULL, FULL_SHARE = np.float32(255), np.float32(1)


def weighed(frame: Frame) -> Light:
    """A frame's colours multiplied by its alpha; an opaque one as it is."""
    light = np.asarray(frame, np.float32).copy()
    if frame.shape[2] == 4:
        np.multiply(light[..., :3], light[..., 3:] / FULL, out=light[..., :3])
    return light


def unweighed(light: Light) -> Frame:
    """Back to colours beside their alpha."""
    if light.shape[2] == 4:
        alpha = np.maximum(light[..., 3:], 1e-3)
        colours = np.multiply(light[..., :3], FULL / alpha, dtype=np.float32)
        light = np.concatenate([colours, light[..., 3:]], axis=2)
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
    part = np.float32(share)
    found = weighed(one) * (FULL_SHARE - part) + weighed(other) * part
    return unweighed(np.asarray(found, np.float32))


def laid_over(ground: Frame, top: Frame, opacity: float = 1.0) -> Frame:
    """A picture over another of the same size, each with or without alpha."""
    upper = weighed(opaque(top)) * np.float32(opacity)
    left = FULL_SHARE - upper[..., 3:] / FULL
    channels = ground.shape[2]
    return unweighed(np.asarray(upper[..., :channels] + weighed(ground) * left, np.float32))


def opaque(frame: Frame) -> Frame:
    """A frame with alpha: its own, or full."""
    if frame.shape[2] == 4:
        return frame
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2BGRA), np.uint8)

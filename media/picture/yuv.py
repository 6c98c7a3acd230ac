"""Pictures as the encoder wants them: planar YUV 4:2:0, BT.709, limited range.

Camera moves and blends work on these planes directly: half the samples of RGB, and no conversion
per frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

BLACK = (16, 128, 128)
"""Y, U and V of black (ITU-R BT.709-6, 8 bit)."""

_KR, _KB = 0.2126, 0.0722
"""Weights of red and blue in luma (ITU-R BT.709-6, item 3.2)."""


@dataclass(frozen=True, slots=True)
class Planes:
    """One frame: luma of (height, width), chroma of half of each. Views are fine."""

    y: Plane
    u: Plane
    v: Plane

    @classmethod
    def blank(cls, width: int, height: int) -> Planes:
        """A black frame."""
        half = (height // 2, width // 2)
        return cls(
            np.full((height, width), BLACK[0], np.uint8),
            np.full(half, BLACK[1], np.uint8),
            np.full(half, BLACK[2], np.uint8),
        )

    def __iter__(self) -> Iterator[Plane]:
        yield self.y
        yield self.u
        yield self.v


def _matrix() -> NDArray[np.float32]:
    """Rows for Y, U and V over R, G, B and alpha, all 0 to 255, colours premultiplied.

    The offsets of limited range ride on alpha, so a premultiplied colour stays premultiplied.
    """
    luma = np.array([_KR, 1 - _KR - _KB, _KB])
    blue = (np.array([0, 0, 1]) - luma) / (2 * (1 - _KB))
    red = (np.array([1, 0, 0]) - luma) / (2 * (1 - _KR))
    scaled = np.stack([luma * 219, blue * 224, red * 224]) / 255
    offsets = np.array(BLACK).reshape(3, 1) / 255
    return np.hstack([scaled, offsets]).astype(np.float32)


_RGBA_TO_YUV = _matrix()


def from_rgba(rgba: NDArray[np.uint8]) -> Planes:
    """Convert premultiplied RGBA of shape (height, width, 4), both even, to premultiplied YUV.

    Chroma samples lie in the middle of their four pixels; the camera moves them to the left
    siting that H.264 assumes.
    """
    half = cv2.resize(rgba, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    luma = cv2.transform(rgba, _RGBA_TO_YUV[:1])
    chroma = cv2.transform(half, _RGBA_TO_YUV[1:])
    u, v = cv2.split(chroma)
    height, width = rgba.shape[:2]
    return Planes(
        np.asarray(luma, np.uint8).reshape(height, width),
        np.asarray(u, np.uint8),
        np.asarray(v, np.uint8),
    )


def to_bgr(planes: Planes) -> NDArray[np.uint8]:
    """Convert an opaque frame back to BGR, for thumbnails and for the eye."""
    height, width = planes.y.shape
    size = (width, height)
    y = (planes.y.astype(np.float32) - 16) / 219
    u = (cv2.resize(planes.u, size).astype(np.float32) - 128) / 224
    v = (cv2.resize(planes.v, size).astype(np.float32) - 128) / 224
    red = y + 2 * (1 - _KR) * v
    blue = y + 2 * (1 - _KB) * u
    green = (y - _KR * red - _KB * blue) / (1 - _KR - _KB)
    bgr = np.dstack([blue, green, red])
    return np.clip(np.rint(bgr * 255), 0, 255).astype(np.uint8)

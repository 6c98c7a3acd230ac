"""A drawn flow as PNG."""

from __future__ import annotations

import cv2

from media.picture.vector import rasterise

SCALE = 2.0
"""Pixels for each unit of the drawing, as on screens of fine grain."""
MOST_PIXELS = 64e6


def png(svg: str, width: int, height: int) -> bytes:
    """The picture, twice as large where that is not too much."""
    scale = min(SCALE, (MOST_PIXELS / (width * height)) ** 0.5)
    pixels = rasterise(svg.encode(), round(width * scale), round(height * scale))
    _, encoded = cv2.imencode(".png", cv2.cvtColor(pixels[..., :3], cv2.COLOR_RGB2BGR))
    return encoded.tobytes()

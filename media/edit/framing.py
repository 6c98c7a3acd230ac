"""How a picture of one shape is fitted into a frame of another: the arithmetic of it."""

from __future__ import annotations

from typing import Literal

from media.edit.region import Box
from media.types import Size

Fit = Literal["contain", "cover", "stretch"]
"""Whole with bars beside it, filling the frame with its edges cut, or distorted."""

Bars = Literal["blurred", "black"]
"""What fills the frame beside a picture that is shown whole."""

Aspect = Literal["16:9", "9:16", "1:1", "4:5", "4:3", "21:9"]


def even(length: float) -> int:
    """The nearest even number of pixels, two at the least."""
    return max(2, 2 * round(length / 2))


def shown_box(source: Size, frame: Size, fit: Fit) -> Box:
    """Where the whole picture lies in the frame; it may reach beyond it."""
    if fit == "stretch":
        return Box(0, 0, frame.width, frame.height)
    ratios = (frame.width / source.width, frame.height / source.height)
    scale = min(ratios) if fit == "contain" else max(ratios)
    width, height = round(source.width * scale), round(source.height * scale)
    return Box((frame.width - width) // 2, (frame.height - height) // 2, width, height)


def largest_within(source: Size, aspect: Aspect) -> Size:
    """The largest part of a picture that has a shape."""
    across, down = (int(part) for part in aspect.split(":"))
    if source.width * down >= source.height * across:
        height = source.height
        width = min(source.width, even(height * across / down))
    else:
        width = source.width
        height = min(source.height, even(width * down / across))
    return Size(width=width, height=height)

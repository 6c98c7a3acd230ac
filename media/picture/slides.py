"""Slides: the next picture moves in, over the first or pushing it out."""

from __future__ import annotations

import numpy as np

from media.picture.yuv import Planes


def slide_left(target: Planes, other: Planes, share: float) -> None:
    """`other` comes in from the right and pushes the picture out."""
    for mine, theirs in zip(target, other, strict=True):
        shown = _columns(mine.shape[1], share)
        mine[:, : mine.shape[1] - shown] = mine[:, shown:]
        mine[:, mine.shape[1] - shown :] = theirs[:, :shown]


def slide_right(target: Planes, other: Planes, share: float) -> None:
    """`other` comes in from the left and pushes the picture out."""
    for mine, theirs in zip(target, other, strict=True):
        width = mine.shape[1]
        shown = _columns(width, share)
        mine[:, shown:] = mine[:, : width - shown].copy()
        mine[:, :shown] = theirs[:, width - shown :]


def cover_left(target: Planes, other: Planes, share: float) -> None:
    """`other` comes in from the right and covers the picture, which stays."""
    for mine, theirs in zip(target, other, strict=True):
        shown = _columns(mine.shape[1], share)
        np.copyto(mine[:, mine.shape[1] - shown :], theirs[:, :shown])


def _columns(width: int, share: float) -> int:
    """Columns of a plane that the second picture takes; the same place in luma and chroma."""
    return round(share * width)

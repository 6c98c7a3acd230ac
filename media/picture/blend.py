"""How one picture becomes another: dissolves and fades on YUV planes, in place."""

from __future__ import annotations

import cv2

from media.picture.yuv import BLACK, Planes

Tone = tuple[int, int, int]
"""Y, U and V."""


def smooth(t: float) -> float:
    """0 to 1 with no speed at either end."""
    t = min(1.0, max(0.0, t))
    return t * t * (3 - 2 * t)


def dissolve(target: Planes, other: Planes, share: float) -> None:
    """Mix `share` of `other`, from 0 to 1, into `target`."""
    for mine, theirs in zip(target, other, strict=True):
        cv2.addWeighted(mine, 1 - share, theirs, share, 0, dst=mine)


def darken(target: Planes, light: float, tone: Tone = BLACK) -> None:
    """Scale a picture towards a tone, black by default: `light` is 1 as it is, 0 the tone."""
    for plane, level in zip(target, tone, strict=True):
        cv2.addWeighted(plane, light, plane, 0, level * (1 - light), dst=plane)

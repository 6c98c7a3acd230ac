"""Blends behind a veil: the picture loses its detail, changes, and finds it again."""

from __future__ import annotations

import math

import cv2
import numpy as np

from media.picture.blend import dissolve
from media.picture.yuv import Plane, Planes

_WIDEST_BLUR = 1 / 24
"""Width of the blur in the middle of the change, as a share of the frame's width."""
_LARGEST_BLOCK = 1 / 28
"""The same of the blocks of a mosaic."""
_FIRST_BLOCK = 4
"""Luma pixels; smaller blocks are seen as noise."""


def blur(target: Planes, other: Planes, share: float) -> None:
    """Dissolve into `other` while both lose their focus and find it again."""
    reach = round(target.y.shape[1] / 8 * _WIDEST_BLUR * math.sin(math.pi * share))
    if reach < 1:
        dissolve(target, other, share)
        return
    for mine, theirs in zip(target, other, strict=True):
        wide = 2 * (reach if mine is target.y else max(1, reach // 2)) + 1
        soft = cv2.blur(_mixed_small(mine, theirs, share), (wide, wide))
        half = (max(1, mine.shape[1] // 2), max(1, mine.shape[0] // 2))
        _doubled(np.asarray(cv2.resize(soft, half), np.uint8), mine)


def pixelize(target: Planes, other: Planes, share: float) -> None:
    """Dissolve into `other` behind a mosaic whose blocks grow and shrink."""
    block = _LARGEST_BLOCK * target.y.shape[1] * math.sin(math.pi * share)
    if block < _FIRST_BLOCK:
        dissolve(target, other, share)
        return
    height, width = target.y.shape
    shape = (max(1, round(width / block)), max(1, round(height / block)))
    for mine, theirs in zip(target, other, strict=True):
        mixed = _mixed_small(mine, theirs, share)
        blocks = cv2.resize(mixed, shape, interpolation=cv2.INTER_AREA)
        _spread(np.asarray(blocks, np.uint8), mine)


def _mixed_small(mine: Plane, theirs: Plane, share: float) -> Plane:
    """Both pictures in one, at a quarter of the size: what is unclear has no finer detail."""
    small = cv2.addWeighted(_quarter(mine), 1 - share, _quarter(theirs), share, 0)
    return np.asarray(small, np.uint8)


def _quarter(plane: Plane) -> Plane:
    for _ in range(2):
        size = (max(1, plane.shape[1] // 2), max(1, plane.shape[0] // 2))
        plane = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
    return plane


def _doubled(half: Plane, out: Plane) -> None:
    """Every pixel four times: what is blurred shows no steps, and interpolation is slow."""
    if out.shape != (2 * half.shape[0], 2 * half.shape[1]) or not out.flags.c_contiguous:
        _spread(half, out)
        return
    pairs = np.multiply(half, 257, dtype=np.uint16)
    rows = out.view(np.uint16)
    rows[0::2], rows[1::2] = pairs, pairs


def _spread(blocks: Plane, out: Plane) -> None:
    """Each pixel as a block; columns first while rows are few, so that whole rows are copied."""
    height, width = out.shape
    columns = np.arange(width) * blocks.shape[1] // width
    rows = np.arange(height) * blocks.shape[0] // height
    np.take(blocks[:, columns], rows, axis=0, out=out, mode="clip")

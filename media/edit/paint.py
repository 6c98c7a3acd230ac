"""A hole in a picture painted from what is around it: soft where that is, along its edges else."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.motion import Grey

Floats = NDArray[np.float32]

TELEA_REACH = 5.0
ROUNDS = 40
"""Rounds of smoothing at each size; from coarse to fine few are enough."""
APART, EDGE = 15.0, 12.0
"""Levels by which the two ways may differ before an edge is taken to cross the hole, and within
which one gives way to the other."""


def painted(part: Frame, hole: Grey) -> Frame:
    """The picture with its hole filled.

    Telea's way (2004) leads edges into the hole but leaves streaks in a sky; a membrane stretched
    over it is right for a sky and a blur across an edge. Where both agree it is the membrane.
    """
    led = np.asarray(cv2.inpaint(part, hole, TELEA_REACH, cv2.INPAINT_TELEA), np.float32)
    soft = membrane(np.asarray(part, np.float32), hole > 0)
    apart = cv2.GaussianBlur(np.abs(led - soft).max(axis=2), (0, 0), 4.0)
    share = np.clip((apart - APART) / EDGE, 0, 1)[..., None]
    mixed = soft + (led - soft) * share
    return np.where(hole[..., None] > 0, np.rint(mixed), part).astype(np.uint8)


def membrane(part: Floats, hole: NDArray[np.bool_]) -> Floats:
    """The smoothest surface over the hole that meets its rim, about."""
    known = np.where(hole, np.float32(0), np.float32(1))
    height, width = known.shape
    if min(height, width) <= 2 or not hole.any():
        mean = (part * known[..., None]).sum(axis=(0, 1)) / max(float(known.sum()), 1e-6)
        return np.where(hole[..., None], mean, part).astype(np.float32)
    size = (-(-width // 2), -(-height // 2))
    weight = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    sums = cv2.resize(part * known[..., None], size, interpolation=cv2.INTER_AREA)
    coarse = np.asarray(sums / np.maximum(weight, 1e-6)[..., None], np.float32)
    below = membrane(coarse, np.asarray(weight < 1e-3))
    found = np.asarray(cv2.resize(below, (width, height)), np.float32)
    mask = hole[..., None]
    found = np.where(mask, found, part)
    for _ in range(ROUNDS):
        found = np.where(mask, cv2.blur(found, (3, 3)), part)
    return np.asarray(found, np.float32)

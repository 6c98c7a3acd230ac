"""Masks from shapes and from colours."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from media.codec.clips import Frame
from media.colour.hexes import to_bgr
from media.colour.lab import to_lab
from media.still.files import Grey, load, load_mask, opaque, save_mask
from media.still.kinds import Area
from media.types import Image, Mask
from media.workspace import Workspace

Shape = Literal["rectangle", "ellipse", "colour", "alpha"]
SOFT_EDGE = 0.25
"""Part of the tolerance over which a colour goes from meant to not meant."""


def mask(
    work: Workspace,
    *,
    image: Image,
    shape: Shape,
    area: Area,
    colour: str,
    tolerance: float,
    feather: float,
    inverted: bool,
) -> Mask:
    """A mask of a picture's size.

    Args:
        work: where the picture comes from.
        image: the picture.
        shape: a box, the ellipse in it, what has a colour, or what is opaque.
        area: the box.
        colour: what is meant, for `colour`.
        tolerance: how far a colour may be from it, in units of L*a*b*.
        feather: how far the edge is softened, as a part of the shorter side.
        inverted: what is meant is left out instead.
    """
    frame = load(work, image)
    found = {
        "rectangle": lambda: _drawn(frame, area, round_=False),
        "ellipse": lambda: _drawn(frame, area, round_=True),
        "colour": lambda: _coloured(frame, colour, tolerance),
        "alpha": lambda: _opaque_part(frame),
    }[shape]()
    return save_mask(work, _finished(found, feather, inverted))


def finished(work: Workspace, *, image: Image, mask: Mask, feather: float, inverted: bool) -> Mask:
    """A mask that somebody made of a picture, softened and turned as asked.

    Args:
        work: where they come from.
        image: the picture, whose size it gets.
        mask: white where it is meant.
        feather: how far the edge is softened, as a part of the shorter side.
        inverted: what is meant is left out instead.
    """
    found = load_mask(work, mask, (image.width, image.height))
    return save_mask(work, _finished(found, feather, inverted))


def _finished(found: Grey, feather: float, inverted: bool) -> Grey:
    if feather > 0:
        reach = max(0.3, feather * min(found.shape) / 2)
        found = np.asarray(cv2.GaussianBlur(found, (0, 0), reach), np.uint8)
    return np.asarray(255 - found, np.uint8) if inverted else found


def _drawn(frame: Frame, area: Area, *, round_: bool) -> Grey:
    """Drawn at four times the size, so that edges are smooth."""
    tall, wide = frame.shape[:2]
    large = np.zeros((4 * tall, 4 * wide), np.uint8)
    left, top = 4 * wide * area.left, 4 * tall * area.top
    right, bottom = left + 4 * wide * area.width, top + 4 * tall * area.height
    if round_:
        middle = (round(16 * (left + right) / 2), round(16 * (top + bottom) / 2))
        radii = (round(8 * (right - left)), round(8 * (bottom - top)))
        cv2.ellipse(large, middle, radii, 0, 0, 360, 255, -1, cv2.LINE_8, 4)
    else:
        large[round(top) : round(bottom), round(left) : round(right)] = 255
    return np.asarray(cv2.resize(large, (wide, tall), interpolation=cv2.INTER_AREA), np.uint8)


def _coloured(frame: Frame, colour: str, tolerance: float) -> Grey:
    wanted = to_lab(np.array([[to_bgr(colour)]], np.uint8))[0, 0]
    far = np.linalg.norm(to_lab(opaque(frame)) - wanted, axis=2)
    inner = tolerance * (1 - SOFT_EDGE)
    share = (tolerance - far) / max(1e-6, tolerance - inner)
    return np.rint(np.clip(share, 0, 1) * 255).astype(np.uint8)


def _opaque_part(frame: Frame) -> Grey:
    if frame.shape[2] == 4:
        return np.ascontiguousarray(frame[:, :, 3])
    return np.full(frame.shape[:2], 255, np.uint8)

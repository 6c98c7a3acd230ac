"""Taking something out of a picture and filling the hole."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from media.codec.clips import Frame
from media.errors import InputError
from media.still.files import Grey, load, load_mask, save
from media.still.kinds import Area
from media.still.patches import fill
from media.types import Image
from media.workspace import Workspace

Method = Literal["patches", "smooth"]
MOST_HOLE = 0.6
"""Part of the picture that may be missing."""


def inpaint(
    work: Workspace,
    *,
    image: Image,
    mask: Image | None,
    area: Area | None,
    method: Method,
    grow_px: int,
    seed: int,
) -> Image:
    """Fill what a mask or a box shows of a picture.

    Args:
        work: where the picture comes from.
        image: the picture.
        mask: what is taken out, in white.
        area: or the box that is.
        method: with what the rest looks like, or smoothly from the edges.
        grow_px: by how much the hole is widened, since edges of things are soft.
        seed: where patches are looked for first.

    Raises:
        InputError: neither or nothing is named, or too much.
    """
    frame = load(work, image)
    hole = _hole(work, frame, mask, area)
    if grow_px:
        near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * grow_px + 1, 2 * grow_px + 1))
        hole = np.asarray(cv2.dilate(hole, near), np.uint8)
    share = float((hole > 0).mean())
    if not 0 < share <= MOST_HOLE:
        reason = "nothing is to be filled" if not share else "too little would be left"
        raise InputError(reason, "name another part of the picture", "mask", "BAD_MASK")
    bgr = np.ascontiguousarray(frame[:, :, :3])
    if method == "patches":
        filled = fill(bgr, hole, seed)
    else:
        filled = np.asarray(cv2.inpaint(bgr, hole, 4, cv2.INPAINT_TELEA), np.uint8)
    return save(work, np.dstack((filled, frame[:, :, 3:])) if frame.shape[2] == 4 else filled)


def _hole(work: Workspace, frame: Frame, mask: Image | None, area: Area | None) -> Grey:
    tall, wide = frame.shape[:2]
    if mask is not None:
        return np.where(load_mask(work, mask, (wide, tall)) > 127, 255, 0).astype(np.uint8)
    if area is None:
        raise InputError("nothing says what is to be filled", "give a mask or an area", "mask")
    hole = np.zeros((tall, wide), np.uint8)
    rows = slice(round(area.top * tall), round((area.top + area.height) * tall))
    hole[rows, round(area.left * wide) : round((area.left + area.width) * wide)] = 255
    return hole

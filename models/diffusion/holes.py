"""Holes in pictures: where a model fills them, and what stays beside them to the bit."""

from __future__ import annotations

import numpy as np

from media.codec.clips import Frame
from media.still.files import Grey
from models.diffusion.sizes import Canvas


def laid_mask(canvas: Canvas, hole: Grey) -> Grey:
    """A mask of the wanted size as the model is shown it."""
    return np.ascontiguousarray(canvas.laid(np.dstack([hole] * 3))[:, :, 0])


def kept(original: Frame, made: Frame, mask: Grey) -> Frame:
    """What was made where the mask is white; where it is black every bit is the original's."""
    if original.shape[2] == 4:
        made = np.dstack((made, np.full(made.shape[:2], 255, np.uint8)))
    share = (mask.astype(np.float32) / 255)[..., None]
    return np.rint(original + (made.astype(np.float32) - original) * share).astype(np.uint8)

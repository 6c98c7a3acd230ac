"""Pictures between Kinora's arrays in BGR and what pipelines take and give."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from PIL import Image as Pillow

from media.codec.clips import Frame
from media.errors import WorldError
from media.still.files import Grey, opaque


def shown(frame: Frame) -> Pillow.Image:
    """A picture as pipelines take it."""
    return Pillow.fromarray(np.ascontiguousarray(opaque(frame)[:, :, ::-1]))


def shown_mask(mask: Grey) -> Pillow.Image:
    """A mask as pipelines take it."""
    return Pillow.fromarray(mask, "L")


def drawn(values: torch.Tensor) -> Frame:
    """A picture as pipelines give it: floats from 0 to 1 in planes of RGB, wherever they lie.

    They become bytes where they lie: a quarter of the way from the card, and no work behind it.

    Raises:
        WorldError: there are no numbers, as when half precision overflows.
    """
    found = values.float()
    if not bool(torch.isfinite(found).all()):
        raise WorldError(
            "the model gave what is no picture (not a number)",
            "set options.dtype, or options.dtypes.vae, to bfloat16 or float32",
        )
    levels = found.clamp(0, 1).mul(255).round().to(torch.uint8)
    return np.ascontiguousarray(levels.flip(0).permute(1, 2, 0).cpu().numpy())


def in_grey(frame: Frame) -> Frame:
    """The light of a picture, in three channels as models take them."""
    grey = cv2.cvtColor(opaque(frame), cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


def side_by_side(frames: list[Frame]) -> Frame:
    """Pictures in a row, all as high as the first."""
    height = frames[0].shape[0]
    row = [
        cv2.resize(opaque(frame), (max(1, round(frame.shape[1] * height / frame.shape[0])), height))
        for frame in frames
    ]
    return np.asarray(np.concatenate(row, axis=1), np.uint8)

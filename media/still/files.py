"""Pictures in and out of the store, as arrays of BGR or BGRA."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.errors import InputError
from media.ids import uuid7
from media.picture.vector import rasterise
from media.types import Image, Mask
from media.workspace import Workspace

Format = Literal["png", "jpeg", "webp"]
Grey = NDArray[np.uint8]
"""Of shape (height, width)."""

LARGEST = 100_000_000
"""Pixels: four times what the largest cameras give."""


def load(work: Workspace, image: Image, field: str = "image") -> Frame:
    """A picture as it is seen, turned as its camera says: three channels, or four with alpha.

    Raises:
        InputError: it cannot be decoded, or is too large.
    """
    if image.width * image.height > LARGEST:
        raise InputError(f"the {field} has too many pixels", "use a smaller one", field)
    data = work.open(image).read_bytes()
    if image.format == "svg":
        return straight(rasterise(data, image.width, image.height))
    # Only the first of the two turns a photo as its camera says.
    flag = cv2.IMREAD_COLOR if image.format == "jpeg" else cv2.IMREAD_UNCHANGED
    found = cv2.imdecode(np.frombuffer(data, np.uint8), flag)
    if found is None:
        raise InputError(
            f"the {field} cannot be decoded", "use PNG, JPEG or WebP", field, "BAD_MEDIA"
        )
    return _in_colour(np.asarray(found))


def _in_colour(found: NDArray[np.generic]) -> Frame:
    if found.dtype == np.uint16:
        found = np.rint(found.astype(np.float32) / 257).astype(np.uint8)
    pixels = np.asarray(found, np.uint8)
    if pixels.ndim == 2:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), np.uint8)
    return pixels


def load_opaque(work: Workspace, image: Image, field: str = "image") -> Frame:
    """A picture in three channels; what was transparent lies over black."""
    return opaque(load(work, image, field))


def opaque(frame: Frame) -> Frame:
    """Three channels of three or four, over black."""
    if frame.shape[2] == 3:
        return frame
    alpha = frame[:, :, 3:].astype(np.uint16)
    return ((frame[:, :, :3] * alpha + 127) // 255).astype(np.uint8)


def load_mask(work: Workspace, mask: Image, size: tuple[int, int], field: str = "mask") -> Grey:
    """A mask brought to (width, height): its lightness, white being what is meant."""
    grey = np.asarray(cv2.cvtColor(load_opaque(work, mask, field), cv2.COLOR_BGR2GRAY), np.uint8)
    if (grey.shape[1], grey.shape[0]) == size:
        return grey
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def straight(rgba: NDArray[np.uint8]) -> Frame:
    """Premultiplied RGBA, as drawings are, as BGRA, as files are."""
    alpha = rgba[:, :, 3:].astype(np.float32)
    colour = rgba[:, :, :3] * 255.0 / np.maximum(alpha, 1)
    bgra = np.concatenate((colour[:, :, ::-1], alpha), axis=2)
    return np.clip(bgra + 0.5, 0, 255).astype(np.uint8)


def save(work: Workspace, frame: Frame, form: Format = "png", quality: int = 92) -> Image:
    """Write a picture to the store; JPEG has no alpha, and lies over black."""
    target = work.scratch(f"{uuid7()}.{form}")
    height, width = frame.shape[:2]
    settings = {
        "png": [cv2.IMWRITE_PNG_COMPRESSION, 6],
        "jpeg": [cv2.IMWRITE_JPEG_QUALITY, quality],
        "webp": [cv2.IMWRITE_WEBP_QUALITY, quality],
    }
    cv2.imwrite(str(target), opaque(frame) if form == "jpeg" else frame, settings[form])
    return work.save(target, Image, format=form, width=width, height=height)


def save_mask(work: Workspace, mask: Grey) -> Mask:
    """Write a mask to the store."""
    target = work.scratch(f"{uuid7()}.png")
    cv2.imwrite(str(target), mask)
    height, width = mask.shape
    return work.save(target, Mask, format="png", width=width, height=height)

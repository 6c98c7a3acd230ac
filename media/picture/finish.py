"""What is laid over a panel as a whole: the style's treatment, a lens's vignette, grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.treatments.catalog import TREATMENTS
from media.picture.treatments.sheet import Sheet
from media.picture.yuv import Plane

_GRAIN_TILE = 512


@dataclass(frozen=True, slots=True)
class Finish:
    """How a raster is treated, and grain and vignette over it."""

    grain: float
    vignette: float
    treatment: str
    width: int
    height: int
    scale: float
    """Pixels of the raster per panel unit."""

    def treated(self, sheet: Sheet) -> Sheet:
        """A layer in the style's material."""
        return TREATMENTS[self.treatment](sheet) if self.treatment else sheet

    def laid_on(self, luma: Plane, x: int, y: int, alpha: Plane | None) -> Plane:
        """A layer's luma with grain and vignette; its corner lies at (x, y) in the raster."""
        height, width = luma.shape
        if self.vignette > 0:
            shade = _vignette(self.width, self.height, self.vignette)
            luma = np.asarray(
                cv2.multiply(luma, shade[y : y + height, x : x + width], scale=1 / 255), np.uint8
            )
        if self.grain > 0:
            noise = _grain(self.width, self.height, self.grain)[y : y + height, x : x + width]
            if alpha is not None:
                noise = cv2.multiply(noise, alpha, scale=1 / 255, dtype=cv2.CV_16S)
            luma = np.asarray(cv2.add(luma, noise, dtype=cv2.CV_8U), np.uint8)
        return luma


@cache
def _vignette(width: int, height: int, strength: float) -> Plane:
    """Factor on luma, 255 for none: cos^4 fall-off towards the corners, as of a lens."""
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)
    square = (x * x)[None, :] + (y * y)[:, None]
    shade = 1 - strength * np.clip(square - 0.35, 0, None) / 1.65
    return np.rint(255 * shade).astype(np.uint8)


@cache
def _grain(width: int, height: int, strength: float) -> NDArray[np.int16]:
    """Noise on luma: soft, so that it survives the encoder, and fixed, so that it costs little."""
    generator = np.random.Generator(np.random.PCG64(1896))
    tile = generator.standard_normal((_GRAIN_TILE, _GRAIN_TILE)).astype(np.float32)
    tile = cv2.GaussianBlur(tile, (0, 0), 0.9, borderType=cv2.BORDER_REFLECT_101)
    tile = np.rint(tile / tile.std() * 5 * strength).astype(np.int16)
    rows, columns = -(-height // _GRAIN_TILE), -(-width // _GRAIN_TILE)
    return np.ascontiguousarray(np.tile(tile, (rows, columns))[:height, :width])

"""A layer's planes while a treatment works on them, and the tools that treatments share.

Premultiplied planes, as the camera moves them: luma at full size, chroma at half. A treatment is
one pass a panel, so everything here is a table, a blur or a product of bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.texture import laid
from media.picture.yuv import Plane, Planes

BLACK, WHITE = 16, 235
"""Luma of black and of white (ITU-R BT.709-6, 8 bit)."""
NEUTRAL = 128

SPREAD = 48
"""How far beyond what is covered a treatment may draw, in panel units: shadows fall there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a treatment takes and gives."""

    planes: Planes
    alpha: Plane
    """Coverage at luma's size."""
    x: int
    """Left edge in the panel's raster, where its texture goes on."""
    y: int
    scale: float
    """Pixels of the raster per panel unit."""
    ground: bool = False
    """It is the farthest layer, the paper itself."""

    @property
    def over_paper(self) -> Plane:
        """Luma as it would look on white paper, so that edges of what is covered show."""
        uncovered = _plane(cv2.bitwise_not(self.alpha))
        return plus(self.planes.y, scaled(uncovered, WHITE / 255))

    def texture(self, draw: Callable[[], Plane]) -> Plane:
        """A texture over the layer, where it lies in the raster."""
        height, width = self.alpha.shape
        return laid(draw, self.scale, self.x, self.y, width, height)

    def toned(self, tone: Plane) -> Sheet:
        """With other luma, given as it would look on white paper."""
        legal = np.clip(tone, BLACK, WHITE)
        return replace(self, planes=replace(self.planes, y=times(legal, self.alpha)))

    def coloured(self, share: float, tint: tuple[int, int] = (NEUTRAL, NEUTRAL)) -> Sheet:
        """With a share of its colour, and the rest of it turned to a tint (U, V)."""
        half = halved(self.alpha)

        def bent(plane: Plane, towards: int) -> Plane:
            return _plane(cv2.addWeighted(plane, share, scaled(half, towards / 255), 1 - share, 0))

        u, v = (bent(p, t) for p, t in zip((self.planes.u, self.planes.v), tint, strict=True))
        return replace(self, planes=replace(self.planes, u=u, v=v))


def table(curve: Callable[[NDArray[np.float32]], NDArray[np.floating[Any]]]) -> Plane:
    """A curve over the 256 bytes as a lookup table."""
    return np.clip(np.rint(curve(np.arange(256, dtype=np.float32))), 0, 255).astype(np.uint8)


def through(plane: Plane, curve: Plane) -> Plane:
    """A plane through a lookup table."""
    return _plane(cv2.LUT(plane, curve))


def ramp(values: NDArray[np.floating[Any]], low: float, high: float) -> NDArray[np.floating[Any]]:
    """0 below `low`, 1 above `high`, smooth between."""
    share = np.clip((values - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def times(one: Plane, other: Plane) -> Plane:
    """The product of two planes whose full value is 255."""
    return _plane(cv2.multiply(one, other, scale=1 / 255))


def plus(one: Plane, other: Plane) -> Plane:
    """The sum, not above 255."""
    return _plane(cv2.add(one, other))


def minus(one: Plane, other: Plane) -> Plane:
    """The difference, not below 0."""
    return _plane(cv2.subtract(one, other))


def highest(one: Plane, other: Plane) -> Plane:
    """The greater of the two everywhere."""
    return _plane(cv2.max(one, other))


def halved(plane: Plane) -> Plane:
    """A plane at chroma's size."""
    size = (plane.shape[1] // 2, plane.shape[0] // 2)
    return _plane(cv2.resize(plane, size, interpolation=cv2.INTER_AREA))


def evened(plane: Plane) -> Plane:
    """A plane without specks and ragged edges."""
    return _plane(cv2.medianBlur(plane, 5))


def scaled(plane: Plane, factor: float) -> Plane:
    """A plane times a number."""
    return _plane(cv2.convertScaleAbs(plane, alpha=factor))


def rubbed(tone: Plane, grain: Plane, strength: float) -> Plane:
    """A tone made lighter and darker by a texture about 128."""
    bent = through(grain, table(lambda g: 128 + (g - 128) * strength))
    middle = np.full_like(bent, 128)
    return minus(plus(tone, minus(bent, middle)), minus(middle, bent))


def blurred(plane: Plane, sigma: float) -> Plane:
    """A plane out of focus; wide blurs are made at a quarter of the size."""
    if sigma < 5:
        return _plane(cv2.GaussianBlur(plane, (0, 0), sigma))
    height, width = plane.shape
    small = cv2.resize(
        plane, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA
    )
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4, borderType=cv2.BORDER_REPLICATE)
    return _plane(cv2.resize(small, (width, height)))


def outlines(sheet: Sheet, width: float, firmness: float) -> Plane:
    """Lines where tones meet and around what is covered, 255 where they are darkest.

    A difference of Gaussians (Winnemöller et al., "XDoG", 2012), of which only the dark side is
    kept; `width` in panel units, `firmness` the difference of luma at which a line is full.
    """
    reach = max(0.5, 0.5 * width * sheet.scale)
    tone = sheet.over_paper
    darker = minus(blurred(tone, 3 * reach), blurred(tone, reach))
    inner = through(darker, table(lambda d: 255 * ramp(d, 0.15 * firmness, firmness)))
    size = 2 * round(reach) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    inside = _plane(cv2.erode(sheet.alpha, disc, borderType=cv2.BORDER_REPLICATE))
    return highest(inner, minus(sheet.alpha, inside))


def _plane(values: object) -> Plane:
    return np.asarray(values, np.uint8)

"""The looks of captions in the picture: their colours, and what keeps letters apart from it.

Every look keeps a contrast of 4.5 between letters and what is around them (WCAG 2.2), whatever the
picture is: a plate or a bar dims it, an outline parts the letters from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.vector import rasterise
from media.timeline import CaptionLook

SIDE, BOTTOM = 0.05, 0.1
"""The safe area's margins, in parts of the frame."""

DARK = "#0b0d12"
ACCENT = "#ffd23e"
"""A relative luminance of 0.68, against 0.004 of the outline: a contrast of 13."""
_WHITE = "#ffffff"
_QUIET = "#c3c7ce"
OUTLINE = 0.2
"""Width of the line around letters, half of it outside them, in sizes."""
_COARSE = 4
"""A shadow is blurred at a fourth of the size: nobody sees it, and it takes a tenth of the time."""
_SHADE, _SOFT = 0.5, 0.11
"""The soft shadow's strength, and its reach in sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What sets one look apart."""

    weight: int
    unspoken: str = _WHITE
    spoken: str = _WHITE
    trails: bool = True
    """Words stay lit when they are said; else only the one that is being said is."""
    backed: float = 0.0
    """How opaque the ground behind the letters is; without one they are outlined."""
    spans: bool = False
    """Its ground goes across the whole frame, and lines begin at its side."""


MANNERS: dict[CaptionLook, Manner] = {
    # Over a white picture the plate is #4f5054: white on it has a contrast of 8, the grey 4.6.
    "plate": Manner(weight=600, unspoken=_QUIET, backed=0.72),
    "outline": Manner(weight=700, spoken=ACCENT, trails=False),
    "pop": Manner(weight=800, spoken=ACCENT, trails=False),
    "bar": Manner(weight=600, unspoken=_QUIET, backed=0.84, spans=True),
}


def lettered(path: str, colour: str, size: float, *, outlined: bool, at: str) -> tuple[str, str]:
    """Letters as SVG: the line around them, empty if none, and their inside.

    All lines of a drawing go below all insides, so that no letter is cut by the next one's.
    """
    inside = f'<path transform="{at}" fill="{colour}" d="{path}"/>'
    line = (
        f'<path transform="{at}" fill="{DARK}" stroke="{DARK}" stroke-width="{OUTLINE * size:.2f}" '
        f'stroke-linejoin="round" d="{path}"/>'
    )
    return (line if outlined else ""), inside


def drawn(body: str, width: int, height: int, *, shadow: float = 0.0) -> NDArray[np.uint8]:
    """An overlay's pixels as premultiplied RGBA, over a soft shadow where a size is given."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{body}</svg>'
    rgba = rasterise(svg.encode(), width, height)
    if shadow:
        solid = np.ascontiguousarray(rgba[:, :, 3])
        soft = _softened(solid, _SOFT * shadow)
        through = cv2.bitwise_not(solid)
        rgba[:, :, 3] = cv2.add(solid, cv2.multiply(soft, through, scale=_SHADE / 255))
    return rgba


def _softened(solid: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    height, width = solid.shape
    small = (-(-width // _COARSE), -(-height // _COARSE))
    coarse = cv2.resize(solid, small, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(coarse, (0, 0), reach / _COARSE, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(cv2.resize(blurred, (width, height)), np.uint8)

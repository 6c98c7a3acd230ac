"""A film's mark in a picture: its own pixels and colours, and a plate where it needs one."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from media.contrast import luminance
from media.errors import InputError
from media.types import Image
from media.workspace import Workspace
from models.preview.panels.drawing import box

SEEN = 2.3
"""Contrast that nearly all of a mark has against its ground."""
FAINTEST = 0.1
"""Share of a mark that may have less."""
GAIN = 0.6
"""What a plate must add to the contrast to be worth it."""
PLATES = ("#f6f4ef", "#14161b")
ROOM = 0.22
"""Of its shorter side, kept free around a mark on its plate."""
_SAMPLE = 96


@dataclass(frozen=True)
class Mark:
    """A picture to be set into others."""

    uri: str
    width: int
    height: int
    _luminance: NDArray[np.float64]
    """Of a coarse picture of it."""
    _cover: NDArray[np.float64]

    def contrast(self, ground: str) -> float:
        """The contrast of its faintest part that counts against a ground."""
        behind = luminance(ground)
        low = np.minimum(self._luminance, behind)
        high = np.maximum(self._luminance, behind)
        ratio = ((high + 0.05) / (low + 0.05)).ravel()
        order = np.argsort(ratio, kind="stable")
        weight = np.cumsum(self._cover.ravel()[order])
        return float(ratio[order][np.searchsorted(weight, FAINTEST * weight[-1])])

    def plate(self, ground: str) -> str:
        """The colour of the plate that it needs on a ground; nothing where it is seen as it is."""
        now = self.contrast(ground)
        best = max(PLATES, key=self.contrast)
        return best if now < SEEN and self.contrast(best) >= now + GAIN else ""

    def drawn(self, ground: str, left: float, top: float, height: float) -> str:
        """The mark at a place, over its plate if it needs one."""
        wide = height * self.width / self.height
        plate = self.plate(ground)
        parts: list[str] = []
        if plate:
            room = self.room(height)
            parts.append(
                box(left - room, top - room, wide + 2 * room, height + 2 * room, plate, room * 0.7)
            )
        parts.append(
            f'<image x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{height:.1f}" '
            f'href="{self.uri}"/>'
        )
        return "".join(parts)

    def room(self, height: float) -> float:
        """What a plate takes around it."""
        return ROOM * min(height, height * self.width / self.height)

    def fitting(self, width: float, height: float) -> float:
        """Its height where it fills a box."""
        return min(height, width * self.height / self.width)


def open_mark(work: Workspace, image: Image) -> Mark:
    """Read a mark.

    Raises:
        InputError: it is no picture with anything on it.
    """
    data = work.open(image).read_bytes()
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] != 4 or not pixels[:, :, 3].any():
        raise InputError("the logo cannot be read", "give it anew", "logo", "BAD_LOGO")
    height, width = pixels.shape[:2]
    factor = min(1.0, _SAMPLE / max(width, height))
    fit = (max(1, round(width * factor)), max(1, round(height * factor)))
    coarse = np.asarray(cv2.resize(pixels, fit, interpolation=cv2.INTER_AREA), np.float64) / 255
    return Mark(
        "data:image/png;base64," + base64.b64encode(data).decode(),
        width,
        height,
        _luminances(coarse[:, :, 2::-1]),
        coarse[:, :, 3],
    )


def _luminances(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance (WCAG 2.2) of pixels from 0 to 1."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])

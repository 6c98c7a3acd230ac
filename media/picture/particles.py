"""What falls and floats, as tiles of light that repeat without a seam.

Drawn from fixed seeds at a height of frame; a shot's seed only says where on a tile it begins. All
are luma to be added, so that what is light stays light.
"""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import PCG64, Generator

from media.picture.yuv import Plane

REFERENCE_ROWS = 1080
"""Lengths are given in pixels of a frame of so many rows."""

_SHIFT = 4
"""Fractional bits of what is drawn."""

_KEPT = 24


@lru_cache(maxsize=_KEPT)
def streaks(rows: int, lean: float, count: int, length: float, light: int, seed: int) -> Plane:
    """Rain at one distance."""
    tile = _Tile(rows, 960, 840)
    for x, y in tile.places(count, seed):
        reach = length * (0.7 + 0.5 * tile.dice.random())
        tile.line(x, y, -lean * reach, reach, light * (0.6 + 0.4 * tile.dice.random()))
    return tile.softened(0.7)


@lru_cache(maxsize=_KEPT)
def flakes(rows: int, count: int, radius: float, light: int, seed: int) -> Plane:
    """Snow or dust at one distance: soft discs."""
    tile = _Tile(rows, 960, 900)
    for x, y in tile.places(count, seed):
        size = radius * (0.65 + 0.6 * tile.dice.random())
        tile.disc(x, y, size, light * (0.55 + 0.45 * tile.dice.random()))
    return tile.softened(0.45 * radius)


@lru_cache(maxsize=_KEPT)
def glints(rows: int, count: int, length: float, light: int, seed: int) -> Plane:
    """Short flat lights of the sun or the moon on waves."""
    tile = _Tile(rows, 960, 540)
    for x, y in tile.places(count, seed):
        reach = length * (0.4 + tile.dice.random())
        tile.line(x, y, reach, 0.0, light * (0.4 + 0.6 * tile.dice.random()))
    return tile.softened(0.9)


@lru_cache(maxsize=_KEPT)
def rings(rows: int, phase: float, count: int, light: int, seed: int) -> Plane:
    """The rings of drops on water, each somewhere between its fall and its end."""
    tile = _Tile(rows, 960, 480)
    for x, y in tile.places(count, seed):
        age = (phase + tile.dice.random()) % 1.0
        radius = 3 + 26 * age * (0.5 + tile.dice.random())
        tile.ring(x, y, radius, 0.28 * radius, light * (1 - age))
    return tile.softened(0.6)


@lru_cache(maxsize=4)
def haze(rows: int, columns: int, seed: int) -> Plane:
    """Soft banks that repeat across: 0 clear, 255 thick."""
    height, width = max(4, rows // 8), max(8, columns // 8)
    frequency_y = np.fft.fftfreq(height)[:, None] * height / 1.2
    frequency_x = np.fft.rfftfreq(width)[None, :] * height * 2.6
    white = Generator(PCG64(seed)).standard_normal((height, width))
    spectrum = np.fft.rfft2(white) / (2.0 + np.hypot(frequency_x, frequency_y)) ** 1.8
    spectrum[0, 0] = 0
    noise = np.fft.irfft2(spectrum, (height, width))
    low = np.clip(128 + 70 * noise / noise.std(), 0, 255).astype(np.uint8)
    wide = cv2.resize(
        np.hstack([low, low, low]), (3 * columns, rows), interpolation=cv2.INTER_CUBIC
    )
    return np.ascontiguousarray(wide[:, columns : 2 * columns], np.uint8)


class _Tile:
    """A drawing board whose edges meet; lengths are pixels of the reference."""

    def __init__(self, rows: int, width: int, height: int) -> None:
        self._scale = rows / REFERENCE_ROWS
        self._plane = np.zeros(
            (max(8, round(height * self._scale)), max(8, round(width * self._scale))), np.uint8
        )
        self._size = (width, height)
        self.dice = Generator(PCG64(0))

    def places(self, count: int, seed: int) -> list[tuple[float, float]]:
        """So many places on the tile, spread as by chance; the dice start anew."""
        self.dice = Generator(PCG64(seed))
        at = self.dice.random((count, 2)) * self._size
        return [(float(x), float(y)) for x, y in at]

    def line(self, x: float, y: float, right: float, down: float, light: float) -> None:
        """A line from a place."""
        wide = max(1, round(1.8 * self._scale))
        for left, top in self._repeated():
            start, end = self._at(x + left, y + top), self._at(x + left + right, y + top + down)
            cv2.line(self._plane, start, end, (light,), wide, cv2.LINE_AA, _SHIFT)

    def disc(self, x: float, y: float, radius: float, light: float) -> None:
        """A filled circle around a place."""
        size = round(max(0.6, radius * self._scale) * (1 << _SHIFT))
        for left, top in self._repeated():
            middle = self._at(x + left, y + top)
            cv2.circle(self._plane, middle, size, (light,), -1, cv2.LINE_AA, _SHIFT)

    def ring(self, x: float, y: float, across: float, down: float, light: float) -> None:
        """An ellipse around a place."""
        axes = (self._fixed(across), self._fixed(down))
        wide = max(1, round(1.6 * self._scale))
        for left, top in self._repeated():
            middle = self._at(x + left, y + top)
            cv2.ellipse(self._plane, middle, axes, 0, 0, 360, (light,), wide, cv2.LINE_AA, _SHIFT)

    def softened(self, sigma: float) -> Plane:
        """The tile, a little out of focus."""
        sigma *= self._scale
        if sigma < 0.3:
            return self._plane
        reach = math.ceil(3 * sigma) + 1
        padded = np.pad(self._plane, reach, mode="wrap")
        soft = cv2.GaussianBlur(padded, (0, 0), sigma)[reach:-reach, reach:-reach]
        return np.ascontiguousarray(soft, np.uint8)

    def _repeated(self) -> list[tuple[float, float]]:
        width, height = self._size
        return [(i * width, j * height) for i in (-1, 0, 1) for j in (-1, 0, 1)]

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return self._fixed(x), self._fixed(y)

    def _fixed(self, length: float) -> int:
        return round(length * self._scale * (1 << _SHIFT))

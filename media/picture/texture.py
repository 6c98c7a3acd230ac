"""Paper, tooth and strokes: still textures that are laid into a panel once.

All are tiles of bytes drawn from fixed seeds, one pixel a panel unit, repeated over the raster at
its scale: a film looks the same at every height and on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.yuv import Plane

TILE = 512


@cache
def tooth() -> Plane:
    """The grain of drawing paper, 0 to 255 about 128."""
    fine = _smooth(3, 1.5) * 0.8 + _smooth(4, 3.5) * 0.4
    return _bytes(fine, 44)


@cache
def chalk() -> Plane:
    """The marks of a stick of charcoal, drawn one way over paper with teeth."""
    strokes = _along(_smooth(15, 2.2), 41, 142)
    return _bytes(0.5 * strokes / strokes.std() + 0.8 * _smooth(3, 1.3), 38)


@cache
def fibre() -> Plane:
    """Handmade paper: cloudy, with short fibres."""
    clouds = _smooth(5, 40) * 0.8 + _smooth(6, 1.2) * 0.5
    strands = _along(_white(7), 23, 17) + _along(_white(8), 19, 104)
    return _bytes(clouds + 0.9 * strands / strands.std(), 34)


@cache
def pigment() -> Plane:
    """Colour that settled unevenly: blooms and granules."""
    return _bytes(_smooth(9, 46) + 0.8 * _smooth(10, 14) + 0.55 * _smooth(11, 1.5), 40)


@cache
def hatching(degrees: float, pitch: float) -> Plane:
    """Pen strokes, 255 in their middle and 0 between them, a little unsteady."""
    y, x = np.mgrid[0:TILE, 0:TILE].astype(np.float32)
    turn = np.radians(degrees)
    # Whole numbers of strokes over the tile in both directions, so that it repeats.
    across = round(TILE * np.sin(turn) / pitch) / TILE
    down = round(TILE * np.cos(turn) / pitch) / TILE
    wander = 0.16 * _smooth(12, 30) + 0.06 * _smooth(13, 8)
    wave = np.cos(2 * np.pi * (x * across + y * down + wander))
    weight = 0.55 + 0.16 * _smooth(14, 20)
    return np.clip(255 * (wave - weight) / 0.35 + 128, 0, 255).astype(np.uint8)


@cache
def grid(pitch: int = 64) -> Plane:
    """Thin lines across and down, every fourth one firmer."""
    lines = np.zeros((TILE, TILE), np.uint8)
    for spacing, firmness in ((pitch, 120), (4 * pitch, 255)):
        lines[pitch // 2 :: spacing], lines[:, pitch // 2 :: spacing] = firmness, firmness
    return np.asarray(cv2.GaussianBlur(lines, (0, 0), 0.7), np.uint8)


def laid(draw: Callable[[], Plane], scale: float, x: int, y: int, width: int, height: int) -> Plane:
    """A texture over a part of a raster of `scale` pixels a panel unit, whose corner is (x, y)."""
    tile = _scaled(draw, max(16, round(TILE * scale)))
    rows = np.arange(y, y + height) % tile.shape[0]
    columns = np.arange(x, x + width) % tile.shape[1]
    return np.ascontiguousarray(tile[rows][:, columns])


@cache
def _scaled(draw: Callable[[], Plane], size: int) -> Plane:
    """A tile of another size; scaled among its like, so that it still repeats without a seam."""
    how = cv2.INTER_AREA if size < TILE else cv2.INTER_LINEAR
    nine = cv2.resize(np.tile(draw(), (3, 3)), (3 * size, 3 * size), interpolation=how)
    return np.ascontiguousarray(nine[size : 2 * size, size : 2 * size], np.uint8)


def _white(seed: int) -> NDArray[np.float32]:
    return np.random.Generator(np.random.PCG64(seed)).standard_normal((TILE, TILE), np.float32)


def _smooth(seed: int, sigma: float) -> NDArray[np.float32]:
    """Noise with mean 0 and deviation 1 that repeats without a seam."""
    frequency = np.fft.fftfreq(TILE)[:, None] ** 2 + np.fft.rfftfreq(TILE)[None, :] ** 2
    spectrum = np.fft.rfft2(_white(seed)) * np.exp(-2 * (np.pi * sigma) ** 2 * frequency)
    noise = np.fft.irfft2(spectrum, (TILE, TILE))
    return ((noise - noise.mean()) / noise.std()).astype(np.float32)


def _along(noise: NDArray[np.float32], length: int, degrees: float) -> NDArray[np.float32]:
    """Noise smeared in one direction."""
    kernel = np.zeros((length, length), np.float32)
    middle, turn = length // 2, np.radians(degrees)
    reach = np.array([np.cos(turn), np.sin(turn)]) * middle
    start, end = np.rint(middle - reach).astype(int), np.rint(middle + reach).astype(int)
    cv2.line(kernel, tuple(start.tolist()), tuple(end.tolist()), 1.0)
    padded = np.pad(noise, middle, mode="wrap")
    smeared = cv2.filter2D(padded, -1, kernel / kernel.sum())
    return np.asarray(smeared[middle:-middle, middle:-middle], np.float32)


def _bytes(noise: NDArray[np.floating], spread: float) -> Plane:
    return np.clip(np.rint(128 + spread * noise / noise.std()), 0, 255).astype(np.uint8)

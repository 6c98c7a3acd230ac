"""Noise taken out of a clip: over time where the picture stands, in the picture where it moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.edit.reading import frames_of, sound_of
from media.edit.remake import remade
from media.edit.windows import windows
from media.types import Video
from media.workspace import Workspace

REACH = 3
"""Frames before and after that each is averaged with."""
PATCH = 7
"""Side of the squares by whose likeness a pixel counts as standing."""
TOLERANCE = 1.3
"""A square may differ by so much more than noise alone would make it before it counts less."""
FALL = 2.0
"""How fast it counts less from there on."""
LEAST_NOISE = 0.8
"""Levels; what has less has none."""


def denoise(work: Workspace, clip: Video, strength: float, spatial: float) -> Video:
    """Take the noise out of a clip.

    Args:
        work: where it is and goes.
        clip: what is noisy.
        strength: how far, against the noise measured in each frame.
        spatial: how far single frames are smoothed where they cannot be averaged with others.
    """
    frames = denoised(frames_of(work, clip), strength, spatial)
    return remade(work, clip, frames, sound=sound_of(work, clip))


def denoised(frames: Iterable[Frame], strength: float, spatial: float) -> Iterator[Frame]:
    """Frames with less noise, each from itself and the few around it."""
    for around, middle in windows(frames, REACH):
        yield _cleaned(around, middle, strength, spatial)


def noise_of(grey: NDArray[np.float32]) -> float:
    """Standard deviation of a picture's noise, by what no edge explains (Immerkær, 1996)."""
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    found = np.abs(cv2.filter2D(grey, cv2.CV_32F, mask))
    # The median heeds the flat parts, where the mean would take texture for noise.
    return float(np.median(found)) / 0.6745 / 6


def _cleaned(around: list[Frame], middle: int, strength: float, spatial: float) -> Frame:
    frame = around[middle]
    colours = np.asarray(frame[..., :3], np.float32)
    noise = np.array([max(LEAST_NOISE, noise_of(part)) for part in _channels(colours)], np.float32)
    noise *= np.float32(strength)
    total, weight = colours.copy(), np.ones(colours.shape[:2], np.float32)
    for index, other in enumerate(around):
        if index != middle:
            near = np.asarray(other[..., :3], np.float32)
            part = _likeness(colours, near, noise)
            total += near * part[..., None]
            weight += part
    mean = np.asarray(total / weight[..., None], np.float32)
    if spatial > 0:
        mean = _smoothed(mean, weight, float(noise.mean()), spatial)
    clean = np.clip(np.rint(mean), 0, 255).astype(np.uint8)
    return np.concatenate([clean, frame[..., 3:]], axis=2)


def _channels(colours: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    return [np.asarray(part, np.float32) for part in cv2.split(colours)]


def _likeness(
    one: NDArray[np.float32], other: NDArray[np.float32], noise: NDArray[np.float32]
) -> NDArray[np.float32]:
    """1 where two frames differ by noise alone, 0 where something moved.

    In all colours: red on green may be no brighter.
    """
    apart = np.square((one - other) / noise).mean(axis=2)
    excess = np.maximum(cv2.boxFilter(apart, -1, (PATCH, PATCH)) / 2 - TOLERANCE, 0)
    return np.asarray(np.exp(-excess * FALL), np.float32)


def _smoothed(
    mean: NDArray[np.float32], weight: NDArray[np.float32], noise: float, spatial: float
) -> NDArray[np.float32]:
    """More smoothing in the picture the fewer frames went into a pixel."""
    left = noise / np.sqrt(weight)
    soft = cv2.bilateralFilter(mean, 5, 3.0 * noise * spatial + 1e-3, 2.0)
    share = np.clip(left / noise, 0, 1)[..., None] * np.float32(min(1.0, spatial))
    return np.asarray(mean + (soft - mean) * share, np.float32)

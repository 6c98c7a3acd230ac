"""How like two pictures are."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.codec.clips import Frame
from media.colour.lab import to_lab
from media.still.files import load_opaque
from media.still.kinds import Likeness
from media.still.shape import scaled
from media.types import Image
from media.workspace import Workspace

SIGMA = 1.5
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
BINS = 16
BEST_DB = 100.0
"""What equal pictures are given for a ratio that is infinite."""

Values = NDArray[np.float64]


def compare(work: Workspace, *, image: Image, other: Image) -> Likeness:
    """Compare two pictures of the store; what is transparent lies over black."""
    return compared(load_opaque(work, image), load_opaque(work, other, "other"))


def compared(one: Frame, other: Frame) -> Likeness:
    """Compare two pictures, the second brought to the first's size."""
    other = scaled(other, one.shape[1], one.shape[0])
    error = float(np.mean(np.square(one.astype(np.float64) - other)))
    far = np.linalg.norm(to_lab(one) - to_lab(other), axis=2)
    return Likeness(
        ssim=round(ssim(_lightness(one), _lightness(other)), 5),
        psnr_db=round(min(BEST_DB, 10 * np.log10(255**2 / error)) if error else BEST_DB, 3),
        delta_e=round(float(far.mean()), 4),
        histogram_distance=round(_hellinger(one, other), 5),
    )


def _lightness(frame: Frame) -> Values:
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.float64)


def ssim(one: Values, other: Values) -> float:
    """Structural similarity with a Gaussian window of 11 pixels, away from the border."""

    def mean(values: Values) -> Values:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), SIGMA), np.float64)

    first, second = mean(one), mean(other)
    spread = mean(one * one) - first**2, mean(other * other) - second**2
    shared = mean(one * other) - first * second
    alike = (2 * first * second + C1) * (2 * shared + C2)
    alike /= (first**2 + second**2 + C1) * (spread[0] + spread[1] + C2)
    inner = alike[5:-5, 5:-5] if min(alike.shape) > 10 else alike
    return float(inner.mean())


def _hellinger(one: Frame, other: Frame) -> float:
    shares = [_colours(frame) for frame in (one, other)]
    return float(np.sqrt(max(0.0, 1 - np.sqrt(shares[0] * shares[1]).sum())))


def _colours(frame: Frame) -> Values:
    steps = frame.reshape(-1, 3).astype(np.int64) * BINS // 256
    index = (steps[:, 0] * BINS + steps[:, 1]) * BINS + steps[:, 2]
    return np.bincount(index, minlength=BINS**3) / len(index)

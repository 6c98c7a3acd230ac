"""The path of a virtual camera: first where to look all along, then how to move there calmly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Path = NDArray[np.float64]

RELUCTANCE = 0.02
"""What a step to the next place costs, against all that could be held in the frame."""
DEAD_ZONE = 0.06
"""How far, as a share of the frame, what is followed may go before the camera does."""
EASE_S = 0.3
"""Deviation of the bell that smooths the path."""


def best_path(held: Path) -> Path:
    """The places that hold the most in all, with as little wandering as that allows.

    What draws the eye for a moment is not worth the way there and back (Viterbi's algorithm).

    Args:
        held: of shape (frames, places), from 0 to 1.
    """
    count, places = held.shape
    steps = np.arange(places)
    toll = RELUCTANCE * np.abs(steps[:, None] - steps[None, :])
    origin = np.zeros((count, places), np.int16)
    total = held[0]
    for index in range(1, count):
        offers = total[None, :] - toll
        origin[index] = offers.argmax(axis=1)
        total = offers.max(axis=1) + held[index]
        total -= total.max()
    path = np.zeros(count)
    place = int(total.argmax())
    for index in range(count - 1, -1, -1):
        path[index] = place
        place = int(origin[index, place])
    return path


def calm(wanted: Path, window: float, fps: float) -> Path:
    """A path near to the one wanted that stands where it can and never jerks.

    Args:
        wanted: where the middle of the frame had best be, for each frame.
        window: the frame's length.
        fps: frames per second.
    """
    slack = DEAD_ZONE * window
    at = float(np.median(wanted[: max(1, round(EASE_S * fps))]))
    path = np.empty_like(wanted)
    for index, target in enumerate(wanted):
        at = min(max(at, float(target) - slack), float(target) + slack)
        path[index] = at
    return _eased(path, EASE_S * fps)


def _eased(values: Path, deviation: float) -> Path:
    reach = min(max(1, round(3 * deviation)), len(values) - 1)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(deviation, 1e-3)) ** 2)
    # Mirrored about its ends, a path that moves goes on moving there.
    padded = np.pad(values, reach, mode="reflect", reflect_type="odd")
    return np.asarray(np.convolve(padded, bell / bell.sum(), "valid"), np.float64)

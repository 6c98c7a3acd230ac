"""Frames of a moving camera for tests: a landscape with flowers, under a known motion."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from media.samples.picture import landscape
from media.types import Size

Frames = NDArray[np.uint8]
WIDTH, HEIGHT = 320, 180


def meadow(size: Size) -> Frames:
    """The landscape with flowers, which feature trackers need."""
    ground = landscape(size)
    random = np.random.default_rng(1)
    for _ in range(size.width * size.height // 1200):
        place = int(random.integers(0, size.width)), int(random.integers(0, size.height))
        colour = [int(part) for part in random.integers(30, 200, 3)]
        cv2.circle(ground, place, int(random.integers(2, 5)), colour, -1, cv2.LINE_AA)
    return ground


def pan(count: int, speed: float) -> Iterator[Frames]:
    """Frames of a camera that goes to the right, so many pixels a frame."""
    ground = meadow(Size(width=2 * WIDTH, height=HEIGHT))
    for index in range(count):
        left = round(index * speed)
        yield np.ascontiguousarray(ground[:, left : left + WIDTH])


def shaken(count: int, shifts: NDArray[np.float64]) -> Iterator[Frames]:
    """Frames of a camera that shakes by so many pixels and, a little, turns."""
    ground = meadow(Size(width=WIDTH + 80, height=HEIGHT + 80))
    middle = (ground.shape[1] / 2, ground.shape[0] / 2)
    for right, down, turn in shifts[:count]:
        matrix = cv2.getRotationMatrix2D(middle, float(turn), 1.0)
        matrix[:, 2] += (right - 40, down - 40)
        frame = cv2.warpAffine(ground, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC)
        yield np.asarray(frame, np.uint8)


def drift(one: Frames, other: Frames) -> NDArray[np.float64]:
    """How far a picture moved, by the peak of phase correlation about its middle."""
    a, b = (cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32) for part in (one, other))
    window = cv2.createHanningWindow((a.shape[1], a.shape[0]), cv2.CV_32F)
    return np.array(cv2.phaseCorrelate(a, b, window)[0])

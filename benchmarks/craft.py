"""What can be measured of a finished film's pictures: how far neighbours differ, and shimmer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]

CORNER = 0.12
"""A corner's sides as parts of the frame's."""
CLEAR_FRAMES = 24
"""Frames at either end of a clip that may belong to a blend."""
LEAST_FRAMES = 12


def hashed(luma: Luma) -> NDArray[np.bool_]:
    """Difference hash: whether each of 8 x 8 cells is lighter than the one right of it."""
    small = cv2.resize(luma, (9, 8), interpolation=cv2.INTER_AREA).astype(int)
    return (small[:, 1:] > small[:, :-1]).reshape(-1)


def crawl(frames: NDArray[np.float32]) -> float:
    """What changes back and forth from frame to frame, as the mean of its size in levels of luma.

    Second differences in time: a steady drift of light counts as nothing, a flicker fully.
    """
    return float(np.abs(frames[2:] - 2 * frames[1:-1] + frames[:-2]).mean() / 4)


class Craft:
    """Looks at a film once, frame by frame."""

    def __init__(self, film: Path) -> None:
        self._clips: list[dict[str, Any]] = json.loads((film / "timeline.json").read_text())[
            "clips"
        ]
        self._hashes: list[NDArray[np.bool_]] = []
        self._corners: dict[int, list[list[Luma]]] = {}
        middles = {clip["start"] + clip["frames"] // 2 for clip in self._clips}
        held = dict(self._held())
        for number, luma in frames_of(film / "film.mp4"):
            if number in middles:
                self._hashes.append(hashed(luma))
            if number in held:
                corners = self._corners.setdefault(held[number], [[], []])
                for kept, corner in zip(corners, upper_corners(luma), strict=True):
                    kept.append(corner)

    def _held(self) -> Iterator[tuple[int, int]]:
        """Frames during which the camera stands still, with the clip of each."""
        for index, clip in enumerate(self._clips):
            first, last = clip["start"] + CLEAR_FRAMES, clip["start"] + clip["frames"]
            if clip["move"] == "hold":
                yield from ((number, index) for number in range(first, last - CLEAR_FRAMES))

    @property
    def apart(self) -> list[int]:
        """Bits of 64 by which each picture's hash differs from that of the one before it."""
        return [int((one != other).sum()) for one, other in pairwise(self._hashes)]

    @property
    def shimmer(self) -> float | None:
        """The calmer upper corner of each held shot: the worst crawl among them, in levels."""
        found = [
            min(crawl(np.stack(corner).astype(np.float32)) for corner in corners)
            for corners in self._corners.values()
            if len(corners[0]) >= LEAST_FRAMES
        ]
        return max(found, default=None)


def frames_of(film: Path) -> Iterator[tuple[int, Luma]]:
    """Each frame's number and luma."""
    with av.open(str(film)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for number, frame in enumerate(container.decode(video=0)):
            yield number, np.asarray(frame.to_ndarray(format="gray"), np.uint8)


def upper_corners(luma: Luma) -> tuple[Luma, Luma]:
    """The upper left and the upper right corner: captions and figures are below."""
    height, width = (round(CORNER * side) for side in luma.shape)
    return luma[:height, :width].copy(), luma[:height, -width:].copy()

"""Sweeps: the next picture comes up behind a straight edge that travels over the frame.

Only the edge itself is mixed, by a ramp; on its sides there is nothing to compute.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from media.picture.yuv import Plane, Planes


@dataclass(frozen=True, slots=True)
class Sweep:
    """A kind of sweep, called with two pictures and a share like any other blend."""

    down: bool = False
    """The edge lies across and travels up or down; else it stands and travels left or right."""
    back: bool = False
    """It travels to the left, or up."""
    edge: float = 1 / 120
    """Width of the soft edge, as a share of the frame."""

    def __call__(self, target: Planes, other: Planes, share: float) -> None:
        """Show `other` in `target` behind the edge."""
        for mine, theirs in zip(target, other, strict=True):
            self._sweep(mine, theirs, share)

    def _sweep(self, mine: Plane, theirs: Plane, share: float) -> None:
        length = mine.shape[0 if self.down else 1]
        wide = max(1, round(self.edge * length))
        # The ramp comes in from one end of the frame and leaves it whole at the other.
        front = round(share * (length + wide))
        tail = max(0, front - wide)
        head = min(front, length)
        np.copyto(*self._sides(mine, theirs, 0, tail))
        if head > tail:
            ramp = _ramp(self, *mine.shape, wide)
            first = tail - (front - wide)
            part = slice(first, first + head - tail)
            _mix(*self._sides(mine, theirs, tail, head), ramp, self._part(part, wide))

    def _sides(self, mine: Plane, theirs: Plane, start: int, end: int) -> tuple[Plane, Plane]:
        """Both pictures from one distance to another, as the edge travels."""
        length = mine.shape[0 if self.down else 1]
        part = slice(length - end, length - start) if self.back else slice(start, end)
        return (mine[part], theirs[part]) if self.down else (mine[:, part], theirs[:, part])

    def _part(self, part: slice, wide: int) -> tuple[slice, slice]:
        """A part of the ramp, which is laid as the edge travels."""
        laid = slice(wide - part.stop, wide - part.start) if self.back else part
        return (laid, slice(None)) if self.down else (slice(None), laid)


class _Ramp(NamedTuple):
    """How much of each picture shows across the edge, 255 for all."""

    theirs: Plane
    mine: Plane


@lru_cache(maxsize=8)
def _ramp(sweep: Sweep, height: int, width: int, wide: int) -> _Ramp:
    # A raised cosine: its ends are not seen as lines.
    at = (np.arange(wide) + 0.5) / wide
    shares = np.rint(127.5 + 127.5 * np.cos(np.pi * at)).astype(np.uint8)
    shares = shares[::-1] if sweep.back else shares
    if sweep.down:
        laid = np.repeat(shares[:, None], width, axis=1)
    else:
        laid = np.repeat(shares[None, :], height, axis=0)
    return _Ramp(laid, 255 - laid)


def _mix(mine: Plane, theirs: Plane, ramp: _Ramp, part: tuple[slice, slice]) -> None:
    added = cv2.multiply(theirs, ramp.theirs[part], scale=1 / 255)
    kept = cv2.multiply(mine, ramp.mine[part], scale=1 / 255)
    cv2.add(kept, added, dst=mine)


WIPE_LEFT, WIPE_RIGHT = Sweep(back=True), Sweep()
WIPE_UP, WIPE_DOWN = Sweep(down=True, back=True), Sweep(down=True)
SMOOTH_LEFT, SMOOTH_RIGHT = Sweep(back=True, edge=0.3), Sweep(edge=0.3)

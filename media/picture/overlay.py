"""A drawing to lay over frames: premultiplied planes and what they let through."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.yuv import Plane, Planes, from_rgba


@dataclass(frozen=True, slots=True)
class Overlay:
    """A box of pixels, of which only the box is composited."""

    planes: Planes
    veil_y: Plane
    veil_c: Plane

    @classmethod
    def of(cls, rgba: NDArray[np.uint8]) -> Overlay:
        """From premultiplied RGBA with even sides."""
        veil = np.asarray(cv2.bitwise_not(np.ascontiguousarray(rgba[:, :, 3])), np.uint8)
        half = cv2.resize(veil, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        return cls(from_rgba(rgba), veil, np.asarray(half, np.uint8))

    def copy(self) -> Overlay:
        """The same pixels, to be changed apart."""
        planes = Planes(self.planes.y.copy(), self.planes.u.copy(), self.planes.v.copy())
        return Overlay(planes, self.veil_y.copy(), self.veil_c.copy())

    def take(self, other: Overlay, rows: slice, columns: slice) -> None:
        """Copy a rectangle, given in even luma pixels, from another overlay."""
        fine = (rows, columns)
        coarse = (
            slice(rows.start // 2, rows.stop // 2),
            slice(columns.start // 2, columns.stop // 2),
        )
        self.planes.y[fine] = other.planes.y[fine]
        self.veil_y[fine] = other.veil_y[fine]
        self.planes.u[coarse] = other.planes.u[coarse]
        self.planes.v[coarse] = other.planes.v[coarse]
        self.veil_c[coarse] = other.veil_c[coarse]

    def lay(self, target: Planes, x: int, y: int) -> None:
        """Composite it over a frame, its corner at even pixels."""
        height, width = self.veil_y.shape
        fine = (slice(y, y + height), slice(x, x + width))
        coarse = (slice(y // 2, (y + height) // 2), slice(x // 2, (x + width) // 2))
        _over(target.y[fine], self.planes.y, self.veil_y)
        _over(target.u[coarse], self.planes.u, self.veil_c)
        _over(target.v[coarse], self.planes.v, self.veil_c)


def even(value: float) -> int:
    """The nearest even pixel."""
    return 2 * round(value / 2)


def _over(target: Plane, source: Plane, veil: Plane) -> None:
    cv2.multiply(target, veil, dst=target, scale=1 / 255)
    cv2.add(target, source, dst=target)

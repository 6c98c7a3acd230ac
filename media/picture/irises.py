"""Irises: the next picture comes up behind a round edge, or one that turns as a clock's hand.

Each is a field: for every pixel the share of the time at which it turns. Only tiles that the edge
crosses are mixed; the others are left or copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture.yuv import Plane, Planes

Grid = NDArray[np.float32]
Field = Callable[[Grid, Grid], Grid]
"""The time, 0 to 1, at which a pixel turns, from its distance to the middle, right and down; both
in half diagonals."""

_TILE = 80
"""Rows of a tile of luma or chroma, about; it is a little wider than high."""


@dataclass(frozen=True, slots=True)
class Iris:
    """A kind of iris, called with two pictures and a share like any other blend."""

    field: Field
    edge: float
    """Width of the soft edge, as a share of the way: no finer than the field's levels."""

    def __call__(self, target: Planes, other: Planes, share: float) -> None:
        """Show `other` in `target` where the field says that it is time."""
        threshold = round(255 * share * (1 + self.edge) / self.edge)
        luma, chroma = (target.y, other.y), ((target.u, other.u), (target.v, other.v))
        for tile in _tiles(self, *target.y.shape):
            _turn((luma,), tile, threshold)
        for tile in _tiles(self, *target.u.shape):
            _turn(chroma, tile, threshold)


class _Tile(NamedTuple):
    """A part of a plane with its part of the field, in levels of the edge's mask."""

    part: tuple[slice, slice]
    field: NDArray[np.int16]
    first: int
    """The part's lowest level."""
    last: int


def _turn(pairs: Iterable[tuple[Plane, Plane]], tile: _Tile, threshold: int) -> None:
    """Bring a tile of each first plane up to date with the second."""
    if threshold <= tile.first:
        return
    if threshold >= tile.last + 255:
        for mine, theirs in pairs:
            np.copyto(mine[tile.part], theirs[tile.part])
        return
    _, levels = cv2.threshold(np.int16(threshold) - tile.field, 0, 0, cv2.THRESH_TOZERO)
    mask = cv2.convertScaleAbs(levels)
    rest = cv2.bitwise_not(mask)
    for mine, theirs in pairs:
        added = cv2.multiply(theirs[tile.part], mask, scale=1 / 255)
        kept = cv2.multiply(mine[tile.part], rest, scale=1 / 255)
        cv2.add(kept, added, dst=mine[tile.part])


@lru_cache(maxsize=4)
def _tiles(iris: Iris, height: int, width: int) -> tuple[_Tile, ...]:
    """The field of a plane in parts; luma and chroma of two kinds are kept at a time."""
    corner = np.hypot(height, width) / 2
    x = ((np.arange(width) + 0.5 - width / 2) / corner).astype(np.float32)[None, :]
    y = ((np.arange(height) + 0.5 - height / 2) / corner).astype(np.float32)[:, None]
    levels = np.rint(np.clip(iris.field(x, y), 0, 1) * 255 / iris.edge).astype(np.int16)
    found: list[_Tile] = []
    for rows in _parts(height, _TILE):
        for columns in _parts(width, _TILE * 6 // 5):
            field = np.ascontiguousarray(levels[rows, columns])
            found.append(_Tile((rows, columns), field, int(field.min()), int(field.max())))
    return tuple(found)


def _parts(length: int, each: int) -> list[slice]:
    edges = np.linspace(0, length, max(1, round(length / each)) + 1).astype(int).tolist()
    return [slice(start, end) for start, end in pairwise(edges)]


def _outwards(x: Grid, y: Grid) -> Grid:
    return np.hypot(x, y)


def _inwards(x: Grid, y: Grid) -> Grid:
    return 1 - np.hypot(x, y)


def _around(x: Grid, y: Grid) -> Grid:
    """As a clock's hand goes, from twelve."""
    return np.asarray(np.arctan2(-x, y) / (2 * np.pi) + 0.5, np.float32)


CIRCLE_OPEN, CIRCLE_CLOSE = Iris(_outwards, 1 / 60), Iris(_inwards, 1 / 60)
RADIAL = Iris(_around, 1 / 100)

"""Pictures in tiles that a card holds; they fade into each other, so that no seam is seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Light = NDArray[np.float32]
"""A picture of shape (height, width, channels) from 0 to 1."""


class Tiling(NamedTuple):
    """How large tiles are, and by how much they lie over each other at least."""

    edge: int
    overlap: int
    multiple_of: int
    """What a tile's edges have to be multiples of."""

    def starts(self, length: int) -> list[int]:
        """Where tiles begin along a side, at even distances."""
        if length <= self.edge:
            return [0]
        count = math.ceil((length - self.overlap) / (self.edge - self.overlap))
        return [round(index * (length - self.edge) / (count - 1)) for index in range(count)]

    def tiles(self, width: int, height: int) -> int:
        """How many tiles a picture has."""
        return len(self.starts(width)) * len(self.starts(height))

    def enlarged(self, light: Light, factor: int, ask: Callable[[Light], Light]) -> Light:
        """A picture so many times as wide and high.

        Args:
            light: the picture.
            factor: how often as wide and high is what the model makes.
            ask: a tile to the tile that the model makes of it.
        """
        height, width = light.shape[:2]
        made = np.zeros((height * factor, width * factor, light.shape[2]), np.float32)
        rows, columns = self._fades(height, factor), self._fades(width, factor)
        for top, down in rows:
            for left, across in columns:
                tile = light[top : top + self.edge, left : left + self.edge]
                found = ask(self._padded(tile))[: len(down), : len(across)]
                y, x = top * factor, left * factor
                weights = down[:, None, None] * across[None, :, None]
                made[y : y + len(down), x : x + len(across)] += found * weights
        return made

    def _padded(self, tile: Light) -> Light:
        """A tile as a model takes it: at the far edges the picture goes on as in a mirror."""
        spare = [-edge % self.multiple_of for edge in tile.shape[:2]]
        if not any(spare):
            return tile
        return np.pad(tile, ((0, spare[0]), (0, spare[1]), (0, 0)), "symmetric")

    def _fades(self, length: int, factor: int) -> list[tuple[int, NDArray[np.float32]]]:
        """For each tile where it begins, and the share that it has of each pixel it makes."""
        starts, edge = self.starts(length), min(self.edge, length) * factor
        shares = [np.zeros(length * factor) for _ in starts]
        for start, share in zip(starts, shares, strict=True):
            inside = np.arange(edge) + 0.5
            # At the picture's own borders nothing fades.
            before = inside if start else np.full(edge, np.inf)
            after = inside[::-1] if start * factor + edge < len(share) else np.full(edge, np.inf)
            reach = max(1, self.overlap * factor)
            share[start * factor : start * factor + edge] = np.minimum(
                np.minimum(before, after), reach
            )
        whole = np.sum(shares, axis=0)
        return [
            (start, (share / whole)[start * factor : start * factor + edge].astype(np.float32))
            for start, share in zip(starts, shares, strict=True)
        ]

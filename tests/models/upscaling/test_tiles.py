"""Guards tiles: a picture comes back whole, in any size, and nothing shows where they meet."""

import numpy as np
import pytest

from models.upscaling.tiles import Light, Tiling

TILING = Tiling(edge=16, overlap=4, multiple_of=8)


def repeated(tile: Light) -> Light:
    """What the simplest model makes."""
    assert all(edge % TILING.multiple_of == 0 for edge in tile.shape[:2])
    return tile.repeat(2, axis=0).repeat(2, axis=1)


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (17, 5), (40, 33), (16, 61)])
def test_a_picture_comes_back_whole(size: tuple[int, int]) -> None:
    random = np.random.default_rng(0)
    light = random.random((*size, 3), np.float32)
    made = TILING.enlarged(light, 2, repeated)
    assert made == pytest.approx(light.repeat(2, axis=0).repeat(2, axis=1), abs=1e-6)


@pytest.mark.parametrize("length", [17, 29, 40, 100, 257])
def test_tiles_cover_a_side_and_lie_over_each_other(length: int) -> None:
    starts = TILING.starts(length)
    assert (starts[0], starts[-1]) == (0, length - TILING.edge)
    steps = np.diff(starts)
    assert steps.min() > 0 and steps.max() <= TILING.edge - TILING.overlap
    assert TILING.tiles(length, 10) == len(starts)


def test_tiles_of_unlike_lightness_fade_into_each_other() -> None:
    lightness = iter(range(100))

    def unlike(tile: Light) -> Light:
        return repeated(np.full_like(tile, next(lightness) % 2))

    row = TILING.enlarged(np.zeros((8, 40, 3), np.float32), 2, unlike)[0, :, 0]
    assert row.min() == 0 and row.max() == 1
    # A seam would be a step from 0 to 1.
    assert np.abs(np.diff(row)).max() < 0.2

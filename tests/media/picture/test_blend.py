"""Guards transitions: exact ends, exact middles, black of the limited range."""

import numpy as np
import pytest

from media.picture.blend import darken, dissolve, smooth
from media.picture.yuv import Planes


def flat(y: int, u: int, v: int) -> Planes:
    return Planes(
        np.full((4, 4), y, np.uint8), np.full((2, 2), u, np.uint8), np.full((2, 2), v, np.uint8)
    )


def test_a_dissolve_halfway_is_the_mean():
    target = flat(100, 60, 200)

    dissolve(target, flat(200, 100, 100), 0.5)

    assert (target.y[0, 0], target.u[0, 0], target.v[0, 0]) == (150, 80, 150)


def test_no_light_is_black():
    target = flat(200, 60, 220)

    darken(target, 0)

    assert (target.y[0, 0], target.u[0, 0], target.v[0, 0]) == (16, 128, 128)


def test_full_light_changes_nothing():
    target = flat(200, 60, 220)

    darken(target, 1)

    assert (target.y[0, 0], target.u[0, 0], target.v[0, 0]) == (200, 60, 220)


@pytest.mark.parametrize(("t", "share"), [(-1, 0), (0, 0), (0.5, 0.5), (1, 1), (2, 1)])
def test_smooth_runs_from_nothing_to_all(t, share):
    assert smooth(t) == share

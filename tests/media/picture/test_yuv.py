"""Guards the colours: BT.709 in limited range, premultiplied alpha, and the way back."""

import numpy as np
import pytest

from media.picture.yuv import BLACK, Planes, from_rgba, to_bgr


def flat(red: int, green: int, blue: int, alpha: int = 255) -> Planes:
    return from_rgba(np.full((4, 4, 4), (red, green, blue, alpha), np.uint8))


# 8-bit code values of 100 % colours, from ITU-R BT.709-6 by its own formulas.
@pytest.mark.parametrize(
    ("rgb", "yuv"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_primaries_have_the_code_values_of_bt709(rgb, yuv):
    planes = flat(*rgb)

    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == yuv


def test_transparent_pixels_stay_nothing():
    planes = flat(0, 0, 0, 0)

    assert not planes.y.any()
    assert not planes.u.any()


def test_half_transparent_white_is_half_of_white():
    assert flat(128, 128, 128, 128).y[0, 0] == pytest.approx(235 / 2, abs=1)


def test_a_picture_comes_back_as_it_went():
    bgr = to_bgr(flat(200, 120, 40))

    assert np.abs(bgr[0, 0].astype(int) - (40, 120, 200)).max() <= 2


def test_blank_is_black():
    assert tuple(plane[0, 0] for plane in Planes.blank(8, 4)) == BLACK

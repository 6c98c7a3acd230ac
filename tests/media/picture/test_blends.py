"""Guards blends: exact at both ends, the way that their names say, soft edges, no leak of one
plane's place into another's."""

from typing import get_args

import numpy as np
import pytest

from media.picture.blends import DIPS, MIXES
from media.picture.yuv import Planes
from media.timeline import Joining

HEIGHT, WIDTH = 90, 160
SHAPES = ((HEIGHT, WIDTH), (HEIGHT // 2, WIDTH // 2), (HEIGHT // 2, WIDTH // 2))


def flat(level: int) -> Planes:
    return Planes(*(np.full(shape, level, np.uint8) for shape in SHAPES))


def noise(seed: int) -> Planes:
    draw = np.random.default_rng(seed)
    return Planes(*(draw.integers(16, 236, shape, dtype=np.uint8) for shape in SHAPES))


def mixed(kind: Joining, share: float, first: Planes, second: Planes) -> Planes:
    target = Planes(*(plane.copy() for plane in first))
    MIXES[kind](target, second, share)
    return target


def test_every_joining_is_drawn() -> None:
    assert set(get_args(Joining)) == {"cut", *DIPS, *MIXES}
    assert len(get_args(Joining)) >= 14


@pytest.mark.parametrize("kind", MIXES)
def test_the_ends_are_the_pictures_themselves(kind: Joining) -> None:
    first, second = noise(1), noise(2)
    for share, wanted in ((0.0, first), (1.0, second)):
        for plane, like in zip(mixed(kind, share, first, second), wanted, strict=True):
            assert np.array_equal(plane, like)


@pytest.mark.parametrize("kind", MIXES)
def test_halfway_shows_as_much_of_each(kind: Joining) -> None:
    shown = mixed(kind, 0.5, flat(40), flat(200))
    for plane in shown:
        share = float(plane.mean() - 40) / 160
        # A circle of half the way to the corners covers less than half of the frame, or more.
        assert share == pytest.approx(0.5, abs=0.12)


@pytest.mark.parametrize("kind", MIXES)
def test_the_second_picture_only_gains(kind: Joining) -> None:
    means = [mixed(kind, share, flat(40), flat(200)).y.mean() for share in np.linspace(0, 1, 24)]
    assert means == sorted(means)
    assert np.diff(means).max() < 30


@pytest.mark.parametrize("kind", MIXES)
def test_the_same_twice_is_the_same(kind: Joining) -> None:
    one, other = (mixed(kind, 0.37, noise(1), noise(2)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        ("wipe_left", "right"),
        ("wipe_right", "left"),
        ("wipe_up", "bottom"),
        ("wipe_down", "top"),
        ("smooth_left", "right"),
        ("smooth_right", "left"),
        ("slide_left", "right"),
        ("slide_right", "left"),
        ("cover_left", "right"),
    ],
)
def test_the_second_picture_comes_from_its_side(kind: Joining, side: str) -> None:
    for plane in mixed(kind, 0.3, flat(40), flat(200)):
        height, width = plane.shape
        spots = {
            "left": plane[height // 2, 0],
            "right": plane[height // 2, -1],
            "top": plane[0, width // 2],
            "bottom": plane[-1, width // 2],
        }
        opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[side]
        assert spots[side] > 180
        assert spots[opposite] == 40


def test_a_circle_opens_from_the_middle_and_another_closes_on_it() -> None:
    opened, closed = (
        mixed(kind, 0.4, flat(40), flat(200)).y for kind in ("circle_open", "circle_close")
    )
    assert (opened[HEIGHT // 2, WIDTH // 2], opened[0, 0]) == (200, 40)
    assert (closed[HEIGHT // 2, WIDTH // 2], closed[0, 0]) == (40, 200)


def test_a_hand_goes_round_from_twelve() -> None:
    shown = mixed("radial", 0.25, flat(40), flat(200)).y
    assert (shown[4, WIDTH - 4], shown[HEIGHT - 4, WIDTH - 4], shown[4, 4]) == (200, 40, 40)


@pytest.mark.parametrize("kind", ["smooth_left", "circle_open", "radial"])
def test_an_edge_is_soft(kind: Joining) -> None:
    shown = mixed(kind, 0.37, flat(16), flat(235)).y
    between = (shown > 30) & (shown < 220)
    assert between.sum() > 100


@pytest.mark.parametrize("kind", ["blur", "pixelize"])
def test_detail_is_gone_in_the_middle(kind: Joining) -> None:
    first, second = noise(1), noise(2)
    assert mixed(kind, 0.5, first, second).y.std() < 0.35 * first.y.std()


@pytest.mark.parametrize("shape", [(180, 320), (1080, 608), (36, 30)])
@pytest.mark.parametrize("kind", MIXES)
def test_any_frame_can_be_blended(kind: Joining, shape: tuple[int, int]) -> None:
    half = (shape[0] // 2, shape[1] // 2)
    first, second = (
        Planes(*(np.full(s, level, np.uint8) for s in (shape, half, half))) for level in (40, 200)
    )
    MIXES[kind](first, second, 0.5)
    assert 40 < first.y.mean() < 200

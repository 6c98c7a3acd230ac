"""Guards treatments: layers stay layers, a look holds at every height, textures have no seam."""

from functools import partial
from itertools import combinations

import cv2
import numpy as np
import pytest

from media.picture.panel import Layer, open_panel
from media.picture.texture import TILE, chalk, fibre, grid, hatching, laid, pigment, tooth
from media.picture.treatments.catalog import TREATMENTS
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import LAYERED, panel

SIZE = Size(width=640, height=360)
TEXTURES = [tooth, chalk, fibre, pigment, grid, partial(hatching, 38.0, 9.0)]


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def treated(work, name: str, size: Size = SIZE) -> tuple[Layer, ...]:
    svg = LAYERED.replace("<svg ", f'<svg data-treatment="{name}" ', 1) if name else LAYERED
    return open_panel(work, panel(work, svg), size).layers


def ground(work, name: str, size: Size = SIZE) -> np.ndarray:
    return treated(work, name, size)[0].planes.y.astype(float)


@pytest.mark.parametrize("name", TREATMENTS)
def test_colours_stay_within_what_is_covered(work, name):
    plain = treated(work, "")
    for before, layer in zip(plain[1:], treated(work, name)[1:], strict=True):
        alpha = 255 - layer.veil_y.astype(int)
        assert (layer.planes.y.astype(int) <= 235 * alpha / 255 + 2).all()
        assert (layer.planes.y.astype(int) >= 16 * alpha / 255 - 2).all()
        assert (alpha == 255).sum() >= 0.98 * (before.veil_y == 0).sum()
    assert int(treated(work, name)[0].planes.y.min()) >= 16


@pytest.mark.parametrize("name", TREATMENTS)
def test_the_same_panel_is_treated_the_same_at_any_height(work, name):
    small = ground(work, name)
    large = cv2.resize(
        ground(work, name, Size(width=1280, height=720)), small.shape[::-1],
        interpolation=cv2.INTER_AREA,
    )  # fmt: skip
    assert small.mean() == pytest.approx(large.mean(), abs=6)
    assert small.std() == pytest.approx(large.std(), rel=0.35)


def test_treatments_are_told_apart(work):
    looks = {name: np.concatenate([p.ravel()[::37] for p in treated(work, name)[0].planes])
             for name in ("", *TREATMENTS)}  # fmt: skip
    for one, other in combinations(looks, 2):
        assert np.abs(looks[one].astype(int) - looks[other]).mean() > 4, (one, other)


def test_groups_that_ask_for_it_are_left_out(work):
    svg = LAYERED.replace("<svg ", '<svg data-treatment="blueprint" ', 1)
    plain = svg.replace('data-depth="0.5"', 'data-depth="0.5" data-plain="1"')
    before = treated(work, "")[1]
    after = open_panel(work, panel(work, plain), SIZE).layers[1]
    inside = after.planes.y[after.veil_y == 0]
    assert np.median(inside) == np.median(before.planes.y[before.veil_y == 0])


@pytest.mark.parametrize("draw", TEXTURES)
@pytest.mark.parametrize("scale", [0.36, 1.0, 1.08])
def test_textures_repeat_without_a_seam(draw, scale):
    size = round(TILE * scale)
    seen = laid(draw, scale, 0, 0, 2 * size, 2 * size).astype(int)
    steps = np.abs(np.diff(seen, axis=1)).mean(axis=0)
    assert steps[size - 1] <= 1.05 * np.delete(steps, size - 1).max()
    assert np.array_equal(laid(draw, scale, 7, 5, 40, 30), seen[5:35, 7:47])

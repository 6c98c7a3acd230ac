"""Guards the panel format: layers, what is refused, and pictures that are no drawings."""

import cv2
import numpy as np
import pytest

from media.errors import InputError
from media.picture.panel import canvas_of, open_panel
from media.types import Image, Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import LAYERED, PLAIN, panel

SIZE = Size(width=320, height=180)


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def test_layers_come_far_to_near_with_the_base_opaque(work):
    layers = open_panel(work, panel(work), SIZE).layers

    assert [layer.depth for layer in layers] == [0, 0.5, 1]
    assert layers[0].veil_y is None
    assert layers[1].veil_y is not None


def test_layers_of_one_depth_become_one(work):
    merged = open_panel(work, panel(work, LAYERED.replace('depth="1"', 'depth="0.5"')), SIZE)

    assert [layer.depth for layer in merged.layers] == [0, 0.5]


def test_an_empty_layer_costs_nothing(work):
    empty = PLAIN.format(fill="#808080").replace("</svg>", '<g data-depth="1"></g></svg>')

    assert len(open_panel(work, panel(work, empty), SIZE).layers) == 1


def test_the_raster_reaches_beyond_the_frame(work):
    opened = open_panel(work, panel(work), SIZE)

    assert opened.width == pytest.approx(320 * 1.2 * 1.08, abs=2)
    assert opened.layers[0].planes.y.min() > 16


def test_grain_lies_on_the_panel_and_is_always_the_same(work):
    grainy = PLAIN.format(fill="#808080").replace("<svg ", '<svg data-grain="0.5" ')
    one = open_panel(work, panel(work, grainy), SIZE).layers[0].planes.y
    again = open_panel(work, panel(work, grainy + " "), SIZE).layers[0].planes.y

    assert one.std() > 1
    assert np.array_equal(one, again)


def test_a_vignette_darkens_the_corners(work):
    shaded = PLAIN.format(fill="#808080").replace("<svg ", '<svg data-vignette="0.5" ')
    luma = open_panel(work, panel(work, shaded), SIZE).layers[0].planes.y

    assert luma[0, 0] < luma[luma.shape[0] // 2, luma.shape[1] // 2] - 20


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        ("<svg", "not XML"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "no layer"),
        (
            PLAIN.format(fill="#fff").replace("<rect", '<image href="/etc/hostname"/><rect'),
            "outside",
        ),
    ],
)
def test_what_is_no_panel_is_refused(work, svg, words):
    with pytest.raises(InputError, match=words):
        open_panel(work, panel(work, svg), SIZE)


def test_a_photograph_is_a_panel_of_one_layer(work):
    path = work.scratch("photo.png")
    cv2.imwrite(str(path), np.full((90, 200, 3), (40, 120, 200), np.uint8))
    photo = work.save(path, Image, format="png", width=200, height=90)

    (layer,) = open_panel(work, photo, SIZE).layers

    assert layer.veil_y is None
    assert layer.planes.y.min() == layer.planes.y.max()


def test_a_broken_photograph_is_refused(work):
    path = work.scratch("broken.png")
    path.write_bytes(b"not a picture")

    with pytest.raises(InputError, match="cannot be read"):
        open_panel(work, work.save(path, Image, format="png", width=8, height=8), SIZE)


@pytest.mark.parametrize(
    ("width", "height", "canvas"),
    [
        (1280, 720, (1920, 1080)),
        (720, 1280, (1080, 1920)),
        (640, 640, (1080, 1080)),
        (3840, 2160, (1920, 1080)),
    ],
)
def test_panels_are_composed_on_one_canvas_per_shape(width, height, canvas):
    assert canvas_of(Size(width=width, height=height)) == canvas

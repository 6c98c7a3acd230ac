"""Guards what a frame shows: layers composed as by the book, and parts that fit together."""

import cv2
import numpy as np
import pytest

from media.picture.panel import open_panel
from media.picture.scene import Scene
from media.picture.yuv import Planes
from media.segments.spec import Picture
from media.types import Size
from tests.fakes import FolderWorkspace
from tests.media.picture.samples import PLAIN, panel

SIZE = Size(width=320, height=180)


@pytest.fixture
def work(tmp_path):
    return FolderWorkspace(tmp_path)


def scene(work, svg=None, move="push_in", energy=1.0):
    image = panel(work, svg) if svg else panel(work)
    picture = Picture(panel=image, move=move, energy=energy, seed=7, clip_frames=60, first=0)
    return Scene(work, picture, SIZE, 30.0)


def painted(scene, frame):
    planes = Planes.blank(SIZE.width, SIZE.height)
    scene.paint(planes, frame)
    return planes


def by_the_book(work, scene, frame):
    """The luma of a frame in floating point, every layer warped whole and laid over the last."""
    opened = open_panel(work, scene.picture.panel, SIZE)
    out = np.zeros((SIZE.height, SIZE.width), np.float32)
    for layer in opened.layers:
        seen = scene.view_at(frame).at_depth(layer.depth)
        step = opened.scale / seen.zoom
        x = opened.width / 2 + seen.x * SIZE.width * opened.scale
        y = opened.height / 2 + seen.y * SIZE.height * opened.scale
        matrix = np.array(
            [
                [step, 0, x + (0.5 - SIZE.width / 2) * step - 0.5 - layer.x],
                [0, step, y + (0.5 - SIZE.height / 2) * step - 0.5 - layer.y],
            ]
        )
        how = {"flags": cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, "dsize": (SIZE.width, SIZE.height)}
        colour = cv2.warpAffine(layer.planes.y.astype(np.float32), matrix, **how)
        if layer.veil_y is None:
            out = colour
        else:
            veil = layer.veil_y.astype(np.float32)
            out = out * cv2.warpAffine(veil, matrix, borderValue=255, **how) / 255 + colour
    return out


@pytest.mark.parametrize("frame", [0, 5, 17, 23, 30, 59])
def test_a_frame_is_its_layers_laid_over_each_other(work, frame):
    shown = scene(work)

    difference = painted(shown, frame).y - by_the_book(work, shown, frame)

    assert np.abs(difference).max() < 3


@pytest.mark.parametrize(
    "move", ["push_in", "pull_out", "pan_left", "pan_right", "tilt_up", "tilt_down"]
)
def test_no_move_shows_what_lies_beyond_the_panel(work, move):
    shown = scene(work, PLAIN.format(fill="#c0c0c0"), move)

    for frame in (-12, 0, 30, 59, 71):
        planes = painted(shown, frame)
        assert planes.y.min() == planes.y.max()
        assert planes.u.min() == planes.u.max()


def test_chroma_stays_with_luma(work):
    edge = PLAIN.format(fill="#ffffff").replace(
        "</g>", '<rect x="960" y="-108" width="1152" height="1296" fill="#0000ff"/></g>'
    )
    planes = painted(scene(work, edge, "hold"), 30)

    luma_edge = int(np.argmin(np.abs(planes.y[90].astype(int) - 133)))
    chroma_edge = int(np.argmin(np.abs(planes.u[45].astype(int) - 184)))

    assert abs(luma_edge - 2 * chroma_edge) <= 2


def test_the_same_frame_twice_is_the_same(work):
    shown = scene(work)

    assert np.array_equal(painted(shown, 20).y, painted(shown, 20).y)

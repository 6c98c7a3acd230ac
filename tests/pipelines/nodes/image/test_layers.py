"""Guards overlays, masks and composites against closed forms."""

from pathlib import Path

import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.still.blend import laid, stamp
from media.still.files import save
from media.still.kinds import Mode
from media.types import Size, Video
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.image.material import BALL, RADIUS, in_ball, ran, read
from tests.pipelines.nodes.running import run_example

FORMS = {
    "normal": lambda b, a: a,
    "multiply": lambda b, a: a * b,
    "screen": lambda b, a: 1 - (1 - a) * (1 - b),
    "overlay": lambda b, a: np.where(b <= 0.5, 2 * a * b, 1 - 2 * (1 - a) * (1 - b)),
    "hard_light": lambda b, a: np.where(a <= 0.5, 2 * a * b, 1 - 2 * (1 - a) * (1 - b)),
    "add": lambda b, a: np.minimum(1, a + b),
    "darken": np.minimum,
    "lighten": np.maximum,
    "difference": lambda b, a: abs(a - b),
}


@pytest.mark.parametrize("mode", FORMS)
def test_colours_meet_by_their_formula(mode: Mode) -> None:
    below = np.random.default_rng(1).integers(0, 256, (9, 9, 3), dtype=np.uint8)
    above = np.random.default_rng(2).random((9, 9, 4)).astype(np.float32)
    alpha, light = above[:, :, 3:], below / 255
    due = alpha * FORMS[mode](light, above[:, :, :3]) + (1 - alpha) * light
    assert np.abs(laid(below, above, mode) - due * 255).max() <= 0.51


def test_soft_light_with_grey_changes_nothing() -> None:
    below = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    grey = np.full((16, 16, 4), [0.5, 0.5, 0.5, 1], np.float32)
    assert np.abs(laid(below, grey, "soft_light").astype(int) - below).max() <= 1


def test_over_nothing_a_colour_is_itself() -> None:
    below = np.zeros((4, 4, 4), np.uint8)
    above = np.full((4, 4, 4), [0.2, 0.4, 0.6, 0.5], np.float32)
    assert laid(below, above, "multiply")[0, 0].tolist() == [51, 102, 153, 128]


def test_an_overlay_goes_where_it_is_put(tmp_path: Path) -> None:
    found, photo = ran("image.overlay", tmp_path, place="bottom_left", margin=0.1, width=0.2)
    changed = np.abs(found.astype(int) - photo).max(axis=2) > 20
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert columns[0] == pytest.approx(36, abs=3) and rows[-1] == pytest.approx(360 - 37, abs=6)
    assert columns[-1] - columns[0] == pytest.approx(128, abs=6)


def test_a_logo_is_on_every_frame_and_the_sound_stays(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    frames = [np.full((72, 128, 3), 40 * n, np.uint8) for n in range(4)]
    size = Size(width=128, height=72)
    sound = np.full((8_000, 2), 0.1, np.float32)
    clip = save_clip(work, frames, size=size, rate=FrameRate(24), sound=sound)
    logo = save(work, np.full((10, 20, 3), (0, 0, 255), np.uint8))
    done = stamp(
        work, picture=clip, logo=logo, place="top_right", margin=0.1, width=0.25, opacity=1.0
    ).picture
    assert isinstance(done, Video) and done.sound
    for frame, plain in zip(read_frames(work.open(done)), frames, strict=True):
        assert frame[10:20, 92:118].mean(axis=(0, 1)) == pytest.approx([0, 0, 255], abs=12)
        assert np.abs(frame[40:].astype(int) - plain[40:]).max() < 6


def test_a_mask_of_a_colour_is_the_ball(tmp_path: Path) -> None:
    done = run_example("image.mask", tmp_path)
    mask = read(done, done.out.mask) > 127
    assert mask.sum() / in_ball((360, 640)).sum() == pytest.approx(0.96, abs=0.05)
    assert not mask[~in_ball((360, 640), RADIUS + 3)].any()
    assert done.out.mask.kind == "mask"


@pytest.mark.parametrize(
    ("shape", "share"), [("rectangle", 0.5 * 0.4), ("ellipse", 0.5 * 0.4 * np.pi / 4)]
)
def test_a_drawn_mask_has_its_area(tmp_path: Path, shape: str, share: float) -> None:
    area = {"left": 0.1, "top": 0.2, "width": 0.5, "height": 0.4}
    done = run_example("image.mask", tmp_path, shape=shape, area=area)
    mask = read(done, done.out.mask) / 255
    assert mask.mean() == pytest.approx(share, abs=0.002)
    rows, columns = np.indices(mask.shape)
    middle = [(axis * mask).sum() / mask.sum() for axis in (columns / 640, rows / 360)]
    assert middle == pytest.approx([0.35, 0.4], abs=0.003)
    upside = run_example("image.mask", tmp_path, shape=shape, area=area, inverted=True)
    assert np.array_equal(255 - read(upside, upside.out.mask), read(done, done.out.mask))


def test_a_composite_is_one_where_white_and_the_other_where_black(tmp_path: Path) -> None:
    done = run_example("image.composite", tmp_path, feather=0.0)
    found, mask = read(done, done.out.image), read(done, done.outputs["mask"].mask)
    upper, lower = (read(done, done.outputs[name].image) for name in ("image", "below"))
    assert np.array_equal(found[mask == 255], upper[mask == 255])
    assert np.array_equal(found[mask == 0], lower[mask == 0])


def test_a_grid_shows_each_picture_whole(tmp_path: Path) -> None:
    done = run_example("image.grid", tmp_path, gap=10)
    page = read(done, done.out.image)
    assert page.shape == (2 * 180 + 30, 2 * 320 + 30, 3)
    photo = read(done, done.outputs["images_1"].image)
    cell = page[10:190, 10:330]
    assert np.abs(cell[::2, ::2].astype(float) - photo[::4, ::4]).mean() < 6
    assert (page[:10] == (0x21, 0x1D, 0x1B)).all()


def test_the_ball_is_where_the_samples_say() -> None:
    assert BALL == (269, 216)

"""Guards colour work against closed forms, known colours and another decoder's pixels."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.colour.curves import Curves, curves, through
from media.colour.grade import Grade, grade
from media.colour.lut import apply
from media.colour.match import match
from media.colour.palette import palette
from media.errors import InputError
from media.samples.look import lut, teal_and_orange
from media.still.files import load, save
from media.types import Document, Image, Size, Video
from pipelines.graph import Flow
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.running import run_example, run_flow


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def noise(seed: int, shape: tuple[int, int] = (64, 96)) -> np.ndarray:
    """Smooth colours all over the cube."""
    rough = np.random.default_rng(seed).integers(0, 256, (8, 12, 3), dtype=np.uint8)
    return cv2.resize(rough, shape[::-1], interpolation=cv2.INTER_CUBIC)


def graded(work: FolderWorkspace, frame: np.ndarray, **settings: float) -> np.ndarray:
    picture = grade(work, picture=save(work, frame), grade=Grade(**settings)).picture
    assert isinstance(picture, Image)
    return load(work, picture)


def light(frame: np.ndarray) -> np.ndarray:
    value = frame / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def test_a_stop_is_twice_the_light(work: FolderWorkspace) -> None:
    frame = np.repeat(np.arange(20, 180, dtype=np.uint8)[None, :, None], 3, axis=2)
    ratio = light(graded(work, frame, exposure_ev=1.0)) / light(frame)
    assert ratio == pytest.approx(np.full_like(ratio, 2.0), rel=0.06)
    assert np.median(ratio) == pytest.approx(2.0, rel=0.005)


def test_nothing_set_changes_nothing(work: FolderWorkspace) -> None:
    assert np.array_equal(graded(work, noise(1)), noise(1))


def test_without_saturation_all_is_grey_and_as_bright(work: FolderWorkspace) -> None:
    frame = noise(2)
    grey = graded(work, frame, saturation=0.0)
    luma = frame @ np.array([0.0722, 0.7152, 0.2126])
    assert np.abs(grey - luma[:, :, None]).max() <= 1.0


def test_warmth_moves_red_and_blue_and_leaves_a_grey_as_bright(work: FolderWorkspace) -> None:
    frame = np.full((8, 8, 3), 120, np.uint8)
    blue, green, red = light(graded(work, frame, temperature=1.0))[0, 0]
    assert red / blue == pytest.approx(2.0, rel=0.03)
    shares = 0.0722 * blue + 0.7152 * green + 0.2126 * red
    assert shares == pytest.approx(light(frame)[0, 0, 0], rel=0.02)


def test_a_clip_is_graded_frame_by_frame_and_keeps_its_sound(
    work: FolderWorkspace,
) -> None:
    frames = [noise(seed, (64, 96)) for seed in range(5)]
    sound = np.full((9_600, 2), 0.25, np.float32)
    clip = save_clip(work, frames, size=Size(width=96, height=64), rate=FrameRate(25), sound=sound)
    done = grade(work, picture=clip, grade=Grade(saturation=0.0)).picture
    assert isinstance(done, Video)
    assert (done.frames, done.rate, done.sound) == (5, FrameRate(25), True)
    for frame, grey in zip(read_frames(work.open(clip)), read_frames(work.open(done)), strict=True):
        luma = frame @ np.array([0.0722, 0.7152, 0.2126])
        assert np.abs(grey - luma[:, :, None]).mean() < 2.5


def test_transparency_stays(work: FolderWorkspace) -> None:
    frame = np.dstack([noise(3), noise(4)[:, :, 0]])
    assert np.array_equal(graded(work, frame, exposure_ev=1.0)[:, :, 3], frame[:, :, 3])


def test_a_curve_goes_through_its_points_and_overshoots_nowhere() -> None:
    points = [(0.0, 0.1), (0.3, 0.1), (0.5, 0.8), (1.0, 0.9)]
    at = np.linspace(0, 1, 501)
    line = through(points, at)
    assert [line[round(500 * x)] for x, _ in points] == pytest.approx([y for _, y in points])
    assert (np.diff(line) >= -1e-12).all()
    assert np.abs(line[:150] - 0.1).max() < 1e-9


def test_lift_gamma_and_gain_do_what_their_formula_says(work: FolderWorkspace) -> None:
    frame = noise(5)
    settings = Curves(lift=(0.1, 0.0, 0.0), gamma=(1.0, 2.0, 1.0), gain=(1.0, 1.0, 0.5))
    picture = curves(work, picture=save(work, frame), curves=settings).picture
    assert isinstance(picture, Image)
    blue, green, red = np.moveaxis(load(work, picture) / 255, 2, 0)
    was = frame / 255
    assert np.abs(red - (was[:, :, 2] * 0.9 + 0.1)).max() < 0.003
    assert np.abs(green - np.sqrt(was[:, :, 1])).max() < 0.003
    assert np.abs(blue - was[:, :, 0] * 0.5).max() < 0.003


def test_two_points_at_one_input_are_refused(work: FolderWorkspace) -> None:
    with pytest.raises(InputError, match="same input"):
        curves(work, picture=save(work, noise(1)), curves=Curves(red=((0.5, 0.1), (0.5, 0.2))))


def looked_up(work: FolderWorkspace, frame: np.ndarray, document: Document) -> np.ndarray:
    picture = apply(work, picture=save(work, frame), lut=document, strength=1.0).picture
    assert isinstance(picture, Image)
    return load(work, picture)


def document(work: FolderWorkspace, text: str) -> Document:
    path = work.scratch("own.cube")
    path.write_text(text)
    return work.save(path, Document, media_type="text/plain")


def test_a_table_gives_what_its_formula_gives(work: FolderWorkspace) -> None:
    frame = noise(6)
    table = teal_and_orange()
    colours = frame[:, :, ::-1] / 255
    brightness = (colours @ np.array([0.2126, 0.7152, 0.0722]))[..., None]
    shadows, lights = np.array([-0.05, 0.02, 0.06]), np.array([0.08, 0.02, -0.08])
    added = (1 - brightness) * shadows + brightness * lights
    due = np.clip(colours + 4 * brightness * (1 - brightness) * added, 0, 1)[:, :, ::-1] * 255
    assert table.shape == (17, 17, 17, 3)
    error = np.abs(looked_up(work, frame, lut(work)) - due)
    # Where the formula clips, it bends inside a cell.
    assert np.quantile(error, 0.95) < 1.0 and error.max() < 6


def test_entries_are_told_apart_by_axis(work: FolderWorkspace) -> None:
    """A table of two a side that swaps red and blue: the order of axes cannot be mistaken."""
    rows = [f"{b} {g} {r}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    swapped = looked_up(work, noise(7), document(work, "LUT_3D_SIZE 2\n" + "\n".join(rows)))
    assert np.abs(swapped.astype(int) - noise(7)[:, :, ::-1]).max() <= 1


def test_a_table_of_lines_inverts(work: FolderWorkspace) -> None:
    inverse = document(work, 'TITLE "x"\nLUT_1D_SIZE 2\n# inverted\n1 1 1\n0 0 0\n')
    assert np.abs(looked_up(work, noise(8), inverse) - (255.0 - noise(8))).max() <= 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no table", "names no size"),
        ("LUT_3D_SIZE 2\n0 0 0\n", "has 1 entries and should have 8"),
        ("LUT_1D_SIZE 2\n0 0\n1 1 1\n", "line 2"),
        ("LUT_3D_SIZE 900\n", "size is 900"),
        ("LUT_1D_SIZE 2\nnan 0 0\n1 1 1\n", "names no size|line 2|entries"),
    ],
)
def test_what_is_no_table_is_refused(work: FolderWorkspace, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        looked_up(work, noise(1), document(work, text))


@pytest.mark.parametrize("method", ["transport", "histogram"])
def test_a_picture_takes_over_the_colours_of_another(work: FolderWorkspace, method: str) -> None:
    own, wanted = noise(9), (noise(10) * np.array([0.5, 0.7, 0.9]) + 20).astype(np.uint8)
    done = match(
        work, picture=save(work, own), reference=save(work, wanted), method=method, strength=1.0
    ).picture
    assert isinstance(done, Image)

    def lab(frame: np.ndarray) -> np.ndarray:
        rows = cv2.cvtColor(frame.astype(np.float32) / 255, cv2.COLOR_BGR2Lab).reshape(-1, 3)
        return np.concatenate([rows.mean(axis=0), rows.std(axis=0)])

    apart, left = np.abs(lab(own) - lab(wanted)), np.abs(lab(load(work, done)) - lab(wanted))
    assert left.max() < 4 < apart.max()


def test_at_no_strength_nothing_is_matched(tmp_path: Path) -> None:
    ran = run_example("color.match", tmp_path, strength=0.0)
    before = cv2.imread(str(ran.path(ran.outputs["picture"].image))).astype(int)
    assert np.abs(cv2.imread(str(ran.path(ran.out.picture))) - before).max() <= 1


def test_a_palette_has_the_colours_and_their_shares(work: FolderWorkspace) -> None:
    frame = np.zeros((60, 100, 3), np.uint8)
    frame[:, :50], frame[:, 50:80], frame[:, 80:] = (30, 40, 200), (90, 160, 40), (240, 240, 235)
    found = palette(work, picture=save(work, frame), colours=5, seed=0)
    assert found.colours == ("#c8281e", "#28a05a", "#ebf0f0")
    assert found.shares == pytest.approx((0.5, 0.3, 0.2), abs=0.01)


def test_the_sample_photo_has_a_red_of_its_balls_size(tmp_path: Path) -> None:
    out = run_example("color.palette", tmp_path, colours=5).out
    reds = [
        share
        for colour, share in zip(out.colours, out.shares, strict=True)
        if int(colour[1:3], 16) > 150 and int(colour[3:5], 16) < 90
    ]
    assert sum(out.shares) == pytest.approx(1, abs=0.001)
    assert reds == pytest.approx([np.pi * (0.16 * 360) ** 2 / (640 * 360)], rel=0.25)


@pytest.mark.parametrize("node", ["color.grade", "color.curves", "color.lut"])
def test_examples_change_the_picture(tmp_path: Path, node: str) -> None:
    ran = run_example(node, tmp_path)
    before = cv2.imread(str(ran.path(ran.outputs["picture"].image))).astype(int)
    change = np.abs(cv2.imread(str(ran.path(ran.out.picture))) - before).mean()
    assert 2 < change < 60


def test_a_node_gives_back_the_kind_that_came_in(tmp_path: Path) -> None:
    small = {"seconds": 0.2, "size": {"width": 160, "height": 90}}
    flow = {
        "nodes": [
            {"id": "clip", "type": "sample.clip", "version": 1, "params": small},
            {"id": "lut", "type": "sample.lut", "version": 1, "params": {}},
            {"id": "example", "type": "color.lut", "version": 1, "params": {"strength": 0.5}},
        ],
        "edges": [
            {"from": "clip.clip", "to": "example.picture"},
            {"from": "lut.lut", "to": "example.lut"},
        ],
    }
    out = run_flow(Flow.model_validate(flow), tmp_path).out
    assert isinstance(out.picture, Video)
    assert (out.picture.frames, out.picture.sound) == (6, True)

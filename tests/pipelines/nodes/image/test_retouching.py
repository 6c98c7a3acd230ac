"""Guards filters, cut-outs, fills and comparisons against what the sample is known to show."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.errors import InputError
from media.samples.picture import landscape
from media.still.cutout import cut_by_mask
from media.still.files import load, save, save_mask
from media.still.inpaint import inpaint
from media.still.kinds import Area
from media.still.likeness import compared
from media.still.masks import finished
from media.types import Size
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.image.material import RADIUS, in_ball, psnr, ran, read
from tests.pipelines.nodes.running import run_example


def test_the_subject_is_cut_out(tmp_path: Path) -> None:
    done = run_example("image.background_remove", tmp_path)
    cut, mask = read(done, done.out.image), read(done, done.out.mask)
    assert np.array_equal(cut[:, :, 3], mask)
    subject, ball = mask > 127, in_ball(mask.shape)
    assert (subject & ball).sum() / (subject | ball).sum() > 0.93
    assert np.array_equal(cut[:, :, :3][subject], read(done, done.outputs["image"].image)[subject])


def test_nothing_to_cut_out_is_said(tmp_path: Path) -> None:
    area = {"left": 0.0, "top": 0.0, "width": 1.0, "height": 1.0}
    with pytest.raises(WorkFailed) as caught:
        run_example("image.background_remove", tmp_path, area=area)
    assert caught.value.field == "area"


def test_what_a_rough_mask_shows_is_cut_out_along_the_picture(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    frame = np.full((120, 160, 3), (200, 150, 90), np.uint8)
    cv2.circle(frame, (60, 60), 30, (30, 40, 210), -1)
    ball = cv2.circle(np.zeros((120, 160), np.uint8), (60, 60), 30, 255, -1)
    rough = np.asarray(cv2.GaussianBlur(ball, (0, 0), 3), np.uint8)
    image, mask = save(work, frame), save_mask(work, rough)
    cut = cut_by_mask(work, image=image, mask=mask, area=None)
    alpha = load(work, cut.image)[:, :, 3].astype(int)
    assert np.abs(alpha - ball).mean() < 0.5 * np.abs(rough.astype(int) - ball).mean()
    right = Area(left=0.5, top=0, width=0.5, height=1)
    half = load(work, cut_by_mask(work, image=image, mask=mask, area=right).image)[:, :, 3]
    assert not half[:, :70].any() and half[60, 84] > 200
    nothing = Area(left=0.8, top=0, width=0.2, height=1)
    with pytest.raises(InputError) as caught:
        cut_by_mask(work, image=image, mask=mask, area=nothing)
    assert caught.value.code == "NO_SUBJECT"


def test_a_mask_of_another_size_is_brought_to_the_pictures_and_turned(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    image = save(work, np.zeros((40, 60, 3), np.uint8))
    mask = save_mask(work, np.asarray((np.arange(30) >= 10) * np.full((20, 1), 255), np.uint8))
    turned = finished(work, image=image, mask=mask, feather=0.0, inverted=True)
    found = load(work, turned)[:, :, 0]
    assert found.shape == (40, 60)
    assert found[:, :18].min() == 255 and found[:, 22:].max() == 0
    soft = load(work, finished(work, image=image, mask=mask, feather=0.2, inverted=False))
    assert len(np.unique(soft)) > 20


def test_the_ball_goes_and_the_landscape_closes(tmp_path: Path) -> None:
    found, photo = ran("image.inpaint", tmp_path)
    behind = landscape(Size(width=640, height=360))
    hole = in_ball(found.shape, RADIUS + 4)
    far = ~in_ball(found.shape, RADIUS + 24)
    assert np.array_equal(found[far], photo[far])
    assert psnr(found[hole], behind[hole]) > psnr(photo[hole], behind[hole]) + 6
    assert found[hole][:, 2].max() < 170


def test_a_scratch_is_filled_smoothly(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    plain = landscape(Size(width=640, height=360))
    scratched = plain.copy()
    scratched[36:42, 64:192] = 255
    image = inpaint(
        work,
        image=save(work, scratched),
        mask=None,
        area=Area(left=0.1, top=0.1, width=0.2, height=6 / 360),
        method="smooth",
        grow_px=0,
        seed=0,
    )
    found = cv2.imread(str(work.open(image)))
    assert psnr(found[36:42, 64:192], plain[36:42, 64:192]) > 30


def test_an_enlarged_picture_made_small_is_what_it_was(tmp_path: Path) -> None:
    found, photo = ran("image.upscale", tmp_path, factor=2.0, detail=0.0)
    again = cv2.resize(found, (640, 360), interpolation=cv2.INTER_AREA)
    plain = cv2.resize(photo, (1280, 720), interpolation=cv2.INTER_LANCZOS4)
    lanczos = cv2.resize(plain, (640, 360), interpolation=cv2.INTER_AREA)
    assert found.shape == (720, 1280, 3)
    assert psnr(again, photo) > psnr(lanczos, photo) + 3


def test_an_enlarged_picture_is_nearer_to_the_large_one_than_lanczos(tmp_path: Path) -> None:
    found, photo = ran("image.upscale", tmp_path, factor=2.0, detail=0.2)
    size = {"width": 1280, "height": 720}
    done = run_example("sample.photo", tmp_path / "large", size=size)
    large = read(done, done.out.image)
    # Grain of the large picture is not in the small one: compare without.
    soft = [cv2.GaussianBlur(frame, (0, 0), 1.0) for frame in (found, large)]
    plain = cv2.resize(photo, (1280, 720), interpolation=cv2.INTER_CUBIC)
    assert psnr(*soft) >= psnr(cv2.GaussianBlur(plain, (0, 0), 1.0), soft[1]) - 0.1


def test_a_blur_takes_detail_and_keeps_light(tmp_path: Path) -> None:
    found, photo = ran("image.blur", tmp_path, radius=0.03)
    assert found.mean() == pytest.approx(photo.mean(), abs=0.5)
    due = cv2.GaussianBlur(photo, (0, 0), 0.03 * 360 / 2)
    assert np.abs(found.astype(int) - due).max() <= 1


def test_a_moving_blur_smears_along_its_line_alone(tmp_path: Path) -> None:
    found, photo = ran("image.blur", tmp_path, kind="motion", radius=0.03, degrees=0.0)

    def detail(frame: np.ndarray, axis: int) -> float:
        return float(np.abs(np.diff(frame[:, :, 2].astype(float), axis=axis)).mean())

    assert detail(found, 1) < 0.4 * detail(photo, 1)
    assert detail(found, 0) > 0.5 * detail(photo, 0)


def test_squares_hide_what_they_cover(tmp_path: Path) -> None:
    found, _ = ran("image.blur", tmp_path, kind="pixels", radius=0.05)
    assert len(np.unique(found.reshape(-1, 3), axis=0)) <= 20 * 12


def test_sharpening_raises_edges_and_not_colours(tmp_path: Path) -> None:
    found, photo = ran("image.sharpen", tmp_path, amount=1.5)
    edges = [cv2.Laplacian(f[:, :, 1].astype(np.float32), cv2.CV_32F) for f in (found, photo)]
    assert np.abs(edges[0]).mean() > 1.3 * np.abs(edges[1]).mean()
    middle = (found > 3).all(axis=2) & (found < 252).all(axis=2)
    change = found.astype(int) - photo
    assert np.abs(change[:, :, 0] - change[:, :, 2])[middle].max() <= 1


def test_likeness_of_known_pairs(tmp_path: Path) -> None:
    photo = landscape(Size(width=160, height=90))
    same = compared(photo, photo)
    assert (same.ssim, same.psnr_db, same.delta_e, same.histogram_distance) == (1, 100, 0, 0)
    brighter = compared(photo, np.clip(photo.astype(int) + 10, 0, 255).astype(np.uint8))
    assert brighter.psnr_db == pytest.approx(20 * np.log10(25.5), abs=0.1)
    shuffled = np.random.default_rng(1).permutation(photo.reshape(-1, 3)).reshape(photo.shape)
    mixed = compared(photo, shuffled)
    assert mixed.histogram_distance == 0 and mixed.ssim < 0.1
    black, white = np.zeros_like(photo), np.full_like(photo, 255)
    assert compared(black, white).delta_e == pytest.approx(100, abs=0.1)
    assert compared(black, white).histogram_distance == 1


def test_a_blurred_photo_is_like_and_not_the_same(tmp_path: Path) -> None:
    out = run_example("quality.compare", tmp_path).out
    assert 0.8 < out.ssim < 0.99 and out.ssim == out.likeness.ssim

"""Guards what mends clips, by clean material that was damaged in a known way."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.edit.cutout import background_remove
from media.edit.denoise import denoised, noise_of
from media.edit.enlarge import enlarged
from media.edit.erase import erase, watermark
from media.edit.region import Region
from media.edit.stabilise import stabilise
from media.errors import EngineUnavailable, InputError
from media.samples.picture import landscape, with_subject
from media.samples.picture import path as ball_path
from media.types import Mask, Size
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.video.shots import HEIGHT, WIDTH, drift, meadow, pan, shaken
from tests.pipelines.nodes.video.small import ball, psnr, run_small, seen

SIZE, RATE = Size(width=WIDTH, height=HEIGHT), FrameRate(30)


def test_a_shaken_clip_stands_and_shows_no_border(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    random = np.random.default_rng(3)
    shifts = random.normal(0, (3, 3, 0.5), (40, 3))
    clip = save_clip(work, shaken(40, shifts), size=SIZE, rate=RATE)
    before = list(read_frames(work.open(clip)))
    after = list(read_frames(work.open(stabilise(work, clip, 0.5, 1.4))))
    shakes = [
        float(np.std([drift(*pair) for pair in pairwise(frames)])) for frames in (before, after)
    ]
    assert shakes[0] > 3 and shakes[1] < shakes[0] / 8
    rims = np.concatenate(
        [np.array(after)[:, [0, -1]].ravel(), np.array(after)[:, :, [0, -1]].ravel()]
    )
    assert rims.min() > 5


def test_a_journey_of_the_camera_stays(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clip = save_clip(work, pan(30, 3.0), size=SIZE, rate=RATE)
    frames = list(read_frames(work.open(stabilise(work, clip, 0.5, 1.4))))
    moves = [drift(*pair)[0] for pair in pairwise(frames)]
    assert np.mean(moves) == pytest.approx(-3, abs=0.2)


def test_without_room_to_zoom_a_clip_stays_as_it_is(tmp_path: Path) -> None:
    ran = run_small("video.stabilise", tmp_path, most_zoom=1.0)
    assert psnr(seen(ran, ran.out.clip), seen(ran, ran.outputs["clip"].clip)) > 36


def test_noise_is_measured_and_taken_out() -> None:
    random = np.random.default_rng(5)
    ground = meadow(SIZE)
    clean = [with_subject(ground, ball_path(index / 60)) for index in range(12)]
    noisy = [
        np.clip(frame + random.normal(0, 12, frame.shape), 0, 255).astype(np.uint8)
        for frame in clean
    ]
    grey = np.full((180, 320), 128, np.float32) + random.normal(0, 7, (180, 320)).astype(np.float32)
    assert noise_of(grey) == pytest.approx(7, rel=0.05)
    found = list(denoised(noisy, 1.0, 0.5))
    assert len(found) == 12
    gain = [
        psnr(after, true) - psnr(before, true)
        for after, before, true in zip(found, noisy, clean, strict=True)
    ]
    assert gain[6] > 6 and min(gain) > 3.5
    # Nothing is left of the ball where it was two frames before.
    assert ball(found[6]) == pytest.approx(ball(clean[6]), abs=0.01)


def test_a_clean_clip_keeps_its_detail(tmp_path: Path) -> None:
    ran = run_small("video.denoise", tmp_path)
    assert psnr(seen(ran, ran.out.clip), seen(ran, ran.outputs["clip"].clip)) > 36


@pytest.mark.parametrize("factor", [2, 4])
def test_a_large_picture_is_nearer_to_the_true_one_than_by_bilinear(
    factor: int,
) -> None:
    true = with_subject(meadow(Size(width=640, height=360)), (0.4, 0.5))
    size = (640 // factor, 360 // factor)
    small = np.asarray(cv2.resize(true, size, interpolation=cv2.INTER_AREA), np.uint8)
    plain = np.asarray(cv2.resize(small, (640, 360), interpolation=cv2.INTER_LINEAR), np.uint8)
    made = enlarged(small, factor, 0.6)
    assert psnr(made, true) > psnr(plain, true) + 1
    # No halo: no pixel leaves the range of those around it by more than two levels.
    around = np.ones((5, 5), np.uint8)
    high = cv2.resize(cv2.dilate(small, around), (640, 360), interpolation=cv2.INTER_NEAREST)
    assert (made.astype(int) - high).max() <= 3


def test_an_upscaled_clip_has_its_size_and_its_ball(tmp_path: Path) -> None:
    ran = run_small("video.upscale", tmp_path)
    clip = ran.out.clip
    frames = seen(ran, clip)
    assert (clip.width, clip.height, len(frames)) == (640, 360, 45)
    assert ball(frames[20]) == pytest.approx(ball_path(20 / 44), abs=0.006)


def test_a_learned_upscaler_is_refused_by_name_and_a_huge_size_too(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="video_upscale"):
        run_small("video.upscale", tmp_path, engine="learned")
    huge = {"clip": {"size": {"width": 2050, "height": 16}, "seconds": 0.1}}
    with pytest.raises(WorkFailed) as refused:
        run_small("video.upscale", tmp_path, huge, factor=4)
    assert refused.value.code == "TOO_LARGE"


def test_the_sun_is_erased_from_the_sky(tmp_path: Path) -> None:
    ran = run_small("video.erase", tmp_path)
    frames = seen(ran, ran.out.clip)
    sky = landscape(SIZE)[5:60, 100:160].astype(float).mean(axis=1)
    hole = frames[5][12:58, 232:280].astype(float)
    # Sky of the same height elsewhere, where there is no sun.
    assert np.abs(hole.mean(axis=1) - sky[7:53]).max() < 14
    outside = np.ones((HEIGHT, WIDTH), bool)
    outside[:80, 200:310] = False
    source = seen(ran, ran.outputs["clip"].clip)
    assert psnr(frames[5][outside], source[5][outside]) > 36


def test_what_the_camera_shows_at_another_time_fills_the_hole(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clean = list(pan(30, 3.0))
    target = work.scratch("mask.png")
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(drawn, (140, 90), (175, 130), 255, -1)
    cv2.imwrite(str(target), drawn)
    mask = work.save(target, Mask, format="png", width=WIDTH, height=HEIGHT)
    spoilt = []
    for frame in clean:
        spoilt.append(frame.copy())
        spoilt[-1][90:131, 140:176] = (0, 0, 255)
    clip = save_clip(work, spoilt, size=SIZE, rate=RATE)
    found = list(read_frames(work.open(erase(work, clip, Region(), mask))))
    for index in (0, 15, 29):
        hole = np.s_[88:133, 138:178]
        assert psnr(found[index][hole], clean[index][hole]) > 26


def test_a_logo_is_found_and_erased(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clean = list(pan(30, 4.0))
    marked = []
    for frame in clean:
        marked.append(frame.copy())
        cv2.putText(
            marked[-1], "TV 1", (240, 165), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (250, 250, 250), 2,
            cv2.LINE_AA,
        )  # fmt: skip
    clip = save_clip(work, marked, size=SIZE, rate=RATE)
    done = watermark(work, clip, None)
    mask = cv2.imread(str(work.open(done.mask)), cv2.IMREAD_GRAYSCALE)
    rows, columns = np.nonzero(mask)
    assert 225 <= columns.min() <= 243 and 286 <= columns.max() <= 312
    assert 135 <= rows.min() <= 152 and 163 <= rows.max() <= 178
    found = list(read_frames(work.open(done.clip)))
    logo = np.s_[145:170, 238:298]
    for index in (0, 15, 29):
        assert psnr(found[index][logo], clean[index][logo]) > 24
        assert psnr(marked[index][logo], clean[index][logo]) < 16


def test_a_logo_before_a_still_picture_has_to_be_pointed_at(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    clip = save_clip(work, [meadow(SIZE)] * 10, size=SIZE, rate=RATE)
    with pytest.raises(InputError) as refused:
        watermark(work, clip, None)
    assert (refused.value.code, refused.value.field) == ("NO_WATERMARK", "region")


def test_most_of_a_picture_cannot_be_erased(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.erase", tmp_path, region={"width": 0.9})
    assert refused.value.code == "BAD_MASK"


def test_what_moves_is_cut_out_of_its_ground(tmp_path: Path) -> None:
    ran = run_small("video.background_remove", tmp_path)
    clip = ran.out.clip
    assert clip.alpha and clip.sound
    alpha = seen(ran, clip, "-vf", "alphaextract")[..., 0]
    for index in (5, 22, 40):
        x, y = ball_path(index / 44)
        true = np.zeros((HEIGHT, WIDTH), np.uint8)
        # The radius, and half of the outline drawn about it.
        cv2.circle(true, (round(x * WIDTH), round(y * HEIGHT)), round(0.16 * HEIGHT) + 1, 255, -1)
        both = float(np.minimum(alpha[index], true).sum())
        assert both / float(np.maximum(alpha[index], true).sum()) > 0.9


def test_a_clip_in_which_nothing_or_everything_moves_has_no_subject(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    still = save_clip(work, [meadow(SIZE)] * 8, size=SIZE, rate=RATE)
    with pytest.raises(InputError, match="nothing moves"):
        background_remove(work, still, 1.0)
    flicker = [np.full((HEIGHT, WIDTH, 3), level, np.uint8) for level in (0, 80, 160, 240) * 3]
    with pytest.raises(InputError, match="camera does"):
        background_remove(work, save_clip(work, flicker, size=SIZE, rate=RATE), 1.0)


def test_paint_follows_the_light_of_a_fade(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    ground = landscape(SIZE).astype(float)
    clip = save_clip(
        work,
        [np.rint(ground * (1 - index / 30)).astype(np.uint8) for index in range(30)],
        size=SIZE,
        rate=RATE,
    )
    region = Region(x=0.3, y=0.05, width=0.2, height=0.2)
    found = list(read_frames(work.open(erase(work, clip, region, None))))
    for index in (5, 15, 25):
        hole = found[index][12:42, 100:156].astype(float)
        true = ground[12:42, 100:156] * (1 - index / 30)
        assert np.abs(hole.mean(axis=(0, 1)) - true.mean(axis=(0, 1))).max() < 4

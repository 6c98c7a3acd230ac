"""Guards cutting in time and in the picture: frames and samples are those that ffmpeg cuts."""

from pathlib import Path

import numpy as np
import pytest

from media.samples.picture import path as ball_path
from pipelines.orders import WorkFailed
from tests.pipelines.nodes.video.small import (
    HEIGHT,
    WIDTH,
    ball,
    heard,
    onsets,
    psnr,
    run_small,
    seen,
    ssim,
)

FRAMES = 45


def test_a_trim_has_the_frames_and_the_samples_that_ffmpeg_cuts(tmp_path: Path) -> None:
    ran = run_small("video.trim", tmp_path, start_s=0.4, end_s=1.1)
    source, clip = ran.outputs["clip"].clip, ran.out.clip
    frames = seen(ran, clip)
    wanted = seen(ran, source, "-vf", "trim=start_frame=12:end_frame=33,setpts=PTS-STARTPTS")
    assert len(frames) == clip.frames == len(wanted) == 21
    assert min(ssim(one, other) for one, other in zip(frames, wanted, strict=True)) > 0.97
    assert np.array_equal(heard(ran, clip), heard(ran, source)[19_200:52_800])


def test_a_trim_behind_the_first_keyframes_finds_its_frame(tmp_path: Path) -> None:
    ran = run_small("video.trim", tmp_path, {"clip": {"seconds": 10.0}}, start_s=9.0, end_s=9.1)
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 3
    for index, frame in enumerate(frames):
        assert ball(frame) == pytest.approx(ball_path((270 + index) / 299), abs=0.01)


@pytest.mark.parametrize(
    ("times", "code", "field"),
    [
        ({"start_s": 1.5, "end_s": None}, "PAST_END", "start_s"),
        ({"start_s": 0.0, "end_s": 1.6}, "PAST_END", "end_s"),
        ({"start_s": 1.0, "end_s": 1.0}, "EMPTY_CLIP", "end_s"),
    ],
)
def test_a_trim_outside_of_the_clip_is_refused(
    tmp_path: Path, times: dict[str, float], code: str, field: str
) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.trim", tmp_path, **times)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_crop_is_the_rectangle_that_ffmpeg_crops(tmp_path: Path) -> None:
    region = {"x": 21, "y": 40, "width": 101, "height": 99, "unit": "pixel"}
    ran = run_small("video.crop", tmp_path, region=region)
    clip = ran.out.clip
    assert (clip.width, clip.height) == (100, 98)
    wanted = seen(
        ran, ran.outputs["clip"].clip, "-vf", "format=bgr24,crop=100:98:21:40", size=(100, 98)
    )
    assert psnr(seen(ran, clip), wanted) > 36


def test_a_crop_in_shares_leaves_the_ball_where_geometry_says(tmp_path: Path) -> None:
    region = {"x": 0.0, "y": 0.25, "width": 0.5, "height": 0.75}
    ran = run_small("video.crop", tmp_path, region=region)
    x, y = ball_path(10 / (FRAMES - 1))
    assert ball(seen(ran, ran.out.clip)[10]) == pytest.approx(
        (x / 0.5, (y - 0.25) / 0.75), abs=0.01
    )


def test_a_crop_outside_of_the_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="rectangle reaches 384"):
        run_small("video.crop", tmp_path, region={"x": 0.4, "width": 0.8})


@pytest.mark.parametrize(
    ("degrees", "flip"), [(90, "none"), (180, "horizontal"), (270, "vertical")]
)
def test_a_turn_takes_the_ball_along(tmp_path: Path, degrees: int, flip: str) -> None:
    ran = run_small("video.rotate", tmp_path, degrees=degrees, flip=flip)
    clip = ran.out.clip
    assert (clip.width, clip.height) == ((WIDTH, HEIGHT) if degrees == 180 else (HEIGHT, WIDTH))
    x, y = ball_path(15 / (FRAMES - 1))
    for _ in range(degrees // 90):
        x, y = 1 - y, x
    x, y = (1 - x if flip == "horizontal" else x), (1 - y if flip == "vertical" else y)
    assert ball(seen(ran, clip)[15]) == pytest.approx((x, y), abs=0.01)


def test_a_resize_shows_the_picture_whole_between_soft_bars(tmp_path: Path) -> None:
    ran = run_small("video.resize", tmp_path, size={"width": 200, "height": 300})
    frames = seen(ran, ran.out.clip)
    height = round(200 * HEIGHT / WIDTH)
    top = (300 - height) // 2
    wanted = seen(
        ran, ran.outputs["clip"].clip, "-vf", f"scale=200:{height}:flags=area", size=(200, height)
    )
    assert ssim(frames[20][top : top + height], wanted[20]) > 0.95
    above, whole = frames[20][: top - 4], frames[20][top : top + height]
    assert 0.2 * whole.mean() < above.mean() < 0.9 * whole.mean()
    assert above.astype(float).std(axis=(0, 1)).max() < whole.astype(float).std(axis=(0, 1)).max()


@pytest.mark.parametrize(("fit", "x_scale"), [("cover", (320 / 180)), ("stretch", 1.0)])
def test_a_resize_that_fills_the_frame(tmp_path: Path, fit: str, x_scale: float) -> None:
    ran = run_small("video.resize", tmp_path, size={"width": 240, "height": 240}, fit=fit)
    x, y = ball_path(20 / (FRAMES - 1))
    place = ball(seen(ran, ran.out.clip)[20])
    assert place == pytest.approx((0.5 + (x - 0.5) * x_scale, y), abs=0.01)


def test_black_bars_are_black(tmp_path: Path) -> None:
    ran = run_small("video.resize", tmp_path, size={"width": 400, "height": 180}, bars="black")
    frames = seen(ran, ran.out.clip)
    assert frames[:, :, :36].max() <= 4 and frames[:, :, -36:].max() <= 4
    assert frames[:, :, 44:-44].mean() > 60


def test_a_fade_comes_from_black_and_goes_there_with_its_sound(tmp_path: Path) -> None:
    ran = run_small("video.fade", tmp_path, in_s=0.5, out_s=0.5)
    frames = seen(ran, ran.out.clip)
    source = seen(ran, ran.outputs["clip"].clip)
    light = [float(frame.mean()) for frame in frames]
    assert light[0] < 2 and light[-1] < 2
    assert light[7] / source[7].mean() == pytest.approx(0.45, abs=0.06)
    assert psnr(frames[20], source[20]) > 40
    sound, was = heard(ran, ran.out.clip), heard(ran, ran.outputs["clip"].clip)
    # 24,050 is past the fade in; the last beat is half way down the fade out.
    assert np.abs(sound[:200]).max() < 0.05 < np.abs(was[:200]).max()
    assert sound[24_050:25_000] == pytest.approx(was[24_050:25_000], abs=2e-4)
    assert onsets(sound)[-2:] == pytest.approx([0.5, 1.0], abs=0.01)


def test_a_fade_to_nothing_gives_alpha(tmp_path: Path) -> None:
    ran = run_small("video.fade", tmp_path, in_s=0.5, out_s=0.0, tone="transparent")
    assert ran.out.clip.alpha
    alpha = seen(ran, ran.out.clip, "-vf", "alphaextract")
    assert alpha[0].max() == 0 and alpha[20].min() == 255
    assert 90 < alpha[7].mean() < 140


def test_fades_longer_than_the_clip_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="do not fit"):
        run_small("video.fade", tmp_path, in_s=1.0, out_s=1.0)

"""Guards what lies over a clip and what a virtual camera keeps of it."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import read_frames, save_clip
from media.edit.overlay import overlay
from media.edit.reframe import reframe
from media.samples.picture import SUBJECT_RADIUS, landscape, with_subject
from media.samples.picture import path as ball_path
from media.types import Image, Size
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.video.small import HEIGHT, WIDTH, ball, heard, psnr, run_small, seen

SIZE, RATE = Size(width=WIDTH, height=HEIGHT), FrameRate(30)


def test_a_picture_lies_where_ffmpeg_lays_it(tmp_path: Path) -> None:
    ran = run_small("video.overlay", tmp_path, x=0.75, y=0.25, width=0.25)
    clip, photo = ran.outputs["clip"].clip, ran.path(ran.outputs["top"].image)
    # The picture of 640x360 becomes 80x45 about 240,45.
    laid = (
        f"movie={photo},scale=80:45:flags=area[top];[in]format=gbrp[low];[low][top]overlay=200:22"
    )
    wanted = seen(ran, clip, "-vf", laid)
    assert psnr(seen(ran, ran.out.clip), wanted) > 33


def test_a_picture_shows_only_in_its_time_and_fades(tmp_path: Path) -> None:
    ran = run_small(
        "video.overlay", tmp_path, x=0.5, y=0.1, width=0.2, start_s=0.5, end_s=1.0, fade_s=0.1
    )
    frames, source = seen(ran, ran.out.clip), seen(ran, ran.outputs["clip"].clip)
    change = [
        float(np.abs(frames[at, :36].astype(int) - source[at, :36]).mean()) for at in range(45)
    ]
    assert max(change[:15] + change[30:]) < 2.5 < min(change[18:27])
    assert change[15] < change[16] < change[17] < change[18]


@pytest.mark.parametrize("of_video", [False, True])
def test_alpha_is_heeded_above_and_below(tmp_path: Path, of_video: bool) -> None:
    work = FolderWorkspace(tmp_path)
    size = Size(width=64, height=64)
    below = np.zeros((64, 64, 4), np.uint8)
    below[:, :32] = (0, 0, 200, 255)
    clip = save_clip(work, [below] * 4, size=size, rate=RATE, alpha=True)
    top = np.zeros((32, 32, 4), np.uint8)
    top[:16] = (200, 0, 0, 128)
    if of_video:
        over = save_clip(work, [top] * 4, size=Size(width=32, height=32), rate=RATE, alpha=True)
    else:
        file = work.scratch("top.png")
        cv2.imwrite(str(file), top)
        over = work.save(file, Image, format="png", width=32, height=32)
    made = overlay(work, clip, over, 0.5, 0.5, 0.5, 1.0, 0.0, None, 0.0, True)
    frame = next(read_frames(work.open(made), alpha=True)).astype(int)
    assert made.alpha
    assert frame[20, 20] == pytest.approx((100, 0, 100, 255), abs=2)
    assert frame[20, 40] == pytest.approx((200, 0, 0, 128), abs=2)
    assert frame[40, 20] == pytest.approx((0, 0, 200, 255), abs=2)
    assert frame[40, 40][3] == 0


def test_the_sound_of_a_clip_on_top_is_heard_too(tmp_path: Path) -> None:
    ran = run_small("video.mute", tmp_path)
    work = FolderWorkspace(tmp_path / "work")
    silent, loud = ran.out.clip, ran.outputs["clip"].clip
    for clip in (silent, loud):
        (work.root / clip.digest).write_bytes(ran.path(clip).read_bytes())
    made = overlay(work, silent, loud, 0.5, 0.5, 0.5, 1.0, 0.5, None, 0.0, True)
    (tmp_path / "made").write_bytes(work.open(made).read_bytes())
    ran.path = lambda asset: work.open(asset)  # type: ignore[method-assign]
    sound, was = heard(ran, made), heard(ran, loud)
    assert not sound[:24_000].any() and sound[24_000:] == pytest.approx(was[:48_000], abs=1e-4)


def test_what_lies_outside_of_the_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="no part of it"):
        run_small("video.overlay", tmp_path, x=1.5, width=0.2)


@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_a_reframed_clip_keeps_the_ball_whole(tmp_path: Path, aspect: str) -> None:
    ran = run_small("video.reframe", tmp_path, {"clip": {"seconds": 3.0}}, aspect=aspect)
    clip = ran.out.clip
    across, down = map(int, aspect.split(":"))
    assert abs(clip.width / clip.height - across / down) < 0.02
    share = clip.width / WIDTH
    half = SUBJECT_RADIUS * HEIGHT / clip.width
    for index, frame in enumerate(seen(ran, clip)):
        true = ball_path(index / 89)[0]
        # Near to the edge of the picture it cannot be in the middle.
        if share / 2 < true < 1 - share / 2:
            assert half - 0.02 < ball(frame)[0] < 1 - half + 0.02, index


def test_the_camera_moves_smoothly_and_stands_for_what_stands(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    ground = landscape(SIZE)
    still = with_subject(ground, (0.7, 0.6))
    clip = save_clip(work, [still] * 30, size=SIZE, rate=RATE)
    places = [ball(frame) for frame in read_frames(work.open(reframe(work, clip, "9:16", True)))]
    assert max(abs(a[0] - b[0]) for a, b in pairwise(places)) < 0.005
    assert abs(places[0][0] - 0.5) < 0.15


def test_the_camera_jumps_with_a_cut(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    ground = landscape(SIZE)
    left = with_subject(ground, (0.25, 0.6))
    right = with_subject(np.ascontiguousarray(255 - ground[:, ::-1]), (0.75, 0.6))
    clip = save_clip(work, [left] * 20 + [right] * 20, size=SIZE, rate=RATE)
    frames = list(read_frames(work.open(reframe(work, clip, "9:16", True))))
    assert all(0.3 < ball(frame)[0] < 0.7 for frame in frames)


def test_without_following_the_middle_is_cut_out(tmp_path: Path) -> None:
    ran = run_small("video.reframe", tmp_path, aspect="1:1", follow=False)
    wanted = seen(ran, ran.outputs["clip"].clip, "-vf", "format=gbrp,crop=180:180", size=(180, 180))
    assert psnr(seen(ran, ran.out.clip), wanted) > 37

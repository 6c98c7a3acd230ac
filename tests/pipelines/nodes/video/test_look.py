"""Guards what looks into clips: stills, sheets and shots are where ffmpeg and the material say."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.clock import FrameRate
from media.codec.clips import save_clip
from media.edit.scenes import scenes
from media.samples.picture import landscape
from media.samples.picture import path as ball_path
from media.samples.sound import beats
from media.types import Image, Size
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.pipelines.nodes.running import Ran
from tests.pipelines.nodes.video.small import HEIGHT, WIDTH, ball, psnr, run_small, seen


def picture(ran: Ran, image: Image) -> np.ndarray:
    return np.asarray(cv2.imread(str(ran.path(image))))


@pytest.mark.parametrize(
    ("which", "at_s", "index"),
    [("first", 0.0, 0), ("middle", 0.0, 22), ("last", 0.0, 44), ("time", 1.0, 30)],
)
def test_a_frame_is_the_one_that_ffmpeg_finds(
    tmp_path: Path, which: str, at_s: float, index: int
) -> None:
    ran = run_small("video.frame", tmp_path, which=which, at_s=at_s)
    found = picture(ran, ran.out.image)
    assert ball(found) == pytest.approx(ball_path(index / 44), abs=0.01)
    assert psnr(found, seen(ran, ran.outputs["clip"].clip)[index]) > 40


def test_a_frame_after_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.frame", tmp_path, which="time", at_s=1.5)
    assert (refused.value.code, refused.value.field) == ("PAST_END", "at_s")


def test_frames_come_from_the_middles_of_equal_parts(tmp_path: Path) -> None:
    ran = run_small("video.frames", tmp_path, count=5, columns=2, width=64)
    places = [ball(picture(ran, image)) for image in ran.out.images]
    assert places == [
        pytest.approx(ball_path(index / 44), abs=0.01) for index in (4, 13, 22, 31, 40)
    ]
    sheet = picture(ran, ran.out.sheet)
    assert sheet.shape == (3 * (36 + 8) + 8, 2 * (64 + 8) + 8, 3)
    assert ball(sheet[8:44, 80:144]) == pytest.approx(ball_path(13 / 44), abs=0.03)


def test_a_clip_of_few_frames_gives_all_it_has(tmp_path: Path) -> None:
    ran = run_small("video.frames", tmp_path, {"clip": {"seconds": 0.1}}, count=9)
    assert len(ran.out.images) == 3


def test_one_shot_is_one_scene(tmp_path: Path) -> None:
    ran = run_small("video.scenes", tmp_path)
    (scene,) = ran.out.scenes
    assert (scene.first_frame, scene.frames, scene.end_s) == (0, 45, 1.5)
    assert ran.out.clips == ()


def test_cuts_are_found_where_they_were_made(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    size, rate = Size(width=WIDTH, height=HEIGHT), FrameRate(25)
    ground = landscape(size)
    looks = [ground, np.ascontiguousarray(ground[::-1, ::-1]), 255 - ground]
    lengths = (20, 33, 17)
    moving = (
        np.roll(look, 2 * index, axis=1)
        for look, length in zip(looks, lengths, strict=True)
        for index in range(length)
    )
    clip = save_clip(work, moving, size=size, rate=rate, sound=beats(70 * 1920))
    found = scenes(work, clip, "normal", 0.3, True)
    assert [scene.first_frame for scene in found.scenes] == [0, 20, 53]
    assert [scene.frames for scene in found.scenes] == list(lengths)
    assert [part.frames for part in found.clips] == list(lengths)
    assert all(part.sound for part in found.clips)

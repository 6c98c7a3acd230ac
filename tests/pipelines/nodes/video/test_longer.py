"""Guards time lapses, extensions and transitions between two clips."""

from pathlib import Path

import numpy as np
import pytest

from media.edit.lengthen import coming_to_rest
from media.samples.picture import path as ball_path
from pipelines.orders import WorkFailed
from tests.pipelines.nodes.video.small import ball, heard, psnr, run_small, seen


def test_a_time_lapse_keeps_every_ninth_frame(tmp_path: Path) -> None:
    ran = run_small("video.timelapse", tmp_path, every=9)
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 5 and not ran.out.clip.sound
    for index, frame in enumerate(frames):
        assert ball(frame) == pytest.approx(ball_path((9 * index + 4) / 44), abs=0.01)


def test_a_blended_time_lapse_is_the_mean(tmp_path: Path) -> None:
    ran = run_small("video.timelapse", tmp_path, every=9, steps="blend")
    source = seen(ran, ran.outputs["clip"].clip).astype(float)
    assert psnr(seen(ran, ran.out.clip)[2], source[18:27].mean(axis=0)) > 37


def test_a_time_lapse_of_more_frames_than_there_are_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="has none to keep"):
        run_small("video.timelapse", tmp_path, every=46)


def test_an_extended_clip_comes_to_rest_on_its_last_frame(tmp_path: Path) -> None:
    ran = run_small("video.extend", tmp_path, by_s=1.0)
    clip = ran.out.clip
    frames = seen(ran, clip)
    assert len(frames) == clip.frames == 75
    assert len(heard(ran, clip)) == 120_000
    places = np.array([ball(frame)[0] for frame in frames])
    assert places[-1] == pytest.approx(ball_path(1.0)[0], abs=0.01)
    speeds = np.diff(places)
    assert speeds[:5].mean() == pytest.approx(0.7 / 44, rel=0.1) and speeds[-5:].mean() < 0.002
    # Between frames too, the ball is where motion puts it.
    for index in (10, 31, 52):
        share = coming_to_rest(index, 44, 75) / 44
        assert places[index] == pytest.approx(ball_path(share)[0], abs=0.012)


def test_an_extended_clip_runs_back(tmp_path: Path) -> None:
    ran = run_small("video.extend", tmp_path, by_s=1.0, way="ping_pong")
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 75
    assert ball(frames[54]) == pytest.approx(ball_path(34 / 44), abs=0.01)


def test_one_clip_becomes_another(tmp_path: Path) -> None:
    upright = {"second": {"size": {"width": 180, "height": 320}, "rate": "25", "seconds": 2.0}}
    ran = run_small("video.transition", tmp_path, upright, kind="wipe_left", length_s=0.5)
    clip, source = ran.out.clip, seen(ran, ran.outputs["first"].clip)
    frames = seen(ran, clip)
    assert (clip.width, clip.height, len(frames)) == (320, 180, 45 + 60 - 15)
    assert psnr(frames[:30], source[:30]) > 37
    # Half way the left half is still of the first clip.
    middle = 30 + 7
    assert psnr(frames[middle][:, :140], source[middle][:, :140]) > 35
    assert psnr(frames[middle][:, 180:], source[middle][:, 180:]) < 25

"""Guards what changes a clip's time: lengths, the ball's place and the beats are as reckoned."""

from pathlib import Path

import numpy as np
import pytest

from media.samples.picture import landscape, with_subject
from media.samples.picture import path as ball_path
from media.types import Size
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
)

FRAMES = 45


def peak_hz(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    return float(np.argmax(power) * 48_000 / len(sound))


def test_twice_as_fast_keeps_the_pitch_and_doubles_the_beats(tmp_path: Path) -> None:
    ran = run_small("video.speed", tmp_path, {"clip": {"seconds": 3.0}}, factor=2.0)
    clip = ran.out.clip
    frames, sound = seen(ran, clip), heard(ran, clip)
    assert (len(frames), clip.frames, len(sound)) == (45, 45, 72_000)
    for index in (0, 10, 44):
        assert ball(frames[index]) == pytest.approx(ball_path((2 * index + 1) / 89), abs=0.01)
    assert onsets(sound) == pytest.approx([0, 0.25, 0.5, 0.75, 1.0, 1.25], abs=0.03)
    assert peak_hz(sound) == pytest.approx(1000, abs=30)


def test_half_as_fast_keeps_the_pitch_and_halves_the_beats(tmp_path: Path) -> None:
    ran = run_small("video.speed", tmp_path, factor=0.5)
    sound = heard(ran, ran.out.clip)
    assert (ran.out.clip.frames, len(sound)) == (90, 144_000)
    found = onsets(sound)
    assert [min(found, key=lambda at: abs(at - beat)) for beat in (0, 1, 2)] == pytest.approx(
        [0, 1, 2], abs=0.045
    )
    assert peak_hz(sound) == pytest.approx(1000, abs=30)


def test_on_tape_the_pitch_follows(tmp_path: Path) -> None:
    ran = run_small("video.speed", tmp_path, factor=2.0, pitch="follow")
    sound = heard(ran, ran.out.clip)
    assert peak_hz(sound) == pytest.approx(2000, abs=30)
    assert onsets(sound) == pytest.approx([0, 0.25, 0.5], abs=0.006)


def test_the_sound_can_be_left_out(tmp_path: Path) -> None:
    assert not run_small("video.speed", tmp_path, pitch="mute").out.clip.sound


def test_a_blend_of_four_frames_is_their_mean(tmp_path: Path) -> None:
    ran = run_small("video.speed", tmp_path, factor=4.0, steps="blend")
    source = seen(ran, ran.outputs["clip"].clip).astype(float)
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 11
    for index in (0, 5, 10):
        assert psnr(frames[index], source[4 * index : 4 * index + 4].mean(axis=0)) > 37


def test_flow_draws_what_lies_between_two_frames(tmp_path: Path) -> None:
    likeness = {}
    ground = landscape(Size(width=WIDTH, height=HEIGHT))
    for steps in ("blend", "flow"):
        ran = run_small("video.speed", tmp_path / steps, factor=0.5, steps=steps, pitch="mute")
        frames = seen(ran, ran.out.clip)[20:24]
        places = [((index + 0.5) / 2 - 0.5) / (FRAMES - 1) for index in range(20, 24)]
        drawn = np.array([with_subject(ground, ball_path(place)) for place in places])
        likeness[steps] = psnr(frames, drawn)
    assert likeness["flow"] > likeness["blend"] + 1.5


def test_backwards_is_the_same_frames_the_other_way_round(tmp_path: Path) -> None:
    ran = run_small("video.reverse", tmp_path)
    source = ran.outputs["clip"].clip
    frames = seen(ran, ran.out.clip)
    assert ball(frames[5]) == pytest.approx(ball_path((FRAMES - 6) / (FRAMES - 1)), abs=0.01)
    assert psnr(frames, seen(ran, source, "-vf", "reverse")) > 38
    assert np.array_equal(heard(ran, ran.out.clip), heard(ran, source)[::-1])


def test_backwards_works_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.edit.reverse.HELD_BYTES", 1)
    made = {"clip": {"seconds": 4.0}}
    ran = run_small("video.reverse", tmp_path, made, sound=False)
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 120 and not ran.out.clip.sound
    for index in range(0, 120, 7):
        assert ball(frames[index]) == pytest.approx(ball_path((119 - index) / 119), abs=0.01)


def test_a_loop_begins_again_with_its_sound(tmp_path: Path) -> None:
    ran = run_small("video.loop", tmp_path, times=3)
    frames, source = seen(ran, ran.out.clip), seen(ran, ran.outputs["clip"].clip)
    assert len(frames) == ran.out.clip.frames == 135
    assert psnr(frames[45:90], source) > 38 and psnr(frames[90:], source) > 38
    was = heard(ran, ran.outputs["clip"].clip)
    assert np.array_equal(heard(ran, ran.out.clip), np.concatenate([was, was, was]))


def test_a_loop_to_and_fro_has_a_length(tmp_path: Path) -> None:
    ran = run_small("video.loop", tmp_path, length_s=2.0, turn="ping_pong")
    frames = seen(ran, ran.out.clip)
    assert len(frames) == 60
    assert ball(frames[50]) == pytest.approx(ball_path((44 - 5) / 44), abs=0.01)
    assert len(heard(ran, ran.out.clip)) == 96_000


def test_a_loop_of_more_than_an_hour_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.loop", tmp_path, {"clip": {"seconds": 37.0, "rate": "24",
                  "size": {"width": 16, "height": 16}}}, times=100)  # fmt: skip
    assert refused.value.code == "TOO_LONG"

"""Guards the sound of clips: taken off, changed and mixed without a change of the picture."""

from pathlib import Path

import numpy as np
import pytest

from pipelines.orders import WorkFailed
from tests.pipelines.nodes.video.small import has_sound, heard, run_small, seen


def test_a_muted_clip_has_the_very_same_picture(tmp_path: Path) -> None:
    ran = run_small("video.mute", tmp_path)
    clip = ran.out.clip
    assert not clip.sound and not has_sound(ran, clip)
    assert np.array_equal(seen(ran, clip), seen(ran, ran.outputs["clip"].clip))


def test_another_sound_takes_the_place_of_the_first(tmp_path: Path) -> None:
    ran = run_small("video.with_audio", tmp_path, lay="replace", audio_db=-6.0)
    sound, music = heard(ran, ran.out.clip), heard(ran, ran.outputs["audio"].audio)
    assert len(sound) == 72_000
    assert sound == pytest.approx(music[:72_000] * 10 ** (-6 / 20), abs=2e-4)
    assert np.array_equal(seen(ran, ran.out.clip), seen(ran, ran.outputs["clip"].clip))


def test_a_mix_is_the_sum_from_its_start_on(tmp_path: Path) -> None:
    ran = run_small("video.with_audio", tmp_path, lay="mix", start_s=0.25, audio_db=-12.0)
    music = heard(ran, ran.outputs["audio"].audio) * 10 ** (-12 / 20)
    wanted = heard(ran, ran.outputs["clip"].clip).copy()
    wanted[12_000:] += music[:60_000]
    assert heard(ran, ran.out.clip) == pytest.approx(wanted, abs=3e-4)


def test_a_short_sound_begins_again(tmp_path: Path) -> None:
    ran = run_small(
        "video.with_audio", tmp_path, {"audio": {"seconds": 0.5}}, lay="replace", loop=True
    )
    sound = heard(ran, ran.out.clip)
    assert np.array_equal(sound[:24_000], sound[24_000:48_000])


def test_a_loud_mix_is_held_below_full_scale(tmp_path: Path) -> None:
    ran = run_small("video.with_audio", tmp_path, lay="mix", audio_db=12.0)
    sound = heard(ran, ran.out.clip)
    assert 0.95 < np.abs(sound).max() < 0.98


def test_a_sound_after_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed) as refused:
        run_small("video.with_audio", tmp_path, start_s=1.5)
    assert (refused.value.code, refused.value.field) == ("PAST_END", "start_s")


def test_the_sound_taken_out_is_the_clips(tmp_path: Path) -> None:
    ran = run_small("video.extract_audio", tmp_path)
    audio = ran.out.audio
    assert (audio.samples, audio.channels, audio.sample_rate) == (72_000, 2, 48_000)
    assert np.array_equal(heard(ran, audio), heard(ran, ran.outputs["clip"].clip))

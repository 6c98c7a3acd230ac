"""Guards trimming, fading, mixing and converting, heard by another decoder."""

from pathlib import Path

import numpy as np
import pytest

from media.samples.sound import chords
from media.tape.format import convert
from pipelines.orders import WorkFailed
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, tone
from tests.pipelines.nodes.audio.listening import decoded, loudness
from tests.pipelines.nodes.running import run_example

STEP = 3 / 32_767
"""What rounding to 16 bits leaves, twice, and FFmpeg's scale, which is 32,768."""


def test_a_piece_is_cut_to_the_sample(tmp_path: Path) -> None:
    ran = run_example("audio.trim", tmp_path, start_s=1.0, end_s=3.5)
    sound = decoded(ran.path(ran.out.sound))
    assert ran.out.sound.samples == len(sound) == 120_000
    source = decoded(ran.path(ran.outputs["sound"].audio))
    assert np.array_equal(sound, source[48_000:168_000])


def test_without_an_end_all_that_follows_is_kept(tmp_path: Path) -> None:
    ran = run_example("audio.trim", tmp_path, start_s=7.25, end_s=None)
    assert len(decoded(ran.path(ran.out.sound))) == 36_000


@pytest.mark.parametrize(
    ("start_s", "end_s", "field"), [(9.0, None, "start_s"), (2.0, 1.0, "end_s")]
)
def test_a_piece_that_is_not_there_is_refused(
    tmp_path: Path, start_s: float, end_s: float | None, field: str
) -> None:
    with pytest.raises(WorkFailed) as caught:
        run_example("audio.trim", tmp_path, start_s=start_s, end_s=end_s)
    assert (caught.value.code, caught.value.field) == ("BAD_RANGE", field)


def test_a_fade_follows_its_curve(tmp_path: Path) -> None:
    whole = chords(8 * 48_000)
    ran = run_example("audio.fade", tmp_path, in_s=1.0, out_s=2.0, curve="equal_power")
    sound = decoded(ran.path(ran.out.sound))
    at = np.arange(48_000)
    up = np.sin(np.pi / 2 * at / 48_000)[:, None]
    assert np.abs(sound[:48_000] - whole[:48_000] * up).max() < STEP
    assert np.abs(sound[100_000:200_000] - whole[100_000:200_000]).max() < STEP
    assert np.abs(sound[-1]).max() == 0
    middle = sound[-48_000:-47_000] / np.where(np.abs(whole) > 0.05, whole, np.nan)[-48_000:-47_000]
    assert np.nanmedian(middle) == pytest.approx(np.sin(np.pi / 4), abs=0.02)


def test_fades_longer_than_the_sound_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="fades of 9"):
        run_example("audio.fade", tmp_path, in_s=4.5, out_s=4.5)


def test_a_mix_below_the_ceiling_is_the_plain_sum(tmp_path: Path) -> None:
    ran = run_example("audio.combine", tmp_path, gains_db=[-9.0, -12.0], starts_s=[0.0, 2.0])
    one = chords(8 * 48_000)
    total = np.zeros((10 * 48_000, 2))
    total[: 8 * 48_000] += one * 10 ** (-9 / 20)
    total[2 * 48_000 :] += one * 10 ** (-12 / 20)
    assert np.abs(decoded(ran.path(ran.out.sound)) - total).max() < STEP


def test_a_mix_that_is_too_loud_is_held_below_its_ceiling(tmp_path: Path) -> None:
    ran = run_example("audio.combine", tmp_path, gains_db=[12.0, 12.0], starts_s=[0.0, 0.0])
    path = ran.path(ran.out.sound)
    lufs, peak = loudness(path)
    assert peak <= -1.0 + 0.05
    assert lufs > -12
    assert len(decoded(path)) == 8 * 48_000


def test_gains_that_are_not_one_for_each_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="1 values for 2 sounds"):
        run_example("audio.combine", tmp_path, gains_db=[0.0])


def test_an_m4a_sounds_like_its_source(tmp_path: Path) -> None:
    ran = run_example("audio.convert", tmp_path, format="m4a")
    sound, source = decoded(ran.path(ran.out.sound)), chords(8 * 48_000)
    assert ran.out.sound.format == "m4a"
    assert abs(len(sound) - len(source)) < 1024
    count = min(len(sound), len(source))
    error = np.mean(np.square(sound[:count] - source[:count]))
    assert 10 * np.log10(np.mean(np.square(source)) / error) > 25


def test_mono_is_the_mean_of_both_channels(tmp_path: Path) -> None:
    ran = run_example("audio.convert", tmp_path, format="wav", channels="mono")
    sound = decoded(ran.path(ran.out.sound), channels=1)
    assert ran.out.sound.channels == 1
    assert np.abs(sound[:, 0] - chords(8 * 48_000).mean(axis=1)).max() < STEP


def test_what_was_an_m4a_is_as_long_as_before(tmp_path: Path) -> None:
    work = FolderWorkspace(tmp_path)
    sound = save_sound(work, tone(1.5))
    packed = convert(work, sound=sound, format="m4a", channels="as_is")
    again = convert(work, sound=packed, format="wav", channels="as_is")
    assert again.samples == sound.samples == 72_000
    heard, source = decoded(work.open(again)), decoded(work.open(sound))
    assert np.abs(heard[2_400:-2_400] - source[2_400:-2_400]).max() < 0.01

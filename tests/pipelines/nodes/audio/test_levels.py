"""Guards loudness, ducking and noise reduction against FFmpeg's meter and known mixtures."""

from pathlib import Path

import numpy as np
import pytest

from media.errors import InputError
from media.tape.bed import duck
from media.tape.denoise import denoise
from media.tape.level import normalise
from media.types import Audio
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, tone, voice
from tests.pipelines.nodes.audio.listening import decoded, level_db, loudness
from tests.pipelines.nodes.running import run_example


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


@pytest.mark.parametrize("target", [-23.0, -14.0])
def test_a_sound_has_its_loudness_and_its_ceiling(tmp_path: Path, target: float) -> None:
    ran = run_example("audio.loudness", tmp_path, target_lufs=target)
    lufs, peak = loudness(ran.path(ran.out.sound))
    assert lufs == pytest.approx(target, abs=0.3)
    assert peak <= -1.0 + 0.05
    assert ran.out.after.integrated_lufs == pytest.approx(lufs, abs=0.1)
    assert len(decoded(ran.path(ran.out.sound))) == 8 * 48_000


def test_silence_stays_silence(work: FolderWorkspace) -> None:
    silent = save_sound(work, np.zeros((48_000, 2)))
    levelled = normalise(work, sound=silent, target_lufs=-16.0, peak_dbtp=-1.0)
    assert np.abs(decoded(work.open(levelled.sound))).max() == 0


def test_a_bed_goes_under_speech_and_comes_back(work: FolderWorkspace) -> None:
    bed = save_sound(work, tone(8.0, 220.0, 0.2), "bed.wav")
    spoken = np.concatenate([np.zeros((96_000, 1)), voice(2.0)])
    speech = save_sound(work, spoken, "speech.wav")
    ducked = duck(work, bed=bed, speech=speech, under_db=12.0, peak_dbtp=-1.0)
    under = decoded(work.open(ducked.bed))
    plain = level_db(tone(1.0, 220.0, 0.2))
    assert level_db(under[:72_000]) == pytest.approx(plain, abs=0.1)
    assert level_db(under[96_000:192_000]) == pytest.approx(plain - 12, abs=0.1)
    assert level_db(under[-96_000:]) == pytest.approx(plain, abs=0.1)
    both = decoded(work.open(ducked.sound))
    assert len(both) == 8 * 48_000
    laid = np.zeros((8 * 48_000, 2))
    laid[: len(spoken)] = spoken
    assert np.abs(both - under - laid).max() < 1e-4


def test_speech_over_music_can_be_made_from_scratch(tmp_path: Path) -> None:
    ran = run_example("audio.duck", tmp_path)
    assert ran.out.sound.samples == ran.out.bed.samples == 8 * 48_000
    assert loudness(ran.path(ran.out.sound))[1] <= -0.95


def _noisy(work: FolderWorkspace) -> tuple[Audio, np.ndarray, np.ndarray]:
    """Bursts of a voice in noise, and both apart."""
    rng = np.random.default_rng(3)
    clean = np.concatenate([np.zeros((48_000, 1)), voice(1.5), np.zeros((48_000, 1)), voice(1.5)])
    noise = rng.normal(0, 0.01, clean.shape)
    return save_sound(work, clean + noise), clean, noise


@pytest.mark.parametrize("passage", [(None, None), (0.0, 0.9)])
def test_noise_goes_down_and_the_voice_stays(
    work: FolderWorkspace, passage: tuple[float | None, float | None]
) -> None:
    noisy, clean, noise = _noisy(work)
    cleaned = denoise(
        work, sound=noisy, reduction_db=18.0, noise_from_s=passage[0], noise_to_s=passage[1]
    )
    heard = decoded(work.open(cleaned), channels=1)
    assert len(heard) == len(clean)
    assert level_db(heard[9_600:43_200]) < level_db(noise) - 14
    voiced = slice(52_800, 115_200)
    error = level_db(heard[voiced] - clean[voiced])
    assert error < level_db(noise[voiced]) - 3
    assert level_db(heard[voiced]) == pytest.approx(level_db(clean[voiced]), abs=0.6)


def test_hum_goes_when_a_passage_of_it_is_named(work: FolderWorkspace) -> None:
    hum = tone(4.0, 100.0, 0.02)[:, :1]
    spoken = hum.copy()
    spoken[96_000:] += voice(2.0)
    sound = save_sound(work, spoken + np.random.default_rng(1).normal(0, 1e-4, spoken.shape))
    cleaned = denoise(work, sound=sound, reduction_db=24.0, noise_from_s=0.0, noise_to_s=1.5)
    assert level_db(decoded(work.open(cleaned), 1)[9_600:86_400]) < level_db(hum) - 20


def test_too_short_a_passage_is_refused(work: FolderWorkspace) -> None:
    with pytest.raises(InputError, match="too little"):
        denoise(work, sound=_noisy(work)[0], reduction_db=18, noise_from_s=1.0, noise_to_s=1.02)


def test_a_held_note_does_not_count_as_noise(work: FolderWorkspace) -> None:
    note = tone(3.0, 440.0, 0.1)
    hiss = np.random.default_rng(2).normal(0, 0.002, note.shape)
    sound = save_sound(work, note + hiss)
    cleaned = denoise(work, sound=sound, reduction_db=18.0, noise_from_s=None, noise_to_s=None)
    heard = decoded(work.open(cleaned))[24_000:-24_000]
    assert level_db(heard) == pytest.approx(level_db(note), abs=0.3)
    assert level_db(heard - note[24_000:-24_000]) < level_db(hiss) - 6

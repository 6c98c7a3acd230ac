"""Guards what is heard in a sound: beats, key, energy, sections, pauses, waveform."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.hearing.music import Analysis, analyse
from media.hearing.pauses import pauses
from media.samples.sound import beats, chords
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, tone
from tests.pipelines.nodes.audio.listening import decoded
from tests.pipelines.nodes.running import run_example


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


def heard(work: FolderWorkspace, sound: np.ndarray) -> Analysis:
    return analyse(work, sound=save_sound(work, sound))


def test_the_sample_has_120_beats_a_minute_in_a_minor(tmp_path: Path) -> None:
    out = run_example("audio.beats", tmp_path).out
    assert out.tempo_bpm == pytest.approx(120, abs=0.5)
    assert out.key == "A minor"
    assert out.beats_s == pytest.approx(np.arange(16) * 0.5, abs=0.015)
    assert out.analysis.onsets_s == pytest.approx(np.arange(16) * 0.5, abs=0.015)
    assert len(out.analysis.energy) == 80
    assert [part.letter for part in out.analysis.sections] == ["A"]


@pytest.mark.parametrize("tempo", [74.0, 93.0, 151.0])
def test_beats_lie_where_they_were_struck(work: FolderWorkspace, tempo: float) -> None:
    found = heard(work, beats(12 * 48_000, tempo))
    assert found.tempo_bpm == pytest.approx(tempo, rel=0.004)
    struck = np.arange(0, 12, 60 / tempo)
    assert len(found.beats_s) >= len(struck) - 2
    assert max(np.abs(struck - beat).min() for beat in found.beats_s) < 0.02


def test_a_scale_of_c_with_its_chord_first_is_in_c_major(work: FolderWorkspace) -> None:
    notes = [(60, 64, 67), (65, 69, 72), (67, 71, 74), (60, 64, 67)]
    sound = np.concatenate(
        [sum(tone(2.0, 440 * 2 ** ((note - 69) / 12), 0.05) for note in chord) for chord in notes]
    )
    assert heard(work, sound).key == "C major"


def test_noise_and_silence_have_neither_beat_nor_key(work: FolderWorkspace) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (5 * 48_000, 2))
    for sound in (noise, np.zeros((3 * 48_000, 2))):
        found = heard(work, sound)
        assert (found.tempo_bpm, found.beats_s, found.key) == (0.0, (), "")


def test_a_loud_part_between_two_quiet_ones_is_a_section(work: FolderWorkspace) -> None:
    quiet, loud = 0.1 * chords(12 * 48_000), chords(12 * 48_000)
    sections = heard(work, np.concatenate([quiet, loud, quiet])).sections
    assert [part.letter for part in sections] == ["A", "B", "A"]
    assert [part.start_s for part in sections] == pytest.approx([0, 12, 24], abs=0.6)
    assert sections[1].energy > 4 * sections[0].energy


def test_pauses_are_found_to_the_millisecond(work: FolderWorkspace) -> None:
    sound = np.concatenate(
        [tone(1.0), np.zeros((24_000, 2)), tone(0.5), np.zeros((4_800, 2)), tone(0.25)]
    )
    found = pauses(work, sound=save_sound(work, sound), below_dbfs=-48.0, at_least_s=0.2)
    assert [(part.start_s, part.end_s) for part in found.pauses] == [(1.0, 1.5)]
    assert [(part.start_s, part.end_s) for part in found.heard] == [(0.0, 1.0), (1.5, 2.35)]


def test_speech_pauses_between_its_sentences(tmp_path: Path) -> None:
    ran = run_example("audio.silence", tmp_path, at_least_s=0.15)
    sound = decoded(ran.path(ran.outputs["sound"].sound), 1)
    assert ran.out.pauses
    for pause in ran.out.pauses:
        inside = sound[round(pause.start_s * 48_000) : round(pause.end_s * 48_000)]
        assert np.sqrt(np.mean(np.square(inside))) < 10 ** (-48 / 20)


def test_a_waveform_shows_the_peaks_of_its_columns(tmp_path: Path) -> None:
    ran = run_example("audio.waveform", tmp_path, columns=64)
    columns = np.abs(chords(8 * 48_000)).max(axis=1).reshape(64, -1)
    assert ran.out.peaks == pytest.approx(columns.max(axis=1), abs=1e-3)
    picture = cv2.imread(str(ran.path(ran.out.image)))
    assert picture.shape == (240, 1280, 3)
    inked = (picture.astype(int).sum(axis=2) < 740).sum(axis=0).reshape(64, 20)[:, 10]
    assert np.corrcoef(inked, ran.out.peaks)[0, 1] > 0.99


def test_a_waveform_without_ground_is_transparent(tmp_path: Path) -> None:
    ran = run_example("audio.waveform", tmp_path, background="", scaled=True)
    picture = cv2.imread(str(ran.path(ran.out.image)), cv2.IMREAD_UNCHANGED)
    assert picture.shape[2] == 4 and picture[0, 0, 3] == 0
    assert picture[:, :, 3].any(axis=1).sum() > 0.9 * 240

"""Guards speed and pitch: how long a tone lasts and where its spectrum has its peak."""

from pathlib import Path

import pytest

from media.tape.tempo import pitch, speed
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, tone
from tests.pipelines.nodes.audio.listening import decoded, level_db, strongest_hertz
from tests.pipelines.nodes.running import run_example


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path / "work")


@pytest.mark.parametrize("factor", [0.3, 0.75, 1.5, 3.7])
def test_speed_changes_the_length_and_keeps_the_pitch(work: FolderWorkspace, factor: float) -> None:
    sound = save_sound(work, tone(4.0, 440.0))
    heard = decoded(work.open(speed(work, sound=sound, factor=factor)))
    assert len(heard) == round(4 * 48_000 / factor)
    assert strongest_hertz(heard) == pytest.approx(440, abs=2)
    assert level_db(heard) == pytest.approx(level_db(tone(1.0, 440.0)), abs=0.5)


@pytest.mark.parametrize("semitones", [-12.0, 3.0, 7.5, 19.0])
def test_pitch_keeps_the_length(work: FolderWorkspace, semitones: float) -> None:
    sound = save_sound(work, tone(2.0, 440.0))
    heard = decoded(work.open(pitch(work, sound=sound, semitones=semitones)))
    assert len(heard) == 96_000
    assert strongest_hertz(heard) == pytest.approx(440 * 2 ** (semitones / 12), rel=0.004)


def test_the_examples_last_as_long_as_they_should(tmp_path: Path) -> None:
    assert run_example("audio.speed", tmp_path).out.sound.samples == round(8 * 48_000 / 1.25)
    assert run_example("audio.pitch", tmp_path / "pitch").out.sound.samples == 8 * 48_000

"""Guards the music bed: exact length, repeatable bytes, clean sound, and that it follows moods."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.audio.loudness import measure
from media.audio.pcm import PcmReader
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.ids import SectionId
from media.timeline import Chapter
from models.preview.music.engine import PreviewMusic, Tape
from models.preview.music.harmony import CHARACTERS, MAJOR, Key
from models.preview.music.score import bars
from tests.fakes import FolderWorkspace

NTSC = FrameRate(30000, 1001)


def chapter(start: int, end: int, mood="calm", energy=0.4) -> Chapter:
    return Chapter(
        section_id=SectionId(f"s{start}"),
        title="",
        start=start,
        end=end,
        mood=mood,
        energy=energy,
    )


THREE = (
    chapter(0, 300, "calm", 0.2),
    chapter(300, 600, "tense", 0.8),
    chapter(600, 900, "grand", 0.6),
)


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def compose(work, chapters=THREE, frames=900, seed=7):
    return PreviewMusic().compose(work, chapters=chapters, frames=frames, rate=NTSC, seed=seed)


def sound_of(work, audio) -> np.ndarray:
    with PcmReader(work.open(audio)) as reader:
        return reader.read(0, reader.samples)


@pytest.mark.parametrize("frames", [1, 7, 100, 901])
def test_music_lasts_exactly_as_long_as_the_film(work, frames):
    audio = compose(work, frames=frames)
    assert audio.samples == sample_at_frame(frames, NTSC)
    assert len(sound_of(work, audio)) == audio.samples


def test_a_seed_gives_the_same_bytes_and_another_seed_others(work):
    first = compose(work)
    assert compose(work) == first
    assert compose(work, seed=8).digest != first.digest


def test_the_sound_is_clean(work):
    sound = sound_of(work, compose(work))
    assert np.abs(sound).max() < 0.7
    assert np.abs(sound.mean(axis=0)).max() < 1e-3
    assert np.abs(np.diff(sound, axis=0)).max() < 0.12
    assert np.abs(sound[:48]).max() < 1e-3
    assert np.abs(sound[-48:]).max() < 1e-3


def test_the_level_is_that_of_a_bed(work):
    assert measure(work.open(compose(work))).integrated_lufs == pytest.approx(-24, abs=2.5)


def test_both_channels_sound_and_differ(work):
    left, right = sound_of(work, compose(work)).T
    assert np.square(left).mean() == pytest.approx(np.square(right).mean(), rel=0.5)
    assert np.corrcoef(left, right)[0, 1] < 0.95


def test_energy_brings_percussion_and_a_quicker_bar():
    still = list(bars((chapter(0, 900, energy=0.1),), 900, NTSC, 1))
    lively = list(bars((chapter(0, 900, energy=0.9),), 900, NTSC, 1))
    assert len(lively) > 1.4 * len(still)
    assert any(note.instrument == "kick" for bar in lively for note in bar.notes)
    assert not any(note.instrument == "kick" for bar in still for note in bar.notes)


def test_bars_fill_the_film_and_meet_the_sections():
    found = list(bars(THREE, 900, NTSC, 1))
    assert found[0].start == 0
    assert found[-1].end == sample_at_frame(900, NTSC)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert {sample_at_frame(300, NTSC), sample_at_frame(600, NTSC)} <= {bar.end for bar in found}


def test_no_note_starts_outside_its_bar():
    for bar in bars(THREE, 900, NTSC, 3):
        assert all(bar.start <= note.at < bar.end for note in bar.notes)


@pytest.mark.parametrize("mood", list(CHARACTERS))
@pytest.mark.parametrize("seed", range(4))
def test_the_film_ends_on_the_tonic(mood, seed):
    last = list(bars((chapter(0, 600, mood),), 600, NTSC, seed))[-1]
    (bass,) = (note.midi for note in last.notes if note.instrument == "bass")
    tonics = {Key(home, CHARACTERS[mood].mode).bass(0) for home in range(12)}
    first = next(iter(bars((chapter(0, 600, mood),), 600, NTSC, seed)))
    assert bass in tonics
    assert bass % 12 == next(n.midi for n in first.notes if n.instrument == "bass") % 12


@pytest.mark.parametrize("mood", list(CHARACTERS))
def test_no_mood_uses_a_diminished_chord(mood):
    character = CHARACTERS[mood]
    key = Key(0, character.mode)
    for degree in {degree for each in character.progressions for degree in each}:
        root, fifth = key.pitch_class(degree), key.pitch_class(degree + 4)
        assert (fifth - root) % 12 == 7
        assert {note % 12 for note in key.chord(degree)} <= set(MAJOR)


def test_only_a_few_seconds_ring_on_however_long_the_film():
    tape = Tape()
    rung = [0]
    for bar in bars((chapter(0, 3600, "sad", 0.3),), 3600, NTSC, 1):
        assert len(tape.play(bar)) == bar.end - bar.start
        rung.append(tape.ringing_samples)
    assert max(rung) < 6 * SAMPLE_RATE

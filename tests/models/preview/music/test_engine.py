"""Guards the music bed: exact length, repeatable bytes, clean sound, and that it follows moods."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.audio.loudness import measure
from media.audio.pcm import PcmReader
from media.clock import SAMPLE_RATE, FrameRate, sample_at_frame
from media.ids import SectionId
from media.timeline import Movement
from models.preview.music.engine import PreviewMusic, Tape
from models.preview.music.harmony import CHARACTERS, MAJOR, Key
from models.preview.music.score import bars
from tests.fakes import FolderWorkspace

NTSC = FrameRate(30000, 1001)


def movement(frames=900, mood="calm", energy=0.4, *, section="s", opens=True, closes=True):
    return Movement(
        section_id=SectionId(section),
        frames=frames,
        rate=NTSC,
        mood=mood,
        energy=energy,
        opens=opens,
        closes=closes,
    )


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def compose(work, asked=None, seed=7):
    return PreviewMusic().compose(work, movement=asked or movement(), seed=seed)


def sound_of(work, audio) -> np.ndarray:
    with PcmReader(work.open(audio)) as reader:
        return reader.read(0, reader.samples)


@pytest.mark.parametrize("frames", [1, 7, 100, 901])
def test_the_last_movement_ends_with_the_film(work, frames):
    audio = compose(work, movement(frames))
    assert audio.samples == sample_at_frame(frames, NTSC)
    assert len(sound_of(work, audio)) == audio.samples


def test_any_other_movement_rings_out_into_the_next(work):
    audio = compose(work, movement(closes=False))
    rest = audio.samples - sample_at_frame(900, NTSC)
    assert 0 < rest < 6 * SAMPLE_RATE
    assert np.abs(sound_of(work, audio)[-48:]).max() < 1e-3


def test_a_movement_inside_the_film_starts_and_ends_at_its_level(work):
    inner = sound_of(work, compose(work, movement(opens=False, closes=False)))
    outer = sound_of(work, compose(work, movement()))
    second = slice(SAMPLE_RATE // 2, SAMPLE_RATE)
    assert np.square(inner[second]).mean() > 2 * np.square(outer[second]).mean()


def test_sections_of_one_mood_share_the_key_and_not_the_notes():
    one, other = (list(bars(movement(section=name), 7)) for name in ("one", "other"))
    assert {n.midi % 12 for bar in one for n in bar.notes} & {
        n.midi % 12 for bar in other for n in bar.notes
    }
    assert one != other


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
    still = list(bars(movement(energy=0.1), 1))
    lively = list(bars(movement(energy=0.9), 1))
    assert len(lively) > 1.4 * len(still)
    assert any(note.instrument == "kick" for bar in lively for note in bar.notes)
    assert not any(note.instrument == "kick" for bar in still for note in bar.notes)


def test_bars_fill_the_movement():
    found = list(bars(movement(), 1))
    assert found[0].start == 0
    assert found[-1].end == sample_at_frame(900, NTSC)
    assert all(one.end == other.start for one, other in pairwise(found))


def test_no_note_starts_outside_its_bar():
    for bar in bars(movement(energy=0.8), 3):
        assert all(bar.start <= note.at < bar.end for note in bar.notes)


@pytest.mark.parametrize("mood", list(CHARACTERS))
@pytest.mark.parametrize("seed", range(4))
def test_the_film_ends_on_the_tonic(mood, seed):
    last = list(bars(movement(600, mood), seed))[-1]
    (bass,) = (note.midi for note in last.notes if note.instrument == "bass")
    tonics = {Key(home, CHARACTERS[mood].mode).bass(0) for home in range(12)}
    first = next(iter(bars(movement(600, mood), seed)))
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
    for bar in bars(movement(3600, "sad", 0.3), 1):
        assert len(tape.play(bar)) == bar.end - bar.start
        rung.append(len(tape.ringing))
    assert max(rung) < 6 * SAMPLE_RATE


def test_music_takes_a_breath_before_another_mood(work):
    turning = movement(closes=False).model_copy(update={"turns": True})
    sound = sound_of(work, compose(work, turning))
    assert len(sound) == sample_at_frame(900, NTSC)
    assert np.abs(sound[-round(0.4 * SAMPLE_RATE) :]).max() < 1e-3
    assert np.square(sound[-5 * SAMPLE_RATE : -3 * SAMPLE_RATE]).mean() > 1e-5


def test_a_movement_rises_and_falls(work):
    sound = sound_of(work, compose(work, movement(3600, energy=0.8, opens=False, closes=False)))
    fifths = [np.square(part).mean() for part in np.array_split(sound[:5_760_000], 5)]
    assert max(fifths[2:4]) > fifths[0]


@pytest.mark.parametrize("mood", list(CHARACTERS))
def test_the_film_comes_home_by_its_cadence(mood):
    found = list(bars(movement(1800, mood), 3))[-3:]
    key_of = {note.midi % 12 for note in found[-1].notes if note.instrument == "bass"}
    roots = [
        next(note.midi % 12 for note in bar.notes if note.instrument == "bass") for bar in found
    ]
    assert len(set(roots)) == 3
    assert {roots[-1]} == key_of


@pytest.mark.parametrize("mood", list(CHARACTERS))
def test_no_cadence_uses_a_diminished_chord(mood):
    character = CHARACTERS[mood]
    key = Key(0, character.mode)
    for degree in character.cadence:
        assert (key.pitch_class(degree + 4) - key.pitch_class(degree)) % 12 == 7


def test_moods_are_told_apart_by_what_plays_and_how_fast():
    leads = {mood: character.lead for mood, character in CHARACTERS.items()}
    played = {
        mood: {note.instrument for bar in bars(movement(900, mood, 0.5), 1) for note in bar.notes}
        for mood in CHARACTERS
    }
    assert all(lead in played[mood] for mood, lead in leads.items())
    assert len({(c.mode, c.lead, c.tempo) for c in CHARACTERS.values()}) == len(CHARACTERS)


@pytest.mark.parametrize("mood", list(CHARACTERS))
def test_every_mood_has_the_level_of_a_bed_and_is_clean(work, mood):
    audio = compose(work, movement(1200, mood, 0.6))
    assert measure(work.open(audio)).integrated_lufs == pytest.approx(-24, abs=3.5)
    sound = sound_of(work, audio)
    assert np.abs(sound).max() < 0.8
    assert np.abs(np.diff(sound, axis=0)).max() < 0.15

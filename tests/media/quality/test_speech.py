"""Guards what is said of speech: how far above all else it lies, its pace and its pauses."""

import numpy as np
import pytest

from media.audio.duck import HOP_SAMPLES
from media.clock import SAMPLE_RATE, FrameRate
from media.quality.speech import (
    LEAST_OVER_BED_DB,
    Separation,
    fastest_words_per_min,
    longest_unbroken_s,
    speech_check,
)
from media.timeline import CaptionWord, Cue
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, timeline_of, tone, voice

SECONDS = 3
RATE = FrameRate(30)


@pytest.fixture
def timeline(tmp_path):
    audio = save_sound(FolderWorkspace(tmp_path), voice(SECONDS))
    return timeline_of(SECONDS * 30, [(audio, 0)], rate=RATE)


def parted(bed_db: float, gain: float = 1.0) -> Separation:
    """Speech over a tone that lies `bed_db` below it, both turned down by a gain."""
    speech = voice(SECONDS).astype(np.float32)
    under = tone(SECONDS).astype(np.float32)
    under *= speech.std() / under.std() * 10 ** (-bed_db / 20)
    separation = Separation()
    film = (gain * (np.repeat(speech, 2, axis=1) + under)).astype(np.float32)
    for start in range(0, len(film), 100 * HOP_SAMPLES):
        part = slice(start, start + 100 * HOP_SAMPLES)
        separation.feed(film[part], speech[part])
    return separation


@pytest.mark.parametrize("gain", [1.0, 0.4])
@pytest.mark.parametrize("bed_db", [6.0, 20.0, 35.0])
def test_a_bed_is_found_at_its_level_whatever_the_gain(timeline, bed_db, gain):
    figures, _ = speech_check(timeline, parted(bed_db, gain))
    assert figures.over_bed_db == pytest.approx(bed_db, abs=1.0)
    assert figures.least_over_bed_db == figures.over_bed_db


def test_covered_speech_is_found(timeline):
    _, findings = speech_check(timeline, parted(LEAST_OVER_BED_DB - 4))
    assert [finding.code for finding in findings] == ["SPEECH_COVERED"]
    _, findings = speech_check(timeline, parted(LEAST_OVER_BED_DB + 4))
    assert not findings


def test_a_film_without_speech_has_nothing_to_be_covered():
    separation = Separation()
    separation.feed(tone(1).astype(np.float32), np.zeros((SAMPLE_RATE, 1), np.float32))
    figures, findings = speech_check(timeline_of(30, [], rate=RATE), separation)
    assert figures.over_bed_db is None
    assert (figures.longest_unbroken_s, findings) == (0.0, ())


def test_the_pace_is_that_of_the_fastest_cue():
    def cue(frames_a_word: int, count: int) -> Cue:
        words = tuple(
            CaptionWord(text="so", start=n * frames_a_word, end=(n + 1) * frames_a_word)
            for n in range(count)
        )
        return Cue(start=0, end=count * frames_a_word, lines=(words,))

    assert fastest_words_per_min((cue(10, 6), cue(15, 6)), RATE) == pytest.approx(180)
    # Three quick words are no pace.
    assert fastest_words_per_min((cue(2, 3), cue(15, 6)), RATE) == pytest.approx(120)


def test_a_pause_of_200_ms_breaks_speech():
    speaking = np.ones(500, bool)
    speaking[100:119] = False
    assert longest_unbroken_s(speaking) == 5.0
    speaking[200:220] = False
    assert longest_unbroken_s(speaking) == 2.8

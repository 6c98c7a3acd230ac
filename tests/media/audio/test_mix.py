"""Guards the film's sound: every recording on its sample, music under speech, one loudness."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.aac import decode_sound
from media.audio.loudness import measure_blocks
from media.audio.mix import mix
from media.audio.pcm import PcmReader
from media.clock import FrameRate, sample_at_frame
from media.errors import InputError
from media.types import Audio
from tests.fakes import FolderWorkspace
from tests.media.audio.material import chapter_of, save_sound, soundtrack_of, tone, voice

FRAMES = 300
SAMPLES = 480_000


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def decoded(work, audio: Audio) -> np.ndarray:
    return np.concatenate(list(decode_sound(work.open(audio), audio.samples)))


def stem_of(work, mixed) -> np.ndarray:
    with PcmReader(work.open(mixed.dialogue)) as reader:
        return reader.read(0, reader.samples)[:, 0]


def level_db(sound: np.ndarray) -> float:
    return 10 * np.log10(np.square(sound).mean() + 1e-12)


@pytest.fixture
def spoken(work):
    """Two recordings: from 2 s to 4 s and from 6 s to 7 s, loud in places."""
    first, second = voice(2, 1, 0.12), voice(1, 2, 0.12)
    first[20_000:20_010] = 0.95
    return soundtrack_of(
        FRAMES,
        [(save_sound(work, first), 96_000), (save_sound(work, second), 288_000)],
    )


def test_speech_and_music_reach_the_loudness_below_the_peak(work, spoken):
    mixed = mix(work, soundtrack=spoken, music=(save_sound(work, tone(10)),))
    heard = measure_blocks([decoded(work, mixed.sound)], 2)
    assert heard.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert heard.true_peak_dbtp <= -1.0
    assert mixed.loudness.integrated_lufs == pytest.approx(heard.integrated_lufs, abs=0.05)


@pytest.mark.parametrize("target", [-23.0, -14.0])
def test_the_loudness_is_the_one_asked_for(work, spoken, target):
    mixed = mix(work, soundtrack=spoken, music=(), loudness_lufs=target, peak_dbtp=-2.0)
    assert mixed.loudness.integrated_lufs == pytest.approx(target, abs=0.5)
    assert mixed.loudness.true_peak_dbtp <= -2.0


@pytest.mark.parametrize("rate", [FrameRate(30), FrameRate(30000, 1001), FrameRate(24)])
def test_sound_lasts_exactly_as_long_as_the_film(work, rate):
    soundtrack = soundtrack_of(101, [(save_sound(work, voice(1)), 5_000)], rate=rate)
    mixed = mix(work, soundtrack=soundtrack, music=())
    assert mixed.sound.samples == mixed.dialogue.samples == sample_at_frame(101, rate)
    assert len(stem_of(work, mixed)) == mixed.dialogue.samples
    assert len(decoded(work, mixed.sound)) == mixed.sound.samples


def test_a_recording_sounds_on_its_very_sample(work):
    click = np.zeros((4_800, 1))
    click[0] = 0.5
    starts = [61_441, 200_003, 399_999]
    recording = save_sound(work, click)
    soundtrack = soundtrack_of(FRAMES, [(recording, start) for start in starts])
    mixed = mix(work, soundtrack=soundtrack, music=(save_sound(work, tone(10, level=0.02)),))
    stem, film = stem_of(work, mixed), decoded(work, mixed.sound).mean(axis=1)
    for start in starts:
        near = slice(start - 2_000, start + 2_000)
        assert np.argmax(np.abs(stem[near])) == 2_000
        assert np.argmax(np.abs(film[near])) == 2_000


def test_music_goes_under_speech_and_comes_back(work, spoken):
    music = save_sound(work, tone(10))
    mixed = decoded(work, mix(work, soundtrack=spoken, music=(music,)).sound).mean(axis=1)
    alone = decoded(work, mix(work, soundtrack=spoken, music=()).sound).mean(axis=1)
    hum = np.exp(-2j * np.pi * 220 * np.arange(24_000) / 48_000)

    def hum_db(start: int) -> float:
        return level_db(np.abs(np.vdot(hum, mixed[start : start + 24_000])) / 24_000 * np.sqrt(2))

    under, before, after = hum_db(120_000), hum_db(24_000), hum_db(432_000)
    assert level_db(alone[120_000:144_000]) - under > 12
    assert before - under > 6
    assert after == pytest.approx(before, abs=1.5)


def test_each_chapter_has_its_own_music_and_one_rings_into_the_next(work):
    chapters = (chapter_of("one", 0, 150), chapter_of("two", 150, 300))
    low, high = save_sound(work, tone(6, 220.0)), save_sound(work, tone(5, 880.0))
    soundtrack = soundtrack_of(FRAMES, [], chapters=chapters)
    sound = decoded(work, mix(work, soundtrack=soundtrack, music=(low, high)).sound).mean(axis=1)

    def tone_db(hertz: float, start: int) -> float:
        wave = np.exp(-2j * np.pi * hertz * np.arange(24_000) / 48_000)
        return level_db(np.abs(np.vdot(wave, sound[start : start + 24_000])) / 24_000)

    before, across, behind = 120_000, 252_000, 360_000
    assert tone_db(220, before) - tone_db(880, before) > 30
    assert tone_db(220, across) == pytest.approx(tone_db(880, across), abs=2)
    assert tone_db(880, behind) - tone_db(220, behind) > 30


def test_music_is_down_before_the_first_word(work, spoken):
    music = save_sound(work, tone(10))
    mixed = decoded(work, mix(work, soundtrack=spoken, music=(music,)).sound).mean(axis=1)
    opening, just_before = level_db(mixed[20_000:40_000]), level_db(mixed[94_000:96_000])
    assert opening - just_before > 6


def test_the_stem_is_the_speech_at_its_level_in_the_film(work, spoken):
    mixed = mix(work, soundtrack=spoken, music=())
    stem, film = stem_of(work, mixed), decoded(work, mixed.sound).mean(axis=1)
    assert level_db(stem[300_000:330_000]) == pytest.approx(
        level_db(film[300_000:330_000]), abs=0.2
    )


@pytest.mark.parametrize("music", [True, False])
def test_a_film_without_speech_is_mixed(work, music):
    bed = (save_sound(work, tone(10)),) if music else ()
    mixed = mix(work, soundtrack=soundtrack_of(FRAMES, []), music=bed)
    assert mixed.loudness.integrated_lufs == pytest.approx(-16 if music else -70, abs=0.5)
    assert mixed.sound.samples == SAMPLES


def test_what_runs_past_the_end_is_cut(work):
    soundtrack = soundtrack_of(30, [(save_sound(work, voice(5)), 24_000)])
    assert mix(work, soundtrack=soundtrack, music=()).sound.samples == 48_000


def test_music_shorter_than_the_film_ends_early(work, spoken):
    mixed = mix(work, soundtrack=spoken, music=(save_sound(work, tone(5)),))
    assert level_db(decoded(work, mixed.sound)[-20_000:]) < -70


def test_the_same_parts_give_the_same_bytes(work, spoken):
    music = save_sound(work, tone(10))
    assert mix(work, soundtrack=spoken, music=(music,)) == mix(
        work, soundtrack=spoken, music=(music,)
    )


def test_a_recording_at_another_rate_is_refused(work):
    odd = save_sound(work, voice(1)).model_copy(update={"sample_rate": 44_100})
    with pytest.raises(InputError) as caught:
        mix(work, soundtrack=soundtrack_of(30, [(odd, 0)]), music=())
    assert caught.value.remedy

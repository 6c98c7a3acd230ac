"""Guards ambience in the mix: under speech, faded where places meet, looped without a gap."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.aac import decode_sound
from media.audio.air import BED_LEVEL_DB, EARLY_S, Air
from media.audio.mix import mix
from media.clock import SAMPLE_RATE
from media.errors import InputError
from media.timeline import Heard
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, soundtrack_of, tone, voice

FRAMES = 300


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def loop(seconds: float, hertz: float) -> np.ndarray:
    """A whole number of cycles at the level of a bed."""
    return tone(seconds, hertz, level=10 ** (BED_LEVEL_DB / 20) * np.sqrt(2))


def laid(work, clips=(), beds=(), spots=()):
    names = tuple(sorted({each.sound for each in (*beds, *spots)}))
    return soundtrack_of(FRAMES, list(clips)).model_copy(
        update={"sounds": names, "beds": tuple(beds), "spots": tuple(spots)}
    )


def level_db(sound: np.ndarray, hertz: float, start: int, count: int = 24_000) -> float:
    wave = np.exp(-2j * np.pi * hertz * np.arange(count) / SAMPLE_RATE)
    part = sound[start : start + count]
    return 20 * np.log10(np.abs(np.vdot(wave, part)) / count * np.sqrt(2) + 1e-9)


def heard(work, soundtrack, sounds) -> np.ndarray:
    return np.concatenate(list(Air(work, soundtrack, sounds).blocks(50_000)))


def test_a_loop_goes_on_for_as_long_as_we_are_there(work):
    soundtrack = laid(work, beds=[Heard(sound="sea", start=0, end=FRAMES)])
    sound = heard(work, soundtrack, (save_sound(work, loop(1, 480)),))[:, 0]
    assert len(sound) == 480_000
    levels = [level_db(sound, 480, at) for at in range(48_000, 432_000, 24_000)]
    assert levels == pytest.approx([BED_LEVEL_DB] * len(levels), abs=0.1)
    assert np.abs(np.diff(sound)).max() < 0.004


def test_one_place_fades_into_the_next_which_is_heard_before_it_is_seen(work):
    beds = [Heard(sound="room", start=0, end=150), Heard(sound="sea", start=150, end=FRAMES)]
    sounds = (save_sound(work, loop(1, 480)), save_sound(work, loop(1, 960)))
    sound = heard(work, laid(work, beds=beds), sounds)[:, 0]
    cut, early = 240_000, round(EARLY_S * SAMPLE_RATE)
    assert level_db(sound, 960, cut - early - 1_200, 2_400) == pytest.approx(
        level_db(sound, 480, cut - early - 1_200, 2_400), abs=1
    )
    assert level_db(sound, 960, 100_000) < -70
    assert level_db(sound, 480, 300_000) < -70


def test_a_bed_lies_far_under_speech_and_closer_in_pauses(work):
    clips = [(save_sound(work, voice(4, 1, 0.12)), 96_000)]
    soundtrack = laid(work, clips, beds=[Heard(sound="sea", start=0, end=FRAMES)])
    bed = (save_sound(work, loop(1, 3_000)),)
    mixed = mix(work, soundtrack=soundtrack, ambience=bed)
    sound = np.concatenate(list(decode_sound(work.open(mixed.sound), 480_000))).mean(axis=1)
    speech = 10 * np.log10(np.square(sound[150_000:250_000]).mean())
    under, after = level_db(sound, 3_000, 180_000), level_db(sound, 3_000, 420_000)
    assert 16 < speech - under < 28
    assert 2.5 < after - under < 5.5
    assert mixed.loudness.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert mixed.loudness.true_peak_dbtp <= -1.0


def test_a_single_sound_is_heard_in_its_shot(work):
    click = np.zeros((2_400, 2))
    click[100] = 0.2
    soundtrack = laid(work, spots=[Heard(sound="bell", start=90, end=150)])
    sound = heard(work, soundtrack, (save_sound(work, click),))[:, 0]
    assert int(np.argmax(np.abs(sound))) == 90 * 1_600 + round(0.3 * SAMPLE_RATE) + 100


def test_speech_keeps_its_sample_with_ambience(work):
    click = np.zeros((4_800, 1))
    click[0] = 0.5
    soundtrack = laid(
        work,
        [(save_sound(work, click), 200_003)],
        beds=[Heard(sound="sea", start=0, end=FRAMES)],
    )
    mixed = mix(work, soundtrack=soundtrack, ambience=(save_sound(work, loop(1, 480)),))
    sound = np.concatenate(list(decode_sound(work.open(mixed.sound), 480_000))).mean(axis=1)
    assert int(np.argmax(np.abs(sound[198_003:202_003]))) == 2_000


def test_a_film_of_places_alone_is_heard(work):
    soundtrack = laid(work, beds=[Heard(sound="sea", start=0, end=FRAMES)])
    mixed = mix(work, soundtrack=soundtrack, ambience=(save_sound(work, loop(1, 480)),))
    assert mixed.loudness.integrated_lufs == pytest.approx(-16, abs=0.5)


def test_as_many_sounds_are_needed_as_are_named(work):
    soundtrack = laid(work, beds=[Heard(sound="sea", start=0, end=FRAMES)])
    bed = save_sound(work, loop(1, 480))
    with pytest.raises(InputError):
        mix(work, soundtrack=soundtrack, ambience=(bed, bed))

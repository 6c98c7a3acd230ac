"""Guards the treatment of a voice: softer hisses, a room that no pause hears, no clipping."""

import numpy as np
import pytest

from media.audio.activity import heard
from media.audio.loudness import measure_blocks
from media.clock import SAMPLE_RATE
from models.preview.speech.cast import VARIANTS
from models.preview.speech.prosody import USUAL_RANGE
from models.preview.speech.room import placed
from models.preview.speech.sibilance import MOST_DB, softened
from models.preview.speech.sound import TARGET_LUFS, raw_speech, treated, voice_gain

RATE = 22_050
HISSES = "She sells sea shells, surely; six swift ships slipped past the sunlit stones."


def noise(low: float, high: float, rms: float) -> np.ndarray:
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(RATE))
    hertz = np.fft.rfftfreq(RATE, 1 / RATE)
    samples = np.fft.irfft(spectrum * ((hertz > low) & (hertz < high)), RATE)
    return (samples * rms / np.sqrt(np.mean(samples**2))).astype(np.float32).reshape(-1, 1)


def power_db(sound: np.ndarray, rate: int, low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    return float(10 * np.log10(spectrum[(hertz >= low) & (hertz < high)].sum()))


def test_a_loud_hiss_is_turned_down_and_a_quiet_one_is_not() -> None:
    loud, quiet = noise(5_500, 8_000, 0.1), noise(5_500, 8_000, 0.003)
    assert np.std(softened(loud, RATE)) < 0.35 * np.std(loud)
    assert np.std(softened(loud, RATE)) > 0.9 * np.std(loud) * 10 ** (-MOST_DB / 20)
    np.testing.assert_allclose(softened(quiet, RATE), quiet, atol=1e-4)


def test_what_is_no_hiss_stays_as_it_is() -> None:
    voice = noise(200, 3_500, 0.1)
    np.testing.assert_allclose(softened(voice, RATE), voice, atol=1e-4)


def test_the_room_is_quiet_short_and_keeps_the_voice() -> None:
    click = np.zeros((RATE, 1), np.float32)
    click[100] = 1.0
    room = placed(click, RATE)[:, 0] - np.pad(click[:, 0], (0, len(placed(click, RATE)) - RATE))
    wet_db = 10 * np.log10(np.square(room).sum())
    assert -28 < wet_db < -20
    assert np.abs(room[: 100 + RATE * 5 // 1000]).max() < 1e-6
    late = np.square(room[100 + RATE * 80 // 1000 :]).sum()
    assert 10 * np.log10(late) < wet_db - 25


def test_the_room_ends_no_word_later_than_a_frame() -> None:
    voice = noise(150, 3_500, 10 ** (TARGET_LUFS / 20))
    dry = np.repeat(voice, 2, axis=0)
    wet = np.repeat(placed(voice, RATE), 2, axis=0)
    last_dry, last_wet = (int(np.flatnonzero(heard(one))[-1]) for one in (dry, wet))
    assert 0 <= last_wet - last_dry <= 33


@pytest.mark.parametrize("voice", ["gmw/en-US", "gmw/en-US+f3", "roa/es", "gmw/de+m3"])
def test_a_voice_is_softer_than_it_was_made_at_one_level_without_clipping(voice: str) -> None:
    raw = raw_speech(HISSES, voice, 1.0)
    made = treated(raw, voice_gain(voice))
    before = power_db(raw.samples, raw.sample_rate, 5_000, 9_000)
    before -= power_db(raw.samples, raw.sample_rate, 1_000, 4_000)
    after = power_db(made, SAMPLE_RATE, 5_000, 9_000) - power_db(made, SAMPLE_RATE, 1_000, 4_000)
    assert after < before - 0.5
    assert np.abs(made).max() <= 0.75
    loudness = measure_blocks([made], 1).integrated_lufs
    assert loudness == pytest.approx(TARGET_LUFS, abs=2.0)


@pytest.mark.parametrize("variant", sorted({name for names in VARIANTS.values() for name in names}))
def test_everyone_in_a_cast_speaks_at_one_level_and_is_made_without_clipping(variant: str) -> None:
    raw = raw_speech(HISSES, f"gmw/en-US+{variant}", 1.0, pitch_range=USUAL_RANGE)
    assert np.abs(raw.samples).max() < 0.99
    made = treated(raw, voice_gain(f"gmw/en-US+{variant}"))
    assert measure_blocks([made], 1).integrated_lufs == pytest.approx(TARGET_LUFS, abs=2.0)


def test_rumble_is_out() -> None:
    raw = raw_speech(HISSES, "gmw/en-US", 1.0)
    hum = np.sin(2 * np.pi * 30 * np.arange(len(raw.samples)) / raw.sample_rate)
    rumbling = raw._replace(samples=raw.samples + 0.1 * hum.astype(np.float32).reshape(-1, 1))
    made, clean = treated(rumbling, 1.0), treated(raw, 1.0)
    added = power_db(made, SAMPLE_RATE, 25, 35) - power_db(rumbling.samples, RATE, 25, 35)
    assert added < 10 * np.log10((SAMPLE_RATE / RATE) ** 2) - 8
    assert len(made) == len(clean)

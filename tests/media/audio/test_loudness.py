"""Guards the measuring of loudness against figures that follow from the standard."""

import numpy as np
import pytest

from media.audio.loudness import SILENCE_DBTP, SILENCE_LUFS, measure, measure_blocks
from media.audio.pcm import PcmWriter
from tests.media.audio.material import tone


def test_a_stereo_sine_of_997_hz_measures_as_ebu_tech_3341_says():
    """-23 dBFS of peak in both channels is -23.0 LUFS."""
    sine = tone(20, 1_000, 10 ** (-23 / 20))
    assert measure_blocks([sine.astype(np.float32)], 2).integrated_lufs == pytest.approx(
        -23, abs=0.1
    )


def test_a_peak_between_the_samples_is_seen():
    """A sine at a quarter of the sample rate, 45 degrees off: its samples stay 3 dB below it."""
    count = np.arange(48_000)
    between = 0.5 * np.sin(np.pi / 2 * count + np.pi / 4) * np.hanning(48_000)
    found = measure_blocks([between[:, None].astype(np.float32)], 1).true_peak_dbtp
    assert found == pytest.approx(20 * np.log10(0.5), abs=0.3)


def test_the_cut_into_blocks_does_not_matter():
    sine = tone(3, 440).astype(np.float32)
    parts = np.array_split(sine, 50)
    assert measure_blocks(parts, 2) == measure_blocks([sine], 2)


@pytest.mark.parametrize("samples", [0, 5, 96_000])
def test_silence_has_figures_too(tmp_path, samples):
    path = tmp_path / "silent.wav"
    with PcmWriter(path, channels=1) as writer:
        writer.write(np.zeros((samples, 1), np.float32))
    found = measure(path)
    assert (found.integrated_lufs, found.true_peak_dbtp) == (SILENCE_LUFS, SILENCE_DBTP)

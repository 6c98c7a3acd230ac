"""Guards what models hear: one channel at their own rate, as long as the recording."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.decode import decode_mono
from media.audio.pcm import PcmWriter
from media.errors import InputError


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_channels_are_mixed_and_the_length_is_kept(tmp_path: Path, rate: int) -> None:
    tone = 0.4 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    path = tmp_path / "tone.wav"
    with PcmWriter(path, channels=2, sample_rate=rate) as writer:
        writer.write(np.stack([tone, np.zeros(rate)], axis=1).astype(np.float32))
    found = decode_mono(path, 16_000)
    assert found.dtype == np.float32
    assert len(found) == pytest.approx(16_000, abs=20)
    assert np.abs(found).max() == pytest.approx(0.2, abs=0.02)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.wav"
    path.write_bytes(b"no sound")
    with pytest.raises(InputError) as error:
        decode_mono(path, 16_000)
    assert error.value.field == "audio"

"""Guards the reading of the user's sound files, whatever their format."""

from fractions import Fraction

import av
import numpy as np
import pytest

from media.audio.decode import decode_audio
from media.errors import InputError


def test_a_mono_file_at_another_rate_becomes_stereo_at_48_khz(tmp_path):
    path = tmp_path / "old.flac"
    wave = (8_000 * np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050)).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=22_050, layout="mono")
        frame = av.AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = 22_050, Fraction(1, 22_050), 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    sound = np.concatenate(list(decode_audio(path)))
    assert sound.shape == (48_000, 2)
    spectrum = np.abs(np.fft.rfft(sound[:, 0]))
    assert np.argmax(spectrum) == 440


@pytest.mark.parametrize("content", [b"", b"this is no music" * 100])
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path, content):
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        list(decode_audio(path))
    assert caught.value.code == "BAD_AUDIO"
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError):
        list(decode_audio(tmp_path / "nowhere.mp3"))

"""Guards the user's own music: any file, made to last as long as the film, without a click."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from media.audio.decode import decode_audio, fit_music
from media.audio.pcm import PcmReader
from media.errors import InputError
from tests.fakes import FolderWorkspace
from tests.media.audio.material import save_sound, tone, voice


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def sound_of(work, audio) -> np.ndarray:
    with PcmReader(work.open(audio)) as reader:
        return reader.read(0, reader.samples)


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


def test_long_music_is_cut_and_faded(work):
    source = work.open(save_sound(work, tone(20)))
    sound = sound_of(work, fit_music(work, source, 480_000))
    assert sound.shape == (480_000, 2)
    assert np.abs(sound[-100:]).max() < 1e-3
    assert np.abs(sound[200_000:240_000]).max() == pytest.approx(0.1, abs=0.01)


def test_short_music_is_repeated_without_a_gap(work):
    source = work.open(save_sound(work, voice(6)))
    sound = sound_of(work, fit_music(work, source, 20 * 48_000))
    assert len(sound) == 20 * 48_000
    halves = sound[48_000 : 15 * 48_000].reshape(-1, 24_000, 2)
    level = np.sqrt(np.square(halves).mean(axis=(1, 2)))
    assert level.max() < 1.6 * level.min()
    repeated = sound[3 * 48_000 : 4 * 48_000]
    assert np.allclose(repeated, sound[7 * 48_000 : 8 * 48_000], atol=2e-4)


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


def test_too_little_music_is_refused(work):
    source = work.open(save_sound(work, tone(1)))
    with pytest.raises(InputError):
        fit_music(work, source, 480_000)

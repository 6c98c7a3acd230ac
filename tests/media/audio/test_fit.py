"""Guards the user's own music: made to last as long as the film, without a gap or a click."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.fit import fit
from media.audio.pcm import PcmReader
from media.errors import InputError
from tests.fakes import FolderWorkspace
from tests.media.audio.material import RATE, save_sound, tone, voice


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def sound_of(work, audio) -> np.ndarray:
    with PcmReader(work.open(audio)) as reader:
        return reader.read(0, reader.samples)


def test_long_music_is_cut_and_faded(work):
    source = save_sound(work, tone(20))
    sound = sound_of(work, fit(work, source=source, frames=300, rate=RATE))
    assert sound.shape == (480_000, 2)
    assert np.abs(sound[-100:]).max() < 1e-3
    assert np.abs(sound[200_000:240_000]).max() == pytest.approx(0.1, abs=0.01)


def test_short_music_is_repeated_without_a_gap(work):
    source = save_sound(work, voice(6))
    sound = sound_of(work, fit(work, source=source, frames=600, rate=RATE))
    assert len(sound) == 20 * 48_000
    halves = sound[48_000 : 15 * 48_000].reshape(-1, 24_000, 2)
    level = np.sqrt(np.square(halves).mean(axis=(1, 2)))
    assert level.max() < 1.6 * level.min()
    repeated = sound[3 * 48_000 : 4 * 48_000]
    assert np.allclose(repeated, sound[7 * 48_000 : 8 * 48_000], atol=2e-4)


def test_too_little_music_is_refused(work):
    source = save_sound(work, tone(1))
    with pytest.raises(InputError):
        fit(work, source=source, frames=300, rate=RATE)

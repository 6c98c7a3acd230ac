"""Guards ambience: every sound is clean, at its level, the same by seed; a loop has no seam."""

from pathlib import Path

import numpy as np
import pytest

from media.audio.air import BED_LEVEL_DB
from media.audio.pcm import PcmReader
from models.preview.ambience.beds import BEDS
from models.preview.ambience.engine import SPOT_PEAK, PreviewAmbience
from models.preview.ambience.noise import LOOP_SAMPLES
from models.preview.ambience.spots import SPOTS
from tests.fakes import FolderWorkspace


@pytest.fixture
def work(tmp_path: Path) -> FolderWorkspace:
    return FolderWorkspace(tmp_path)


def made(work, name, seed=5) -> np.ndarray:
    audio = PreviewAmbience().sound(work, name=name, seed=seed)
    with PcmReader(work.open(audio)) as reader:
        return reader.read(0, reader.samples)


@pytest.mark.parametrize("name", BEDS)
def test_a_bed_is_a_loop_at_its_level(work, name):
    loop = made(work, name)
    assert loop.shape == (LOOP_SAMPLES, 2)
    assert 20 * np.log10(loop.std()) == pytest.approx(BED_LEVEL_DB, abs=0.2)
    assert np.abs(loop).max() < 0.7
    assert np.abs(loop.mean(axis=0)).max() < 1e-3
    steps = np.abs(np.diff(loop, axis=0)).max(axis=0)
    assert (np.abs(loop[0] - loop[-1]) <= steps).all()


@pytest.mark.parametrize("name", BEDS)
def test_a_bed_is_wide_and_goes_on(work, name):
    loop = made(work, name)
    assert np.corrcoef(*loop.T)[0, 1] < 0.995
    seconds = np.square(loop).reshape(20, -1).mean(axis=1)
    assert seconds.min() > 0.001 * seconds.max()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", SPOTS)
def test_a_single_sound_begins_and_ends_in_silence(work, name, seed):
    sound = made(work, name, seed)
    assert np.abs(sound).max() == pytest.approx(SPOT_PEAK, abs=0.001)
    assert 0.3 < len(sound) / 48_000 < 5
    assert np.abs(sound[-24:]).max() < 0.02 * SPOT_PEAK
    assert np.abs(sound[:3]).max() < 0.1 * SPOT_PEAK


def test_a_seed_gives_the_same_bytes_and_another_seed_others(work):
    engine = PreviewAmbience()
    first = engine.sound(work, name="sea", seed=5)
    assert engine.sound(work, name="sea", seed=5) == first
    assert engine.sound(work, name="sea", seed=6).digest != first.digest


def test_beds_are_told_apart(work):
    spectra = {}
    for name in BEDS:
        power = np.abs(np.fft.rfft(made(work, name).mean(axis=1))) ** 2
        edges = np.geomspace(400, len(power) - 1, 24).astype(int)
        bands = np.add.reduceat(power, edges)
        spectra[name] = np.log10(bands / bands.sum() + 1e-6)
    names = list(spectra)
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            assert np.abs(spectra[one] - spectra[other]).mean() > 0.08, (one, other)
